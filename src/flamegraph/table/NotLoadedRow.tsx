import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { tableTexts } from '../view/texts';
import { NumberCell } from './NumberCell';
import { getRowStyles } from './rowStyles';
import type { TableStyles } from './tableStyles';

export interface NotLoadedRowProps {
  value: number;
  whole: number;
  rowIndex: number;
  formatValue(value: number): string;
  /** Id of the explanation, which also describes the table. */
  explanationId: string;
  styles: TableStyles;
}

/** What the server pruned: no symbol, so a line of its own that no sorting or search moves. Its own number is exact. */
export function NotLoadedRow({ value, whole, rowIndex, formatValue, explanationId, styles }: NotLoadedRowProps) {
  const rowStyles = useStyles2(getRowStyles);
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={rowIndex} className={styles.footer}>
        <div role="cell" aria-colspan={2} className={styles.footerName}>
          <span className={styles.ellipsis} title={tableTexts.notLoaded()}>
            {tableTexts.notLoaded()}
          </span>
          <Tooltip content={tableTexts.lowerBounds()}>
            <button
              type="button"
              className={styles.footerButton}
              aria-label={tableTexts.lowerBoundsLabel()}
              aria-describedby={explanationId}
            >
              <Icon name="info-circle" size="sm" />
            </button>
          </Tooltip>
        </div>
        <NumberCell {...{ value, whole, formatValue }} lowerBound={false} styles={rowStyles} />
      </div>
    </div>
  );
}
