import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { NumberCell } from '../table/NumberCell';
import { getRowStyles, type TableStyles } from '../table/styles';
import type { OwnModel } from './ownModel';
import { ownTexts } from './texts';
import type { FormatValue } from '../types';

export interface NoOwnRowsProps {
  own: OwnModel;
  whole: number;
  /** Of the first of these rows, from 1. */
  rowIndex: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  open: boolean;
  onToggle(): void;
  styles: TableStyles;
}

/** What no own code is charged with: no symbol, so a line that no sorting or search moves. It opens into its kinds. */
export function NoOwnRows({ own, whole, rowIndex, lowerBound, formatValue, open, onToggle, styles }: NoOwnRowsProps) {
  const rowStyles = useStyles2(getRowStyles);
  const number = (value: number) => (
    <NumberCell {...{ value, whole, lowerBound, formatValue }} ofThree styles={rowStyles} />
  );
  const label = own.leftOut > 0 ? ownTexts.noneWithoutIdle() : ownTexts.none();
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={rowIndex} className={styles.footer}>
        <div role="cell" aria-colspan={3} className={styles.footerWide}>
          <button type="button" className={styles.footerToggle} aria-expanded={open} onClick={onToggle}>
            <Icon name={open ? 'angle-down' : 'angle-right'} size="sm" />
            <span className={styles.ellipsis} title={label}>
              {label}
            </span>
          </button>
        </div>
        {number(own.none)}
      </div>
      {open &&
        own.noneKinds.map((kind, i) => (
          <div key={kind} role="row" aria-rowindex={rowIndex + 1 + i} className={styles.footer}>
            <div role="cell" aria-colspan={3} className={styles.footerKind}>
              {kind === 'idle' && own.leftOut > 0 ? ownTexts.idleLeftOut() : ownTexts.kind(kind)}
            </div>
            {number(own.charges.none[kind])}
          </div>
        ))}
    </div>
  );
}
