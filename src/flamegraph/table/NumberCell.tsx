import React from 'react';
import { formatShare } from '../share';
import type { RowStyles } from './rowStyles';

export interface NumberCellProps {
  value: number;
  /** What 100 % is. */
  whole: number;
  lowerBound: boolean;
  formatValue(value: number): string;
  styles: RowStyles;
}

/** "3.4 s 13 %", or "≥ 3.4 s 13 %" while something is not loaded. */
export function NumberCell({ value, whole, lowerBound, formatValue, styles }: NumberCellProps) {
  const text = lowerBound ? `≥ ${formatValue(value)}` : formatValue(value);
  return (
    <div role="cell" className={styles.number}>
      <span className={styles.value} title={text}>
        {text}
      </span>{' '}
      <span className={styles.share}>{formatShare(value, whole)}</span>
    </div>
  );
}
