import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Drawer, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { formatShare } from '../../../flamegraph/share';
import { type FormatValue } from '../../../flamegraph/types';
import { t } from '../../../i18n';
import { functionShare, shareOfOthers, type FunctionShare } from '../../../profile/functionByLabel';
import { readName, shownText } from '../../../profile/naming/readName';
import { lineOf } from '../../common/FailedAnswer';
import { visibleValue } from '../../common/visibleValue';
import { valueOf } from '../answer';
import { LabelChoice, LabelsFailed } from '../labels/LabelChoice';
import { type Asked, type ShownGraph } from '../questions';
import { useDrawerKeys } from '../useDrawerKeys';
import { type Tab } from '../useTab';
import { labelTexts } from './labelTexts';
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

/** Beside the page: how a function's total is made up of a label's values, and how much of each value it is. */
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
  readonly key: string;
  readonly text: string;
}

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
  const rows = useMemo(() => known && rowsOf(known, name, of, label), [known, name, of, label]);
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
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{visibleValue(label)}</th>
          <th scope="col">{t('by-label.total', 'Total')}</th>
          <th scope="col">{t('by-label.of-function', 'Share of the function')}</th>
          <th scope="col">{t('by-label.of-value', 'Share of the value’s whole')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" title={row.text}>
              {row.text}
            </th>
            <td>{value(row)}</td>
            <td>{isBounded(of) || isBounded(row) ? '' : formatShare(row.least, of.least)}</td>
            <td>{formatShare(row.least, row.whole, isBounded(row))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isBounded = ({ least, most }: Pick<FunctionShare, 'least' | 'most'>) => most > least;

/** The values, the one that has most of the function first; last what no value has that was asked about. */
function rowsOf(
  parts: ReadonlyArray<{ readonly value: string; readonly profile: ShownGraph['profile'] }>,
  name: string,
  of: FunctionShare,
  label: string
): Row[] {
  const rows = parts
    .map(({ value, profile }) => ({
      key: `value ${value}`,
      text: labelTexts.value(label, value),
      ...functionShare(profile, name),
    }))
    .sort((a, b) => b.least - a.least);
  const others = shareOfOthers(of, rows);
  return others.most > 0 ? [...rows, { key: 'others', text: labelTexts.others(label), ...others }] : rows;
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
});
