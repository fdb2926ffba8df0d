import React from 'react';
import { shareBeside } from '../share';
import type { RowStyles } from './styles';
import type { BesideValue, FormatValue } from '../types';

export interface NumberCellProps {
  value: number;
  /** What 100 % is. */
  whole: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  /** One of three numbers in its row. */
  ofThree?: boolean;
  beside?: BesideValue;
  styles: RowStyles;
}

/** "3.4 s 13 %", or "≥ 3.4 s 13 %" while something is not loaded. */
export function NumberCell({ value, whole, lowerBound, formatValue, ofThree, beside, styles }: NumberCellProps) {
  const text = lowerBound ? `≥ ${formatValue(value, 'down')}` : formatValue(value);
  const cell = ofThree ? styles.ofThree : styles.ofTwo;
  return (
    <div role="cell" className={cell.number}>
      <span className={cell.value} title={text}>
        {text}
      </span>{' '}
      <span className={cell.share}>{shareBeside(value, whole, lowerBound)}</span>
      {!lowerBound && beside?.(value)}
    </div>
  );
}
