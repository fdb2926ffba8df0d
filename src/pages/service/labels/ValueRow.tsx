import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { type Matcher } from '../../../query/selector';
import { filterAway, filterOn, filterTo, unfilter } from '../labelFilters';
import { type LabelShare } from './shares';
import { Spark } from './Spark';
import { type LabelAnswer } from './useLabels';

interface ValueRowProps {
  label: string;
  series: LabelShare;
  answer: LabelAnswer;
  filters: Matcher[];
  onFilters(filters: Matcher[]): void;
}

/** One value: its share, its course, and the two filters by it. A second click takes a filter back. */
export function ValueRow({ label, series, answer, filters, onFilters }: ValueRowProps) {
  const styles = useStyles2(getStyles);
  const { value, share } = series;
  const name = value === '' ? t('labels.none', '(without {{label}})', { label }) : value;
  const now = filterOn(filters, label, value);
  const toggle = (kind: 'only' | 'not') => {
    const change = now === kind ? unfilter : kind === 'only' ? filterTo : filterAway;
    onFilters(change(filters, label, value));
  };
  return (
    <tr className={styles.row}>
      <td className={styles.name} title={name}>
        {name}
      </td>
      <td className={styles.share}>{formatShare(share)}</td>
      <td className={styles.bar}>
        <div style={{ width: `${share * 100}%` }} />
      </td>
      <td>
        <Spark series={series} answer={answer} />
      </td>
      <td className={styles.actions}>
        <IconButton
          name="plus-circle"
          aria-label={t('labels.only', 'Only {{label}} = {{value}}', { label, value: name })}
          aria-pressed={now === 'only'}
          variant={now === 'only' ? 'primary' : 'secondary'}
          onClick={() => toggle('only')}
        />
        <IconButton
          name="minus-circle"
          aria-label={t('labels.not', 'All but {{label}} = {{value}}', { label, value: name })}
          aria-pressed={now === 'not'}
          variant={now === 'not' ? 'destructive' : 'secondary'}
          onClick={() => toggle('not')}
        />
      </td>
    </tr>
  );
}

/** Three digits where there are as many; a share that is there is never 0 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) {
    return '< 0.1 %';
  }
  return `${percent >= 99.95 ? Math.round(percent) : Number(percent.toFixed(1))} %`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ td: { padding: theme.spacing(0, 1, 0, 0) } }),
  name: css({ maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  share: css({ textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  bar: css({ width: 160, div: { height: theme.spacing(1), background: theme.colors.primary.main, minWidth: 1 } }),
  actions: css({ whiteSpace: 'nowrap' }),
});
