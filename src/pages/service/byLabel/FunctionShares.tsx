import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Drawer, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { formatShare, shareBeside } from '../../../flamegraph/share';
import { type FormatValue } from '../../../flamegraph/types';
import { t } from '../../../i18n';
import {
  functionShare,
  partIntervals,
  shareOfOthers,
  type FunctionShare,
  type PartInterval,
} from '../../../profile/functionByLabel';
import { readName, shownText } from '../../../profile/naming/readName';
import { lineOf } from '../../common/FailedAnswer';
import { visibleValue } from '../../common/visibleValue';
import { valueOf } from '../answer';
import { LabelChoice, LabelsFailed } from '../labels/LabelChoice';
import { ValueActions } from '../labels/ValueActions';
import { type Asked, type ShownGraph } from '../questions';
import { useDrawerKeys } from '../useDrawerKeys';
import { useSampleValue } from '../useSampleCount';
import { type Tab } from '../useTab';
import { labelTexts } from './labelTexts';
import { PartBar } from './PartBar';
import { useLabelParts } from './useLabelParts';

interface FunctionSharesProps {
  tab: Tab;
  asked: Asked;
  typeId: string;
  answer: ShownGraph;
  /** the function's, as it was sent */
  name: string;
  formatValue: FormatValue;
  onClose(): void;
}

/** Beside the page: how much a function is of each value of a label, which of them are odd, and how its total is made
 * up of them. */
export function FunctionShares({ tab, asked, typeId, answer, name, formatValue, onClose }: FunctionSharesProps) {
  const styles = useStyles2(getStyles);
  const place = useDrawerKeys(onClose);
  const { by, labels } = tab.address.state;
  const [label, setLabel] = useState(by ?? labels);
  const title = t('by-label.function', '{{name}} by label', { name: shownText(readName(name)) });
  return (
    <Drawer title={title} size="md" onClose={onClose}>
      <div ref={place} tabIndex={-1} className={styles.place}>
        <LabelChoice tab={tab} value={label} onChange={setLabel} />
        <LabelsFailed tab={tab} />
        {label !== undefined && <Shares {...{ tab, asked, typeId, answer, name, formatValue, label }} />}
      </div>
    </Drawer>
  );
}

interface Row extends FunctionShare {
  /** undefined: what the values leave that were asked about */
  readonly value: string | undefined;
  /** the function's part of the value's whole */
  readonly interval: PartInterval | undefined;
}

type SortBy = 'part' | 'total';

