import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useId, useRef, useState } from 'react';
import type { Profile, SymbolIndex } from '../../profile/model';
import type { SymbolTable as SymbolTotals } from '../../profile/table';
import type { ProfileViewState } from '../types';
import { tableTexts } from '../view/texts';
import { NotLoadedRow } from './NotLoadedRow';
import { RowMenu } from './RowMenu';
import type { OpenRowMenu, SymbolActions } from './rowTypes';
import { TableHeader } from './TableHeader';
import { TableRow } from './TableRow';
import { getRowStyles } from './rowStyles';
import { getTableStyles } from './tableStyles';
import { useRowEvents } from './useRowEvents';
import { useVirtualRows } from './useVirtualRows';

export interface SymbolTableProps {
  profile: Profile;
  totals: SymbolTotals;
  /** The symbols shown, in order. */
  order: Int32Array;
  sort: ProfileViewState['sort'];
  onSort(sort: ProfileViewState['sort']): void;
  /** A new search starts at the table's top. */
  filterKey: string;
  highlighted?: SymbolIndex;
  sandwiched?: SymbolIndex;
  /** Lit lightly, from the graph. */
  hovered?: SymbolIndex;
  onHover(symbol: SymbolIndex | undefined): void;
  /** Value of what is not loaded; above 0 all other numbers are lower bounds. */
  notLoaded: number;
  formatValue(value: number): string;
  actions: SymbolActions;
}

/** Every symbol of a profile with its self and total: virtual rows, and a real table for assistive technology. */
export const SymbolTable = React.memo(function SymbolTable(props: SymbolTableProps) {
  const { profile, totals, order, highlighted, sandwiched, notLoaded, formatValue } = props;
  const styles = useStyles2(getTableStyles);
  const rowStyles = useStyles2(getRowStyles);
  const explanationId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualRows(scroller, order.length);
  const [menu, setMenu] = useState<OpenRowMenu>();
  const events = useRowEvents({ ...props, rows, scroller, setMenu });
  useScrolling(props, scroller, rows.scrollTo);
  const whole = profile.value[0];
  const lowerBound = notLoaded > 0;
  return (
    <div className={styles.wrapper}>
      <div
        role="table"
        className={styles.table}
        aria-label={tableTexts.label()}
        aria-rowcount={order.length + (lowerBound ? 2 : 1)}
        aria-describedby={lowerBound ? explanationId : undefined}
      >
        <TableHeader sort={props.sort} onSort={props.onSort} styles={styles} />
        <div role="rowgroup" ref={scroller} className={styles.scroller} {...events}>
          <div role="presentation" className={styles.sizer} style={{ height: rows.height }}>
            {rows.indices.map((index) => {
              const symbol = order[index];
              return (
                <TableRow
                  key={symbol}
                  index={index}
                  name={profile.symbols[symbol]}
                  self={totals.self[symbol]}
                  total={totals.total[symbol]}
                  whole={whole}
                  lowerBound={lowerBound}
                  formatValue={formatValue}
                  active={index === rows.active}
                  highlighted={symbol === highlighted}
                  sandwiched={symbol === sandwiched}
                  hovered={symbol === props.hovered}
                  menuOpen={symbol === menu?.symbol}
                  styles={rowStyles}
                />
              );
            })}
          </div>
        </div>
        {lowerBound && (
          <NotLoadedRow
            value={notLoaded}
            whole={whole}
            rowIndex={order.length + 2}
            formatValue={formatValue}
            explanationId={explanationId}
            styles={styles}
          />
        )}
      </div>
      {order.length === 0 && <div className={styles.noMatch}>{tableTexts.noMatch()}</div>}
      {lowerBound && (
        <span id={explanationId} hidden>
          {tableTexts.lowerBounds()}
        </span>
      )}
      {menu !== undefined && (
        <RowMenu
          menu={menu}
          highlighted={menu.symbol === highlighted}
          sandwiched={menu.symbol === sandwiched}
          actions={props.actions}
          onClose={() => {
            setMenu(undefined);
            menu.opener?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
});

/** Another order or search starts at the top; a symbol highlighted from elsewhere comes into view. */
function useScrolling(
  { sort, filterKey, highlighted, order }: SymbolTableProps,
  scroller: React.RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void
) {
  useEffect(() => {
    scroller.current?.scrollTo?.(0, 0);
  }, [sort.column, sort.direction, filterKey, scroller]);
  const latestOrder = useRef(order);
  useEffect(() => {
    latestOrder.current = order;
  });
  useEffect(() => {
    const index = highlighted === undefined ? -1 : latestOrder.current.indexOf(highlighted);
    if (index >= 0) {
      scrollTo(index);
    }
  }, [highlighted, scrollTo]);
}
