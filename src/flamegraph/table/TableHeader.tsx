import { cx } from '@emotion/css';
import React, { Suspense } from 'react';
import type { ProfileViewState, SortColumn } from '../types';
import { tableTexts } from '../view/texts';
import { nextSort } from './rowOrder';
import type { TableStyles } from './styles';

const ChangeHeader = React.lazy(() => import('../comparison/ChangeCells').then((m) => ({ default: m.ChangeHeader })));

export interface TableHeaderProps {
  hasOwn: boolean;
  sort: ProfileViewState['sort'];
  onSort(sort: ProfileViewState['sort']): void;
  /** The columns are those of a comparison. */
  compared: boolean;
  /** Changes were judged. */
  judged: boolean;
  styles: TableStyles;
}

export function TableHeader({ hasOwn, sort, onSort, compared, judged, styles }: TableHeaderProps) {
  const cell = (column: SortColumn, label: string, help?: string) => {
    const ascending = sort.direction === 'asc';
    const sorted = sort.column === column;
    return (
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
    );
  };
  return (
    <div role="rowgroup">
      <div
        role="row"
        aria-rowindex={1}
        className={cx(styles.header, compared && styles.changes, judged && styles.judged)}
      >
        {cell('symbol', tableTexts.symbol())}
        {compared ? (
          <Suspense fallback={null}>
            <ChangeHeader {...{ cell, judged, styles }} />
          </Suspense>
        ) : (
          <>
            {cell('self', tableTexts.self(), tableTexts.selfHelp())}
            {cell('total', tableTexts.total(), tableTexts.totalHelp())}
            {hasOwn && cell('own', tableTexts.own(), tableTexts.ownHelp())}
          </>
        )}
      </div>
    </div>
  );
}