function Shares({
  tab,
  asked,
  typeId,
  answer,
  name,
  formatValue,
  label,
}: Omit<FunctionSharesProps, 'onClose'> & { label: string }) {
  const styles = useStyles2(getStyles);
  const parts = useLabelParts(tab, asked, typeId, answer, label);
  const known = valueOf(parts);
  const of = useMemo(() => functionShare(answer.profile, name), [answer.profile, name]);
  const perSample = useSampleValue(tab);
  const samples = perSample && 1 / perSample;
  const rows = useMemo(() => known && rowsOf(known, name, of, samples), [known, name, of, samples]);
  const [by, setBy] = useState<SortBy>('part');
  if (parts.kind === 'failed') {
    return <div role="alert">{lineOf(parts.error)}</div>;
  }
  if (rows === undefined) {
    return <LoadingPlaceholder text={t('labels.loading', 'Loading values…')} />;
  }
  if (known?.every(({ value }) => value === '')) {
    return <div>{t('labels.nothing', 'No profile here has the label {{label}}.', { label })}</div>;
  }
  const value = (share: FunctionShare) =>
    isBounded(share)
      ? t('by-label.bounds', '≥ {{least}}, at most {{most}}', {
          least: formatValue(share.least, 'down'),
          most: formatValue(share.most),
        })
      : formatValue(share.least);
  const head = (column: SortBy, text: string) => (
    <th scope="col" aria-sort={by === column ? 'descending' : undefined}>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon={by === column ? 'arrow-down' : undefined}
        onClick={() => setBy(column)}
      >
        {text}
      </Button>
    </th>
  );
  const median = medianRow(rows)?.interval;
  const longest = Math.max(...rows.map(({ interval }) => interval?.high ?? 0));
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{visibleValue(label)}</th>
            {head('part', t('by-label.of-value', 'Share of the value’s whole'))}
            <th scope="col">{t('by-label.against', 'Against the middle value')}</th>
            {head('total', t('by-label.total', 'Total'))}
            <th scope="col">{t('by-label.of-function', 'Share of the function')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sorted(rows, by).map((row) => {
            const text = row.value === undefined ? labelTexts.others(label) : labelTexts.value(label, row.value);
            const { interval } = row;
            return (
              <tr key={row.value === undefined ? 'others' : `value ${row.value}`}>
                <th scope="row" title={text}>
                  {text}
                </th>
                <td>
                  {interval && median && <PartBar {...{ interval, longest }} median={median.part} />}
                  {formatShare(row.least, row.whole, isBounded(row))}
                  {interval && interval.high > interval.low && (
                    <span className={styles.interval}>
                      {t('by-label.interval', '{{low}} to {{high}}', {
                        low: shareBeside(interval.low, 1, true),
                        high: formatShare(interval.high, 1),
                      })}
                    </span>
                  )}
                </td>
                <td>
                  {samples !== undefined &&
                    row.value !== undefined &&
                    interval &&
                    median &&
                    againstText(interval, median)}
                </td>
                <td>{value(row)}</td>
                <td>{isBounded(of) || isBounded(row) ? '' : formatShare(row.least, of.least)}</td>
                <td className={styles.actions}>
                  {row.value !== undefined && <ValueActions label={label} value={row.value} tab={tab} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={styles.note}>
        {samples === undefined
          ? t('by-label.uncounted', 'Samples of this type cannot be counted: nobody knows what is chance here.')
          : t('by-label.chance', 'Intervals hold for all values together with 95 %, as far as samples tell.')}
      </div>
    </>
  );
}

const isBounded = ({ least, most }: Pick<FunctionShare, 'least' | 'most'>) => most > least;

/** Values whose intervals do not meet differ by more than chance. */
function againstText({ low, high }: PartInterval, median: PartInterval): string {
  if (low > median.high) {
    return t('by-label.more', 'more');
  }
  return high < median.low ? t('by-label.less', 'less') : '';
}

/** The values, and what is left for those that were not asked about. */
function rowsOf(
  parts: ReadonlyArray<{ readonly value: string; readonly profile: ShownGraph['profile'] }>,
  name: string,
  of: FunctionShare,
  samples: number | undefined
): Row[] {
  const shares = parts.map(({ profile }) => functionShare(profile, name));
  const others = shareOfOthers(of, shares);
  const all = others.most > 0 ? [...shares, others] : shares;
  const intervals = partIntervals(all, samples);
  return all.map((share, i) => ({ ...share, value: parts[i]?.value, interval: intervals[i] }));
}

const partOf = ({ interval }: Row) => interval?.part ?? 0;

/** The largest first, others last. */
function sorted(rows: readonly Row[], by: SortBy): Row[] {
  const amount = (row: Row) => (row.value === undefined ? -1 : by === 'part' ? partOf(row) : row.least);
  return [...rows].sort((a, b) => amount(b) - amount(a));
}

/** The value in the middle; of an even number the one with the smaller part. */
function medianRow(rows: readonly Row[]): Row | undefined {
  const values = sorted(rows, 'part').filter(({ value, interval }) => value !== undefined && interval !== undefined);
  return values[values.length >> 1];
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ outline: 'none' }),
  table: css({
    width: '100%',
    marginTop: theme.spacing(1),
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0.5, 1, 0.5, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      textAlign: 'right',
      fontWeight: theme.typography.fontWeightRegular,
    },
    'th:first-child': { textAlign: 'left', overflowWrap: 'anywhere' },
    thead: { color: theme.colors.text.secondary },
  }),
  interval: css({ display: 'block', color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  // The buttons' shadows on hover stand out to both sides.
  actions: css({ whiteSpace: 'nowrap', button: { margin: theme.spacing(0, 0.25) } }),
  note: css({ paddingTop: theme.spacing(1), color: theme.colors.text.secondary }),
});
