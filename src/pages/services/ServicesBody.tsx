import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { FilterInput, LoadingPlaceholder, Text, useStyles2 } from '@grafana/ui';
import { type UseQueryResult } from '@tanstack/react-query';
import React, { useDeferredValue, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { t } from '../../i18n';
import { type Service, type ServiceList } from '../../pyroscope/services';
import { DocLink } from '../common/docs';
import { FailedAnswer } from '../common/FailedAnswer';
import { StateMessage } from '../common/StateMessage';
import { ServicesTable } from './ServicesTable';

interface ServicesBodyProps {
  answer: UseQueryResult<ServiceList>;
  linkTo(service: Service): string;
  onShorten(limitMs: number): void;
}

/** The services as a searchable table, or the reason why there is none. */
export function ServicesBody({ answer, linkTo, onShorten }: ServicesBodyProps) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useSearch();
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const services = answer.data?.services;
  const shown = useMemo(() => services?.filter((service) => matches(service, wanted)) ?? [], [services, wanted]);
  if (answer.isError) {
    return <FailedAnswer error={answer.error} onRetry={() => void answer.refetch()} onShorten={onShorten} />;
  }
  if (!services) {
    return <LoadingPlaceholder text={t('services.loading', 'Asking for services …')} />;
  }
  if (services.length === 0) {
    return <NoServices />;
  }
  return (
    <>
      <div className={styles.search}>
        <FilterInput
          value={search}
          onChange={setSearch}
          placeholder={t('services.search', 'Search services and namespaces')}
          escapeRegex={false}
          width={40}
        />
        <span role="status">
          <Text color="secondary" variant="bodySmall">
            {t('services.count', '{{shown}} of {{all}} services', { shown: shown.length, all: services.length })}
          </Text>
        </span>
      </div>
      <ServicesTable services={shown} linkTo={linkTo} />
    </>
  );
}

function matches({ name, namespace }: Service, wanted: string): boolean {
  return name.toLowerCase().includes(wanted) || (namespace ?? '').toLowerCase().includes(wanted);
}

function NoServices() {
  return (
    <StateMessage
      title={t('services.none', 'No service sent profiles in this time range')}
      actions={
        <>
          <DocLink to="clients" />
          <DocLink to="profiling" />
          <DocLink to="continuous" />
        </>
      }
    >
      {t('services.none-help', 'Choose a longer time range, or set up profiling in a service.')}
    </StateMessage>
  );
}

/** The search text lives in the address too, replaced while typing. */
function useSearch(): [string, (text: string) => void] {
  const [params, setParams] = useSearchParams();
  const change = (text: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (text) {
          after.set('q', text);
        } else {
          after.delete('q');
        }
        return after;
      },
      { replace: true }
    );
  return [params.get('q') ?? '', change];
}

const getStyles = (theme: GrafanaTheme2) => ({
  search: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2), flexWrap: 'wrap' }),
});
