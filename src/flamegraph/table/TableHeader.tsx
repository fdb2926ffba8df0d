import { cx } from '@emotion/css';
import React from 'react';
import type { ProfileViewState, SortColumn } from '../types';
import { tableTexts } from '../view/texts';
import { nextSort } from './rowOrder';
import type { TableStyles } from './tableStyles';

export interface TableHeaderProps {
  sort: ProfileViewState['sort'];
  onSort(sort: ProfileViewState['sort']): void;
  styles: TableStyles;
}

export function TableHeader({ sort, onSort, styles }: TableHeaderProps) {
  const columns: Array<{ column: SortColumn; label: string; help?: string }> = [
    { column: 'symbol', label: tableTexts.symbol() },
    { column: 'self', label: tableTexts.self(), help: tableTexts.selfHelp() },
    { column: 'total', label: tableTexts.total(), help: tableTexts.totalHelp() },
  ];
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={styles.header}>
        {columns.map(({ column, label, help }) => {
          const ascending = sort.direction === 'asc';
          const sorted = sort.column === column;
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={sorted ? (ascending ? 'ascending' : 'descending') : 'none'}
              className={styles.headerCell}
            >
              <button
                type="button"
                className={cx(styles.sort, column !== 'symbol' && styles.sortNumber)}
                title={help}
                onClick={() => onSort(nextSort(sort, column))}
              >
                {label}
                {sorted && <span className={ascending ? styles.ascending : styles.descending} />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
