import { dateTimeFormatTimeAgo } from '@grafana/data';
import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { visible } from '../../profile/naming/visible';
import { describeType } from '../../query/catalogue';
import { resolveType } from '../../query/profileTypes';
import { type Matcher } from '../../query/selector';
import { type Selected, type SettledNamespace } from '../../subject/subject';
import { type EmptyReason } from '../../pyroscope/diagnose';
import { applyRangeChange, applyTypeChange, withSubject } from '../../viewstate/changes';
import { applyServiceChange } from '../../viewstate/serviceChange';
import { DocLink } from '../common/docs';
import { servicesLink } from '../common/servicesLink';
import { StateMessage } from '../common/StateMessage';
import { useTimeFormat } from '../common/timeFormat';
import { visibleValue } from '../common/visibleValue';
import { chooseNamespace, namespaceOptions } from './namespaceChoice';
import { nameOfNamespace } from './namespaceTexts';
import { wordsOfFilter } from './filterWords';
import { type Tab } from './useTab';

interface EmptyAnswerActions {
  chooseNamespace(namespace: SettledNamespace): void;
  chooseRange(range: { from: number; to: number }): void;
  chooseType(typeId: string): void;
  chooseService(service: string): void;
  removeFilters(filters: readonly Matcher[]): void;
  refresh(): void;
  servicesLink: string;
}

interface EmptyAnswerProps {
  reason: EmptyReason;
  asked: Selected;
  /** as the link has it, a full id or name and sample type; where it has none, the one that was asked for */
  type: string;
  typeLabel: string;
  actions: EmptyAnswerActions;
}

/** One state for each reason why there is nothing to draw, with the step that leads on. */
export function EmptyAnswer({ tab, ...shown }: Pick<EmptyAnswerProps, 'reason' | 'asked'> & { tab: Tab }) {
  const { typeId = '' } = tab.profile;
  const type = tab.address.state.subject.type ?? typeId;
  const props = { ...shown, type, typeLabel: describeType(typeId)?.label ?? type, actions: actionsOf(tab) };
  const { reason } = props;
  switch (reason.kind) {
    case 'no-services':
      return <NoServices />;
    case 'no-such-service':
      return <NoSuchService {...props} services={reason.services} />;
    case 'other-namespace':
      return <OtherNamespace {...props} reason={reason} />;
    // Corrected in the address as soon as it is known.
    case 'other-namespace-label':
      return null;
    case 'no-namespace':
      return <WithoutNamespace {...props} />;
    case 'nothing-in-range':
      return <NothingInRange {...props} {...reason} />;
    case 'no-such-type':
      return <NoSuchType {...props} types={reason.types} />;
    case 'malformed-types':
      return <MalformedTypes {...props} types={reason.types} />;
    case 'filters-exclude-all':
      return <FiltersExcludeAll {...props} {...reason} />;
    case 'nothing-measured':
      return <NothingMeasured {...props} />;
  }
}

function actionsOf(tab: Tab): EmptyAnswerActions {
  const { address, clock } = tab;
  const { go } = address;
  return {
    chooseNamespace: (namespace) => chooseNamespace(tab, namespace),
    chooseRange: ({ from, to }) => go((state) => applyRangeChange(state, { from: String(from), to: String(to) })),
    chooseType: (type) => go((state) => applyTypeChange(state, type)),
    chooseService: (service) =>
      go((state) => applyServiceChange(state, { service, namespace: state.subject.namespace })),
    removeFilters: (filters) =>
      go((state) =>
        withSubject(state, {
          filters: state.subject.filters.filter(
            (kept) =>
              !filters.some(({ name, op, value }) => kept.name === name && kept.op === op && kept.value === value)
          ),
        })
      ),
    refresh: clock.refresh,
    servicesLink: servicesLink(address.state.subject),
  };
}

