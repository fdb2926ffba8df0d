import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { formatShare } from '../../../flamegraph/share';
import { t } from '../../../i18n';
import { comparableColumns, movedMost, type WindowMatrix } from '../../../profile/matrix';
import { readName, sentText, shownText } from '../../../profile/naming/readName';

interface HeatStripProps {
  matrix: WindowMatrix;
  /** names that are drawn as lines */
  shown: readonly string[];
  onChoose(name: string): void;
}

/** More cannot be read at once. */
const ROWS = 8;

/** The functions whose share moved most, a row each: a cell a window, the darker the larger its share of the window. */
export function HeatStrip({ matrix, shown, onChoose }: HeatStripProps) {
  const styles = useStyles2(getStyles);
  const rows = useMemo(() => movedMost(matrix, ROWS), [matrix]);
  const compared = useMemo(() => comparableColumns(matrix), [matrix]);
  const lowerBound = matrix.cut.some((value) => value > 0);
  const shares = (row: number) =>
    Array.from({ length: matrix.columns }, (_, column) => {
      const whole = matrix.whole[column];
      return whole > 0 ? matrix.self[row * matrix.columns + column] / whole : undefined;
    });
  return (
    <div className={styles.strip} role="group" aria-label={t('over.strip', 'Functions whose share moved most')}>
      {rows.map((row) => {
        const name = shownText(readName(matrix.names[row]));
        const values = shares(row);
        const known = compared.map((column) => values[column] ?? 0);
        const [least, most] = [Math.min(...known), Math.max(...known)];
        const from = formatShare(least, 1, lowerBound);
        const to = formatShare(most, 1, lowerBound);
        return (
          <button
            key={row}
            type="button"
            className={cx(styles.row, shown.includes(matrix.names[row]) && styles.chosen)}
            aria-pressed={shown.includes(matrix.names[row])}
            title={sentText(matrix.names[row])}
            onClick={() => onChoose(matrix.names[row])}
          >
            <span className={styles.name}>{name}</span>
            <span className={styles.cells} aria-hidden="true">
              {values.map((value, column) => (
                <span
                  key={column}
                  className={styles.cell}
                  style={{ opacity: value === undefined || most === 0 ? 0 : 0.08 + 0.92 * Math.min(1, value / most) }}
                />
              ))}
            </span>
            <span className={styles.span}>{t('over.span', '{{from}} to {{to}}', { from, to })}</span>
          </button>
        );
      })}
      {rows.length === 0 && <span>{t('over.nothing-moved', 'No function moved')}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(0.5, 1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 25%) minmax(0, 1fr) 110px',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 18,
    padding: 0,
    border: 'none',
    background: 'none',
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    '&:hover': { background: theme.colors.action.hover },
  }),
  chosen: css({ fontWeight: theme.typography.fontWeightMedium }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  cells: css({ display: 'flex', height: 14, border: `1px solid ${theme.colors.border.weak}` }),
  // Its strength is all that a cell says.
  cell: css({ flex: 1, background: theme.colors.primary.main, forcedColorAdjust: 'none' }),
  span: css({ textAlign: 'right', color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
