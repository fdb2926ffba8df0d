import { cx } from '@emotion/css';
import React from 'react';
import type { ProfileViewState, SortColumn } from '../types';
import { changeTexts } from '../comparison/changeTexts';
import { tableTexts } from '../view/texts';
import { nextSort } from './rowOrder';
import type { TableStyles } from './styles';

export interface TableHeaderProps {
  hasOwn: boolean;
  sort: ProfileViewState['sort'];
  onSort(sort: ProfileViewState['sort']): void;
  /** The columns are those of a comparison. */
  compared: boolean;
  styles: TableStyles;
}

export function TableHeader({ hasOwn, sort, onSort, compared, styles }: TableHeaderProps) {
  const columns: Array<{ column: SortColumn; label: string; help?: string }> = compared
    ? [
        { column: 'symbol', label: tableTexts.symbol() },
        { column: 'self', label: changeTexts.selfChange(), help: changeTexts.selfChangeHelp() },
        { column: 'total', label: changeTexts.totalChange(), help: changeTexts.totalChangeHelp() },
      ]
    : [
        { column: 'symbol', label: tableTexts.symbol() },
        { column: 'self', label: tableTexts.self(), help: tableTexts.selfHelp() },
        { column: 'total', label: tableTexts.total(), help: tableTexts.totalHelp() },
        ...(hasOwn ? [{ column: 'own' as const, label: tableTexts.own(), help: tableTexts.ownHelp() }] : []),
      ];
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={cx(styles.header, compared && styles.changes)}>
        {columns.map(({ column, label, help }, place) => {
          const ascending = sort.direction === 'asc';
          const sorted = sort.column === column;
          return (
            <React.Fragment key={column}>
              {compared &&
                place === 1 &&
                [changeTexts.selfBefore(), changeTexts.selfAfter()].map((side) => (
                  <div key={side} role="columnheader" data-side className={styles.plainHeader}>
                    {side}
                  </div>
                ))}
              <div
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
            </React.Fragment>
          );
        })}
      </div>
    </div>
  );
}
