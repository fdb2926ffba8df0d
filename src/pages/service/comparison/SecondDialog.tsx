import { DataSourcePicker } from '@grafana/runtime';
import { Button, Field, Input, Modal, RadioButtonGroup, Stack } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { t } from '../../../i18n';
import { parseDuration } from '../../../query/duration';
import { normalizeRange } from '../../../query/timeRange';
import { PYROSCOPE_TYPE } from '../../../pyroscope/dataSources';
import { matchersOf, type Namespace, type Subject } from '../../../subject/subject';
import { type Versus } from '../../../viewstate/state';
import { compareWith } from '../../../viewstate/versus';
import { secondSubject } from '../../../viewstate/second';
import { Choice } from '../../common/Choice';
import { labelsToTry, unsaidLabel } from '../../common/namespaceLabel';
import { namespaceOf } from '../../common/namespaceOf';
import { type Steps } from '../../common/useAddress';
import { useDataSource } from '../../common/useDataSource';
import { valueOf } from '../answer';
import { FilterBar } from '../FilterBar';
import { labelNamesQuestion, labelValuesQuestion, servicesQuestion, type Asked } from '../questions';
import { nameOfService } from '../ServiceChoice';
import { ANY_TIME, useAnswer } from '../useAnswer';
import { type Tab } from '../useTab';

interface SecondDialogProps {
  /** of the first subject, or, where that is a file, of what will be the second */
  tab: Tab;
  /** where the comparison stands, if that is not the tab's own */
  address?: Steps;
  onClose(): void;
}

