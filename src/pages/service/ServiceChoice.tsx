import { type ComboboxOption } from '@grafana/ui';
import React, { useEffect, useId, useMemo, useState } from 'react';
import { t } from '../../i18n';
import { resolveType } from '../../query/profileTypes';
import { filtersOfOther } from '../../pyroscope/filtersOfOther';
import { type Service } from '../../pyroscope/services';
import { matchersOf } from '../../subject/subject';
import { applyServiceChange } from '../../viewstate/serviceChange';
import { Choice } from '../common/Choice';
import { lineOf } from '../common/FailedAnswer';
import { HiddenLabel } from '../common/HiddenLabel';
import { labelsToTry, unsaidLabel } from '../common/namespaceLabel';
import { namespaceOf } from '../common/namespaceOf';
import { visibleValue } from '../common/visibleValue';
import { isAnswered, valueOf } from './answer';
import { servicesQuestion } from './questions';
import { ANY_TIME, useAnswer } from './useAnswer';
import { type Tab } from './useTab';

interface ServiceChoiceProps {
  tab: Tab;
  onClose(): void;
}

/** The services of the range, one option for each namespace that a service runs in. */
export function ServiceChoice({ tab, onClose }: ServiceChoiceProps) {
  const id = useId();
  const { dataSource } = tab.chosen;
  const { span } = tab.clock;
  const { subject } = tab.address.state;
  const { namespaceLabels } = tab.settings;
  const labels = labelsToTry(subject.namespace.label, namespaceLabels);
  const { answer } = useAnswer(dataSource && span && servicesQuestion(dataSource, { labels, span }), ANY_TIME);
  const list = valueOf(answer);
  const [moving, setMoving] = useState(false);
  const options = useMemo(
    () => (list?.services ?? []).map((service, at) => toOption(service, list?.namespaceLabel, at)),
    [list]
  );
  useEffect(() => {
    // It was asked for by a click: no second one is needed.
    document.getElementById(id)?.click();
  }, [id]);
  const choose = async (at: number) => {
    const service = list?.services[at];
    if (service !== undefined) {
      setMoving(true);
      const unsaid = unsaidLabel(dataSource?.uid, namespaceLabels);
      await switchService(tab, service, namespaceOf(service, list?.namespaceLabel, unsaid));
      onClose();
    }
  };
  return (
    <div
      onKeyDownCapture={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <HiddenLabel id={`${id}-label`}>{t('switch.label', 'Service')}</HiddenLabel>
      <Choice
        id={id}
        aria-labelledby={`${id}-label`}
        autoFocus
        options={options}
        value={null}
        placeholder={
          answer.kind === 'failed'
            ? lineOf(answer.error)
            : isAnswered(answer)
              ? t('switch.search', 'Search services')
              : t('switch.asking', 'Loading services…')
        }
        loading={moving || !isAnswered(answer)}
        disabled={moving}
        invalid={answer.kind === 'failed'}
        onChange={({ value }) => void choose(value)}
        onBlur={() => !moving && onClose()}
        width={40}
        data-testid="service-choice"
      />
    </div>
  );
}

function toOption(service: Service, namespaceLabel: string | undefined, at: number): ComboboxOption<number> {
  return { value: at, label: nameOfService(service, namespaceLabel) };
}

/** "checkout (shop)" */
export function nameOfService({ name, namespace }: Service, namespaceLabel: string | undefined): string {
  const where = namespace === undefined ? t('namespace.none', 'No namespace') : visibleValue(namespace);
  return namespaceLabel === undefined ? visibleValue(name) : `${visibleValue(name)} (${where})`;
}

/**
 * Goes there with what of the link makes sense there too: the range always, filters and type where it has such profiles.
 * Filters stay where that could not be found out.
 */
async function switchService(
  { address, chosen, clock, settings }: Tab,
  { name, types }: Service,
  namespace: ReturnType<typeof namespaceOf>
): Promise<void> {
  const { filters, type } = address.state.subject;
  const settled =
    namespace.kind === 'value' || namespace.kind === 'none'
      ? { ...namespace, label: namespace.label ?? settings.namespaceLabels[0] }
      : ({ kind: 'any' } as const);
  const matchers = matchersOf({ service: name, namespace: settled, filters: [] });
  const kept =
    chosen.dataSource && clock.span
      ? await filtersOfOther(chosen.dataSource, { matchers, filters, range: clock.span }).catch(() => filters)
      : filters;
  const lacksType = type !== undefined && types !== undefined && resolveType(type, types) === undefined;
  address.go((state) => applyServiceChange(state, { service: name, namespace, filters: kept, lacksType }));
}
