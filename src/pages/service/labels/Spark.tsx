import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { sparkPath, type LabelShare } from './shares';
import { type LabelAnswer } from './useLabels';

export const SPARK_WIDTH = 76;
const HEIGHT = 20;

/** A value's course over the range. The share beside it says the same in a number, so it is hidden from screen readers. */
export function Spark({ series, answer }: { series: LabelShare; answer: LabelAnswer }) {
  const styles = useStyles2(getStyles);
  const { range, max, stepMs } = answer;
  const path = sparkPath(series, { ...range, max, stepMs, width: SPARK_WIDTH, height: HEIGHT - 2 });
  return (
    <svg
      width={SPARK_WIDTH}
      height={HEIGHT}
      viewBox={`0 -1 ${SPARK_WIDTH} ${HEIGHT}`}
      className={styles.spark}
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  spark: css({
    flexShrink: 0,
    path: { fill: 'none', stroke: theme.colors.primary.text, strokeWidth: 1.5, strokeLinecap: 'round' },
  }),
});
