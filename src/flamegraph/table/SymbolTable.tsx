import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { type RefObject, Suspense, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { carrySymbol } from '../../profile/place';
import { tableTexts } from '../view/texts';
import { NotLoadedRow, TableBody, useVirtualRows, type VirtualRows } from './TableBody';
import type { OpenRowMenu, SymbolTableProps } from './rowTypes';
import { TableHeader } from './TableHeader';
import { getRowStyles, getTableStyles, HOVERED } from './styles';
import { rowPosition, useRowEvents } from './useRowEvents';

const WholeRow = React.lazy(() => import('../comparison/ChangeCells').then((m) => ({ default: m.WholeRow })));
const RowMenu = React.lazy(() =>
  import(/* webpackChunkName: "menus" */ './RowMenu').then((m) => ({ default: m.RowMenu }))
);
const NoOwnRows = React.lazy(() =>
  import(/* webpackChunkName: "own" */ '../own/NoOwnRows').then((m) => ({ default: m.NoOwnRows }))
);

/** Every symbol of a profile with its self and total: virtual rows, and a real table for assistive technology. */
export const SymbolTable = React.memo(function SymbolTable(props: SymbolTableProps) {
  const { profile, order, highlighted, sandwiched, notLoaded, lowerBound, formatValue, changes, verdicts, own } = props;
  const styles = useStyles2(getTableStyles);
  const rowStyles = useStyles2(getRowStyles);
  const explanationId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualRows(scroller, order.length);
  const [menu, setMenu] = useState<OpenRowMenu>();
  const menuSymbol = menu && carrySymbol(menu.place, profile);
  const events = useRowEvents({ ...props, rows, scroller, setMenu });
  useScrolling(props, rows);
  useCarriedFocus(props, rows, scroller);
  useHoveredRow(props, rows, scroller);
  const whole = profile.total[0];
  const [noOwnOpen, setNoOwnOpen] = useState(false);
  const three = props.sort.column === 'own' ? styles.threeByOwn : styles.threeNumbers;
  const noOwnCount = own === undefined ? 0 : 1 + (noOwnOpen ? own.noneKinds.length : 0);
  return (
    <div className={styles.wrapper}>
      <div
        role="table"
        className={cx(styles.table, props.hasOwn ? three : styles.twoNumbers)}
        aria-label={tableTexts.label()}
        aria-rowcount={order.length + 1 + noOwnCount + (notLoaded > 0 ? 1 : 0)}
        aria-describedby={lowerBound ? explanationId : undefined}
      >
        <TableHeader
          sort={props.sort}
          onSort={props.onSort}
          compared={changes !== undefined}
          judged={verdicts !== undefined}
          hasOwn={props.hasOwn}
          styles={styles}
        />
        {changes && (
          <Suspense fallback={null}>
            <WholeRow {...{ formatValue, verdicts, styles }} whole={changes.whole} />
          </Suspense>
        )}
        <div
          role="rowgroup"
          ref={scroller}
          className={cx(styles.scroller, props.searching && styles.searching)}
          {...events}
        >
          <div role="presentation" className={styles.sizer} style={{ height: rows.height }}>
            <TableBody table={props} rows={rows} menuSymbol={menuSymbol} styles={rowStyles} />
          </div>
        </div>
        {own !== undefined && (
          <Suspense fallback={null}>
            <NoOwnRows
              {...{ own, whole, lowerBound, formatValue, styles }}
              open={noOwnOpen}
              onToggle={() => setNoOwnOpen(!noOwnOpen)}
              rowIndex={order.length + 2}
            />
          </Suspense>
        )}
        {notLoaded > 0 && (
          <NotLoadedRow
            value={notLoaded}
            whole={whole}
            rowIndex={order.length + 2 + noOwnCount}
            formatValue={formatValue}
            explanationId={explanationId}
            styles={styles}
          />
        )}
      </div>
      {order.length === 0 && !props.searching && <div className={styles.noMatch}>{tableTexts.noMatch()}</div>}
      {lowerBound && (
        <span id={explanationId} hidden>
          {tableTexts.lowerBounds()}
        </span>
      )}
      {menu !== undefined && menuSymbol !== undefined && (
        <Suspense fallback={null}>
          <RowMenu
            menu={menu}
            symbol={menuSymbol}
            highlighted={menuSymbol === highlighted}
            sandwiched={menuSymbol === sandwiched}
            actions={props.actions}
            moreItems={props.moreItems}
            bounds={lowerBound && changes === undefined ? { profile, totals: props.totals, formatValue } : undefined}
            onClose={() => {
              setMenu(undefined);
              menu.opener?.focus({ preventScroll: true });
            }}
          />
        </Suspense>
      )}
    </div>
  );
});

/** Marks the row of the symbol that is pointed at in the graph. */
function useHoveredRow(
  { hovered, order }: SymbolTableProps,
  { indices }: VirtualRows,
  scroller: RefObject<HTMLElement | null>
) {
  const marked = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const mark = () => {
      const symbol = hovered.get();
      const index = symbol === undefined ? undefined : indices.find((row) => order[row] === symbol);
      const row = index === undefined ? null : (scroller.current?.querySelector(`[data-index="${index}"]`) ?? null);
      if (row !== marked.current) {
        marked.current?.removeAttribute(HOVERED);
        row?.setAttribute(HOVERED, '');
        marked.current = row;
      }
    };
    mark();
    return hovered.subscribe(mark);
  });
}

/** Another order or search starts at the top; a symbol highlighted from elsewhere comes into view. */
function useScrolling(
  { profile, sort, filterKey, highlighted, order }: SymbolTableProps,
  { scrollTo, scrollToTop }: VirtualRows
) {
  useEffect(scrollToTop, [sort.column, sort.direction, filterKey, scrollToTop]);
  // By name: with a refresh the same symbol has another index, and the reader's place is kept.
  const name = highlighted === undefined ? undefined : profile.frames.names[highlighted];
  const latest = useRef({ order, highlighted });
  useEffect(() => {
    latest.current = { order, highlighted };
  });
  useEffect(() => {
    const index = name === undefined ? -1 : latest.current.order.indexOf(latest.current.highlighted ?? -1);
    if (index >= 0) {
      scrollTo(index);
    }
  }, [name, scrollTo]);
}

/** After a refresh the keyboard is on the row of the same symbol, or Enter would highlight another one. */
function useCarriedFocus(
  { profile, order }: SymbolTableProps,
  { active, moveTo }: VirtualRows,
  scroller: RefObject<HTMLElement | null>
) {
  const shown = useRef({ profile, order, active });
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { profile, order, active };
    const focused = document.activeElement;
    const control = focused && scroller.current?.contains(focused) ? rowPosition(focused)?.control : undefined;
    if (before.profile === profile || control === undefined) {
      return;
    }
    const symbol = carrySymbol({ tree: before.profile, symbol: before.order[before.active] }, profile);
    const index = symbol === undefined ? -1 : order.indexOf(symbol);
    if (index >= 0) {
      moveTo(index, control);
    }
  });
}