function NoServices() {
  return (
    <StateMessage
      title={t('empty.no-services', 'No service has sent profiles here yet')}
      actions={
        <>
          <DocLink to="clients" />
          <DocLink to="profiling" />
          <DocLink to="continuous" />
        </>
      }
    >
      {t(
        'empty.no-services-help',
        'This data source has no profiles from the last 24 hours, or from the 24 hours before the end of the time range.'
      )}
    </StateMessage>
  );
}

function NoSuchService({ asked: { service }, services, actions }: EmptyAnswerProps & { services: string[] }) {
  const similar = mostSimilar(service, services);
  return (
    <StateMessage
      title={t('empty.no-such-service', 'No service named {{service}}', { service: visibleValue(service) })}
      actions={
        <>
          {similar.map((name) => (
            <Button key={name} variant="secondary" onClick={() => actions.chooseService(name)}>
              {visibleValue(name)}
            </Button>
          ))}
          <LinkButton href={actions.servicesLink}>{t('empty.all-services', 'All services')}</LinkButton>
        </>
      }
    >
      {t(
        'empty.no-such-service-help',
        'It sent no profiles in the last 24 hours, or in the 24 hours before the end of the time range.'
      )}{' '}
      {t('empty.other-services', '', {
        count: services.length,
        defaultValue_one: '{{count}} other service did.',
        defaultValue_other: '{{count}} other services did.',
      })}
    </StateMessage>
  );
}

/** Names that share the longest beginning with the one asked for, at most three. */
function mostSimilar(wanted: string, names: string[]): string[] {
  const shared = (name: string) => {
    let i = 0;
    while (i < wanted.length && wanted[i]?.toLowerCase() === name[i]?.toLowerCase()) {
      i++;
    }
    return i;
  };
  return names
    .map((name) => ({ name, shared: shared(name) }))
    .filter((candidate) => candidate.shared >= Math.min(2, wanted.length))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ name }) => name);
}

type OtherNamespaceReason = Extract<EmptyReason, { kind: 'other-namespace' }>;

function OtherNamespace({ asked, reason, actions }: EmptyAnswerProps & { reason: OtherNamespaceReason }) {
  return (
    <StateMessage
      title={nothingIn(asked)}
      actions={namespaceOptions({ ...reason, names: reason.namespaces }).map((option) => (
        <Button key={JSON.stringify(option)} variant="secondary" onClick={() => actions.chooseNamespace(option)}>
          {nameOfNamespace(option)}
        </Button>
      ))}
    >
      {t('empty.other-namespace-help', 'In this time range it has profiles from these namespaces (label {{label}}):', {
        label: visibleValue(reason.label),
      })}
    </StateMessage>
  );
}

function WithoutNamespace({ asked, actions }: EmptyAnswerProps) {
  return (
    <StateMessage
      title={nothingIn(asked)}
      actions={
        <Button onClick={() => actions.chooseNamespace({ kind: 'any' })}>
          {t('empty.without-namespace', 'Show all namespaces')}
        </Button>
      }
    >
      {t('empty.no-namespace-help', 'Its profiles carry none of the labels that may hold a namespace.')}
    </StateMessage>
  );
}

function nothingIn({ service, namespace }: Selected): string {
  return namespace.kind === 'value'
    ? t('empty.other-namespace', '{{service}} has no profiles in namespace {{namespace}}', {
        service: visibleValue(service),
        namespace: visibleValue(namespace.value),
      })
    : t('empty.not-without-namespace', '{{service}} has no profiles without a namespace', {
        service: visibleValue(service),
      });
}

const HOUR_MS = 3_600_000;

interface NothingInRangeProps extends EmptyAnswerProps {
  wider: { from: number; to: number } | undefined;
  lastSeen: number | undefined;
}

