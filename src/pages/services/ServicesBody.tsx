import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, FilterInput, LoadingPlaceholder, Text, useStyles2 } from '@grafana/ui';
import { type UseQueryResult } from '@tanstack/react-query';
import React, { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { t } from '../../i18n';
import { describeType } from '../../query/catalogue';
import { type Service, type ServiceList } from '../../pyroscope/services';
import { DocLink } from '../common/docs';
import { FailedAnswer, lineOf } from '../common/FailedAnswer';
import { StaleNote } from '../common/StaleNote';
import { StateMessage } from '../common/StateMessage';
import { sortServices, type Ranked } from './ranking';
import { ServicesTable } from './ServicesTable';
import { useListParams } from './useListParams';
import { useRanking, useSteadyOrder } from './useRanking';

interface ServicesBodyProps {
  /** undefined until there is one */
  list: ServiceList | undefined;
  /** why there is no newer list */
  error: unknown;
  onRetry(): void;
  linkTo(service: Service): string;
  onShorten(limitMs?: number): void;
}

/** The services as a searchable table, or the reason why there is none. */
export function ServicesBody({ list, error, onRetry, linkTo, onShorten }: ServicesBodyProps) {
  const styles = useStyles2(getStyles);
  const { search, setSearch, sort, setSort, startOffset, onScroll } = useListParams();
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const services = list?.services;
  const ranking = useRanking(sort, services);
  const [pointed, setPointed] = useState(false);
  // Rows that are drawn before their order is known jump: they wait a little, but not as long as a slow server takes, and
  // who searches wants to see what there is.
  const unordered = ranking.isLoading && wanted === '';
  const waiting = usePatience(ranking.isLoading) && unordered;
  // A click must not open what has just moved below the pointer.
  const order = useSteadyOrder(ranking, sort, pointed && !waiting);
  const sorted = useMemo(() => sortServices(services ?? [], sort, order?.ranking), [services, sort, order]);
  const shown = useMemo(() => sorted.filter((service) => matches(service, wanted)), [sorted, wanted]);
  if (!list || !services) {
    return error ? (
      <FailedAnswer error={error} onRetry={onRetry} onShorten={onShorten} />
    ) : (
      <LoadingPlaceholder text={t('services.loading', 'Loading services…')} />
    );
  }
  const note = Boolean(error) && (
    <StaleNote
      title={t('services.stale', 'Could not update. Showing the previous list.')}
      error={error}
      onRetry={onRetry}
      onShorten={onShorten}
    />
  );
  if (services.length === 0) {
    return note || <NoServices />;
  }
  return (
    <>
      {note}
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
        <RankingNote ranking={ranking} held={order !== ranking.data} />
        {unordered && (
          <Button size="sm" variant="secondary" onClick={() => setSort({ column: 'name', direction: 'asc' })}>
            {t('services.by-name', 'Sort by name instead')}
          </Button>
        )}
        {list.namesOnly && (
          <Text color="secondary" variant="bodySmall">
            {t('services.names-only', 'Namespaces need the data source proxy, which is refused')}
          </Text>
        )}
      </div>
      {shown.length === 0 && (
        <StateMessage
          title={t('services.no-match', 'No service matches "{{search}}"', { search: search.trim() })}
          actions={<Button onClick={() => setSearch('')}>{t('services.clear-search', 'Clear the search')}</Button>}
        />
      )}
      <ServicesTable
        namesOnly={list.namesOnly}
        services={shown}
        waiting={waiting}
        onPointed={setPointed}
        linkTo={linkTo}
        sort={sort}
        onSort={setSort}
        startOffset={startOffset}
        onScroll={onScroll}
      />
    </>
  );
}

const PATIENCE_MS = 1000;

/** Whether what is waited for has not yet taken long. */
function usePatience(waits: boolean): boolean {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = waits ? setTimeout(() => setPatient(false), PATIENCE_MS) : undefined;
    return () => {
      clearTimeout(timer);
      setPatient(true);
    };
  }, [waits]);
  return patient;
}

function matches({ name, namespace }: Service, wanted: string): boolean {
  return name.toLowerCase().includes(wanted) || (namespace ?? '').toLowerCase().includes(wanted);
}

/** Why the order is not yet, or not, the one asked for. */
function RankingNote({ ranking, held }: { ranking: UseQueryResult<Ranked>; held: boolean }) {
  const { data, error, isFetching } = ranking;
  if (error) {
    return <Failure text={t('services.not-sorted', 'Not sorted: {{words}}', { words: lineOf(error) })} />;
  }
  if (isFetching || held) {
    return (
      <Text color="secondary" variant="bodySmall">
        {isFetching
          ? t('services.sorting', 'Loading the values of all services…')
          : t('services.held', 'Sorted anew once the pointer leaves the rows')}
      </Text>
    );
  }
  return data && data.failed.size > 0 ? <Failure text={unsortedText(data.failed)} /> : null;
}

function Failure({ text }: { text: string }) {
  return (
    <Text color="error" variant="bodySmall">
      {text}
    </Text>
  );
}

function unsortedText(failed: Ranked['failed']): string {
  const types = [...new Set([...failed.keys()].map((id) => describeType(id)?.label ?? id))].join(', ');
  const words = lineOf([...failed.values()][0]);
  return t('services.partly-sorted', 'Not sorted by {{types}}, such services stand last: {{words}}', { types, words });
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

const getStyles = (theme: GrafanaTheme2) => ({
  search: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(2), flexWrap: 'wrap' }),
});
