import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { inLanguage, t } from '../../../i18n';
import { type Matcher } from '../../../query/selector';
import { visibleValue } from '../../common/visibleValue';
import { filterAway, filterOn, filterTo, unfilter } from '../labelFilters';
import { type LabelShare } from './shares';
import { Spark, SPARK_WIDTH } from './Spark';
import { type LabelAnswer } from './useLabels';

interface ValueRowProps {
  label: string;
  series: LabelShare;
  answer: LabelAnswer;
  filters: readonly Matcher[];
  onFilters(filters: Matcher[]): void;
  /** shows the value alone, compared with all others */
  onCompare(value: string): void;
}

/** One value: its share, its course, and the two filters by it. A second click takes a filter back. */
export function ValueRow({ label, series, answer, filters, onFilters, onCompare }: ValueRowProps) {
  const styles = useStyles2(getStyles);
  const { value, share } = series;
  const name = value === '' ? t('labels.none', '(without {{label}})', { label }) : visibleValue(value);
  const now = filterOn(filters, label, value);
  const toggle = (kind: 'only' | 'not') => {
    const change = now === kind ? unfilter : kind === 'only' ? filterTo : filterAway;
    onFilters(change(filters, label, value));
  };
  return (
    <tr className={styles.row}>
      <td>
        <div className={styles.name} title={name}>
          {name}
        </div>
        <div className={styles.bar} style={{ width: `${share * 100}%` }} />
      </td>
      <td className={styles.share}>
        {formatShare(share)}
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
        <IconButton
          name="exchange-alt"
          aria-label={t('labels.compare', 'Compare {{label}} = {{value}} with the rest', { label, value: name })}
          variant="secondary"
          onClick={() => onCompare(value)}
        />
      </td>
    </tr>
  );
}

/** Three digits where there are as many; a share that is there is never 0 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) {
    return inLanguage('< 0.1 %');
  }
  return inLanguage(`${percent >= 99.95 ? Math.round(percent) : Number(percent.toFixed(1))} %`);
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    td: { padding: theme.spacing(0.25, 1, 0.25, 0), verticalAlign: 'middle' },
  }),
  // Names of pods differ at their ends: two lines show most of them whole.
  name: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  }),
  bar: css({ height: 3, minWidth: 1, background: theme.colors.primary.main }),
  share: css({
    width: SPARK_WIDTH + 8,
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    svg: { display: 'block' },
  }),
  // The buttons' shadows on hover stand out to both sides.
  actions: css({ width: 80, whiteSpace: 'nowrap', button: { margin: theme.spacing(0, 0.25) } }),
});
