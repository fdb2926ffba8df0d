import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { t } from '../../../../i18n';
import { type Slice } from '../../../../profile/change/slices';
import { type BySide } from '../../../../profile/model';
import { type PyroscopeDataSource } from '../../../../pyroscope/dataSources';
import { fetchLabelSeries, type LabelSeriesAnswer, type LabelSeriesRequest } from '../../../../pyroscope/labelSeries';
import { type AbsoluteRange } from '../../../../pyroscope/query';
import { formatValue } from '../../../../values';
import { AskingLine, OlderNote } from '../../onDemand/AskingLine';
import { FoundPanel, FoundTable } from '../../onDemand/FoundTable';
import { isSameRange } from '../../onDemand/sameRange';
import { useOnDemand, type Ask } from '../../onDemand/useOnDemand';
import { ValueActions, valueText } from '../../labels/ValueActions';
import { formatShare } from '../../labels/ValueRow';
import { type Tab } from '../../useTab';
import { sliceRows, type SliceLabel, type SliceRows } from './sliceRows';

interface WhichSliceProps {
  tab: Tab;
  typeId: string;
  before: AbsoluteRange;
  after: AbsoluteRange;
  /** what the sides come to a second that profiles cover, as the summary says it */
  averages: BySide<number | undefined>;
}

/** The times that a person asked about, and what they came to then. */
interface Round extends Pick<WhichSliceProps, 'averages'> {
  dataSource: PyroscopeDataSource | undefined;
  request: LabelSeriesRequest;
}

/** One light request a label and side, without any symbols. */
export const askForLabels: Ask<Pick<Round, 'dataSource' | 'request'>, LabelSeriesAnswer> = async (
  { dataSource, request },
  signal,
  onProgress
) =>
  dataSource === undefined
    ? { labels: [], tooMany: [], unit: 'short' }
    : fetchLabelSeries(dataSource, request, { signal, onProgress });

/** Over which label's values the total's change lies unevenly; each value filters, or is compared, by one click. */
export function WhichSlice({ tab, typeId, before, after, averages }: WhichSliceProps) {
  const onDemand = useOnDemand<Round, LabelSeriesAnswer>(
    () => ({
      averages,
      dataSource: tab.chosen.dataSource,
      request: {
        profileTypeId: typeId,
        labelSelector: tab.profile.selector,
        minStepMs: tab.minStepMs,
        before,
        after,
      },
    }),
    askForLabels
  );
  const { round, asking } = onDemand;
  const answer = asking.kind === 'known' ? asking.value : undefined;
  const rows = useMemo(() => answer && sliceRows(answer, round.averages), [answer, round]);
  const isOfNow = isSameRange(round.request.after, after) && isSameRange(round.request.before, before);
  return (
    <FoundPanel label={t('slices.label', 'Where the total changed')} testId="slices">
      <AskingLine
        onDemand={onDemand}
        progress={(answered, asked) => t('slices.progress', '{{answered}} of {{asked}} labels', { answered, asked })}
      />
      {answer && rows && (
        <>
          {!isOfNow && <OlderNote range={round.request.after} onAgain={onDemand.again} />}
          <div>{wholeText(rows, answer.unit)}</div>
          {rows.labels.length > 0 && <SliceTable rows={rows} unit={answer.unit} tab={tab} />}
          {notesOn(rows, answer).map((note) => (
            <div key={note}>{note}</div>
          ))}
        </>
      )}
    </FoundPanel>
  );
}