function NothingInRange({ asked: { service }, wider, lastSeen, actions }: NothingInRangeProps) {
  const formatTime = useTimeFormat();
  return (
    <StateMessage
      title={t('empty.nothing-in-range', '{{service}} sent no profiles in this time range', {
        service: visibleValue(service),
      })}
      actions={
        <>
          {lastSeen !== undefined && (
            <Button onClick={() => actions.chooseRange({ from: lastSeen - HOUR_MS, to: lastSeen })}>
              {t('empty.last-hour-seen', 'Show the hour before')}
            </Button>
          )}
          {wider && (
            <Button
              variant={lastSeen === undefined ? 'primary' : 'secondary'}
              onClick={() => actions.chooseRange(wider)}
            >
              {t('empty.widen', 'Show the 24 hours until {{time}}', { time: formatTime(wider.to) })}
            </Button>
          )}
          <DocLink to="clients" />
        </>
      }
    >
      {lastSeen !== undefined
        ? t('empty.last-seen', 'It was last seen {{ago}}, at about {{time}}.', {
            ago: dateTimeFormatTimeAgo(lastSeen),
            time: formatTime(lastSeen),
          })
        : wider &&
          t('empty.nothing-in-range-help', 'It sent some in the 24 hours until {{time}}.', {
            time: formatTime(wider.to),
          })}
    </StateMessage>
  );
}

function NoSuchType({ asked, type, typeLabel, types, actions }: EmptyAnswerProps & { types: string[] }) {
  const service = visibleValue(asked.service);
  // What a short name stands for only a list could say, and a client of another version has other periods.
  const isThere = resolveType(type, types) !== undefined;
  return (
    <StateMessage
      title={
        isThere
          ? t('empty.not-listed', 'The server does not list the profile types of {{service}} yet', { service })
          : t('empty.no-such-type', '{{service}} sends no profiles of type {{type}}', {
              service,
              type: visibleValue(typeLabel),
            })
      }
      actions={
        <>
          {types.map((id) => (
            <Button key={id} variant="secondary" onClick={() => actions.chooseType(id)}>
              {describeType(id)?.label ?? visible(id)}
            </Button>
          ))}
          <DocLink to="types" />
        </>
      }
    >
      {t('empty.no-such-type-help', 'In this time range it has these:')}
    </StateMessage>
  );
}

function MalformedTypes({ asked: { service }, types }: EmptyAnswerProps & { types: string[] }) {
  return (
    <StateMessage
      title={t('empty.malformed-types', 'The profile types of {{service}} cannot be shown', {
        service: visibleValue(service),
      })}
      actions={<DocLink to="types" />}
    >
      {t('empty.malformed-types-help', 'Their ids do not have the five parts that the data source needs: {{types}}.', {
        types: types.map(visibleValue).join(', '),
      })}
    </StateMessage>
  );
}

function FiltersExcludeAll({
  culprits,
  each,
  actions,
}: EmptyAnswerProps & { culprits: readonly Matcher[]; each: boolean }) {
  return (
    <StateMessage
      title={t('empty.filters', 'The label filters exclude every profile')}
      actions={
        <>
          {each &&
            culprits.map((filter) => (
              <Button
                key={JSON.stringify(filter)}
                variant="secondary"
                icon="times"
                onClick={() => actions.removeFilters([filter])}
              >
                {wordsOfFilter(filter)}
              </Button>
            ))}
          {culprits.length > 1 && (
            <Button variant="secondary" onClick={() => actions.removeFilters(culprits)}>
              {t('empty.remove-filters', 'Remove these filters')}
            </Button>
          )}
        </>
      }
    >
      {each
        ? culprits.length === 1
          ? t('empty.filters-help', 'Without this filter there would be profiles:')
          : t('empty.filters-help-each', 'Without any one of these there would be profiles:')
        : t('empty.filters-together', 'None of them does alone, but together they do: {{filters}}', {
            filters: culprits.map(wordsOfFilter).join('; '),
          })}
    </StateMessage>
  );
}

function NothingMeasured({ typeLabel, actions }: EmptyAnswerProps) {
  return (
    <StateMessage
      title={t('empty.nothing-measured', 'Nothing was measured')}
      actions={<Button onClick={actions.refresh}>{t('empty.refresh', 'Refresh')}</Button>}
    >
      {t('empty.nothing-measured-help', 'There are profiles of type {{type}}, but their values are zero.', {
        type: visibleValue(typeLabel),
      })}
    </StateMessage>
  );
}