/** What the picture is compared with, each part by hand: service, label filters, time. */
export function SecondDialog({ tab, address = tab.address, onClose }: SecondDialogProps) {
  const id = useId();
  const { asked, settings, minStepMs } = tab;
  const { span } = tab.clock;
  const { subject: first, versus } = address.state;
  const [opened] = useState(() => draftOf(first, versus));
  const [draft, setDraft] = useState(opened);
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const labels = labelsToTry(first.namespace.label, settings.namespaceLabels);
  const chosen = useDataSource(draft.dataSource ?? tab.chosen.dataSource?.uid);
  const { dataSource } = chosen;
  const question = dataSource && span && servicesQuestion(dataSource, { labels, span });
  const list = valueOf(useAnswer(question, ANY_TIME).answer);
  const services = list?.services ?? [];
  const isChosen = ({ name, namespace }: (typeof services)[number]) =>
    name === draft.service && (draft.namespace.kind !== 'value' || draft.namespace.value === namespace);
  const at = services.findIndex(isChosen);
  const second = versusOf(draft, first, hiddenParts(versus?.other ?? {}, opened, draft));
  const badTime = draft.time !== 'same' && second === undefined;
  const namespace = asked?.namespace ?? { kind: 'any' };
  const sought: Asked | undefined =
    dataSource && span && draft.service !== ''
      ? { dataSource, minStepMs, span, shown: span, service: draft.service, namespace, filters: [] }
      : undefined;
  return (
    <Modal isOpen title={t('compare.dialog', 'Compare with')} onDismiss={onClose}>
      <Stack direction="column" gap={2}>
        {first.file && chosen.choice.kind === 'chosen' && chosen.choice.several && (
          <Field label={t('compare.data-source', 'Data source')} noMargin>
            <DataSourcePicker
              type={PYROSCOPE_TYPE}
              filter={({ type }) => type === PYROSCOPE_TYPE}
              current={chosen.choice.dataSource.uid}
              onChange={({ uid }) => change({ dataSource: uid })}
              noDefault
            />
          </Field>
        )}
        <Field label={t('compare.service', 'Service')} htmlFor={`${id}-service`} noMargin>
          <Choice
            id={`${id}-service`}
            options={services.map((service, value) => ({
              value,
              label: nameOfService(service, list?.namespaceLabel),
            }))}
            value={at < 0 ? null : at}
            placeholder={draft.service}
            onChange={({ value }) => {
              const service = services.at(value);
              if (service !== undefined) {
                const unsaid = unsaidLabel(dataSource?.uid, settings.namespaceLabels);
                const namespace = namespaceOf(service, list?.namespaceLabel, unsaid);
                change({ service: service.name, namespace });
              }
            }}
          />
        </Field>
        <Field label={t('compare.filters', 'Label filters')} noMargin>
          <FilterBar
            filters={draft.filters}
            own={sought ? matchersOf({ ...sought, filters: [] }) : []}
            onChange={(filters) => change({ filters })}
            suggest={(others) => ({
              names: sought && labelNamesQuestion(sought, settings.namespaceLabels, others),
              values: (name) => sought && labelValuesQuestion(sought, name, others),
            })}
          />
        </Field>
        {first.file === undefined && (
          <Field label={t('compare.time', 'Time')} noMargin>
            <RadioButtonGroup<Draft['time']>
              options={[
                { value: 'same', label: t('compare.time-same', 'The same') },
                { value: 'earlier', label: t('compare.time-earlier', 'Earlier by') },
                { value: 'other', label: t('compare.time-other', 'Another range') },
              ]}
              value={draft.time}
              onChange={(time) => change({ time })}
            />
          </Field>
        )}
        {draft.time === 'earlier' && (
          <Field
            label={t('compare.shift', 'Earlier by')}
            description={t('compare.shift-help', 'Such as 30m, 1h or 6d; servers look back 7 days by default')}
            htmlFor={`${id}-shift`}
            invalid={badTime}
            error={t('compare.bad-shift', 'Not a duration')}
            noMargin
          >
            <Input
              id={`${id}-shift`}
              value={draft.shift}
              aria-invalid={badTime}
              onChange={({ currentTarget }) => change({ shift: currentTarget.value })}
            />
          </Field>
        )}
        {draft.time === 'other' &&
          (['from', 'to'] as const).map((end) => (
            <Field
              key={end}
              label={end === 'from' ? t('compare.from', 'From') : t('compare.to', 'To')}
              htmlFor={`${id}-${end}`}
              invalid={badTime}
              error={t('compare.bad-range-typed', 'Not a time range')}
              noMargin
            >
              <Input
                id={`${id}-${end}`}
                value={draft[end]}
                aria-invalid={badTime}
                onChange={({ currentTarget }) => change({ [end]: currentTarget.value })}
              />
            </Field>
          ))}
      </Stack>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          {t('compare.dialog-cancel', 'Cancel')}
        </Button>
        <Button
          disabled={draft.service === '' || second === undefined || isSame(second)}
          onClick={() => {
            address.go((state) => compareWith(state, second!));
            onClose();
          }}
        >
          {t('compare.dialog-apply', 'Compare')}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

interface Draft {
  /** undefined: the first one's */
  dataSource: string | undefined;
  service: string;
  namespace: Namespace;
  filters: Subject['filters'];
  time: 'same' | 'earlier' | 'other';
  shift: string;
  from: string;
  to: string;
}

function draftOf(first: Subject, versus: Versus | undefined): Draft {
  const { service = '', namespace, filters, range } = secondSubject(first, { other: versus?.other ?? {} });
  // A file has no time that another one could be told by.
  const hasRange = versus?.other.range !== undefined || first.file !== undefined;
  const time = hasRange ? 'other' : versus === undefined || versus.shift !== undefined ? 'earlier' : 'same';
  const { dataSource } = versus?.other ?? {};
  return { dataSource, service, namespace, filters, time, shift: versus?.shift ?? '1h', ...range };
}

/** Only what differs from the first, so that the rest follows it; undefined where the time cannot be read. */
function versusOf(draft: Draft, first: Subject, hidden: Versus['other']): Pick<Versus, 'other' | 'shift'> | undefined {
  const { dataSource, service, namespace, filters, time, shift } = draft;
  const other: Versus['other'] = {
    ...hidden,
    ...(dataSource !== undefined && { dataSource }),
    ...(service !== first.service && { service }),
    ...(differs(namespace, first.namespace) && { namespace }),
    ...(differs(filters, first.filters) && { filters }),
  };
  if (time === 'same') {
    return { other };
  }
  if (time === 'earlier') {
    return (parseDuration(shift) ?? 0) >= 1000 ? { other, shift } : undefined;
  }
  const range = normalizeRange({ from: draft.from, to: draft.to });
  return range && { other: { ...other, range } };
}

/** What the dialog does not show of the second one: as it was, unless what is changed makes it meaningless. */
function hiddenParts({ type, snapshot, only, window }: Versus['other'], opened: Draft, now: Draft) {
  const stays = (...parts: Array<keyof Draft>) => parts.every((part) => !differs(now[part], opened[part]));
  return {
    ...(type !== undefined && { type }),
    ...(snapshot !== undefined && { snapshot }),
    ...(only !== undefined && stays('service', 'dataSource') && { only }),
    // A part of a range that is no longer meant.
    ...(window !== undefined && stays('time', 'shift', 'from', 'to') && { window }),
  };
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

const isSame = ({ other, shift }: Pick<Versus, 'other' | 'shift'>) =>
  shift === undefined && Object.keys(other).length === 0;