function SliceTable({ rows, unit, tab }: { rows: SliceRows; unit: string; tab: Tab }) {
  const styles = useStyles2(getStyles);
  const heads = [
    t('slices.value', 'Value'),
    t('slices.sides', 'Before → now'),
    t('slices.explains', 'Of the change'),
    t('slices.base', 'Of the total before'),
    '',
  ];
  return (
    <FoundTable label={t('slices.label', 'Where the total changed')} heads={heads}>
      {rows.labels.map((one) => (
        <tbody key={one.label}>
          {[...one.slices, ...one.onlyAfter].map((slice) => (
            <SliceRow key={slice.value} label={one.label} slice={slice} unit={unit} tab={tab} />
          ))}
          {moreText(one) !== '' && (
            <tr>
              <td colSpan={heads.length} className={styles.more}>
                {moreText(one)}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </FoundTable>
  );
}

function SliceRow({ label, slice, unit, tab }: { label: string; slice: Slice; unit: string; tab: Tab }) {
  const { before, after, explains, base } = slice;
  const isNew = before === 0;
  return (
    <tr>
      <th scope="row">{`${label} = ${valueText(label, slice.value)}`}</th>
      <td>{`${formatValue(before, unit)} → ${formatValue(after, unit)}`}</td>
      <td>{isNew ? t('slices.only-now', 'only now') : formatShare(explains)}</td>
      <td>{isNew ? '' : formatShare(base)}</td>
      <td>
        <ValueActions label={label} value={slice.value} tab={tab} />
      </td>
    </tr>
  );
}

/** "The total rose by 0.9 cores (3 cores → 3.9 cores). It is of the total, not of one function." */
function wholeText({ whole: { before, after } }: SliceRows, unit: string): string {
  const sides = { before: formatValue(before, unit), after: formatValue(after, unit) };
  const by = formatValue(Math.abs(after - before), unit);
  return after >= before
    ? t('slices.rose', 'The total rose by {{by}} ({{before}} → {{after}}). A slice shows where, not why.', {
        by,
        ...sides,
      })
    : t('slices.fell', 'The total fell by {{by}} ({{before}} → {{after}}). A slice shows where, not why.', {
        by,
        ...sides,
      });
}

/** What of a label has no row, and what is to be thought of it. */
function moreText({ label, mayBeChance, more, slices, onlyAfter }: SliceLabel): string {
  const sides = more.onlyBefore + more.onlyAfter + onlyAfter.length;
  return [
    slices.length > 0 &&
      mayBeChance &&
      t('slices.chance', '{{label}}: may be chance; the time before is just as uneven, or too short to tell', {
        label,
      }),
    more.slices > 0 &&
      t('slices.more', '', {
        count: more.slices,
        defaultValue_one: '{{count}} more value',
        defaultValue_other: '{{count}} more values',
      }),
    sides > 0 && oneSideText(label, more.onlyBefore, more.onlyAfter + onlyAfter.length),
  ]
    .filter((text) => text !== false)
    .join('; ');
}

/** "version: 1 value only before, 1 only now, as after a rollout"; without the side that has none. */
export function oneSideText(label: string, before: number, after: number): string {
  if (before === 0) {
    return t('slices.values-now', '', {
      label,
      count: after,
      defaultValue_one: '{{label}}: 1 value only now, as where a rollout has begun',
      defaultValue_other: '{{label}}: {{count}} values only now, as where a rollout has begun',
    });
  }
  return after === 0
    ? t('slices.values-before', '', {
        label,
        count: before,
        defaultValue_one: '{{label}}: 1 value only before, as of what was taken away',
        defaultValue_other: '{{label}}: {{count}} values only before, as of what was taken away',
      })
    : t('slices.values-apart', '', {
        label,
        count: before,
        after,
        defaultValue_one: '{{label}}: 1 value only before, {{after}} only now, as after a rollout',
        defaultValue_other: '{{label}}: {{count}} values only before, {{after}} only now, as after a rollout',
      });
}

function notesOn({ labels, even }: SliceRows, { tooMany }: LabelSeriesAnswer): string[] {
  const notes = [
    labels.length + even.length === 0 && t('slices.none', 'No label has more than one value here'),
    even.length > 0 &&
      t('slices.even', 'The change is spread as the total was before over these labels: {{labels}}', {
        labels: even.join(', '),
      }),
    tooMany.length > 0 &&
      t('slices.too-many', 'Not looked at, since they have more than 100 values: {{labels}}', {
        labels: tooMany.join(', '),
      }),
  ];
  return notes.filter((note) => note !== false);
}

const getStyles = (theme: GrafanaTheme2) => ({
  more: css({ color: theme.colors.text.secondary }),
});
