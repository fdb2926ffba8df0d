import { cx } from '@emotion/css';
import React, { Suspense } from 'react';
import type { Change } from '../../profile/model';
import type { RowVerdicts } from '../../profile/comparison/rowVerdicts';
import type { FrameName } from '../../profile/naming/frameName';
import { shownText } from '../../profile/naming/readName';
import { tableTexts } from '../view/texts';
import { NumberCell } from './NumberCell';
import { SymbolName } from './SymbolName';
import { type RowStyles, ROW_HEIGHT } from './styles';
import type { RowControl } from './rowTypes';
import type { BesideValue, FormatValue } from '../types';

const ChangeCells = React.lazy(() => import('../comparison/ChangeCells').then((m) => ({ default: m.ChangeCells })));

export interface TableRowProps {
  /** Place in the sorted and filtered table, from 0. */
  index: number;
  name: string;
  /** The name as people read it. */
  read: FrameName;
  self: number;
  total: number;
  /** What own code is charged with; undefined: the table has no such column. */
  own: number | undefined;
  whole: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  beside?: BesideValue;
  /** Of a comparison: shown in the place of self and total. */
  selfChange: Change | undefined;
  totalChange: Change | undefined;
  verdicts: RowVerdicts | undefined;
  /** The one row whose buttons the Tab key reaches. */
  active: boolean;
  highlighted: boolean;
  sandwiched: boolean;
  menuOpen: boolean;
  styles: RowStyles;
}

export const TableRow = React.memo(function TableRow(props: TableRowProps) {
  const { index, active, highlighted, sandwiched, styles } = props;
  const name = shownText(props.read);
  const tabIndex = active ? 0 : -1;
  const highlightText = tableTexts.highlight(name);
  const sandwichText = tableTexts.sandwich(name);
  const button = (control: RowControl) => ({ type: 'button' as const, 'data-control': control, tabIndex });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      className={cx(
        styles.row,
        props.selfChange && styles.changes,
        props.verdicts && styles.judged,
        highlighted && styles.lit
      )}
      style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      <div role="cell" className={styles.symbol}>
        <button
          {...button('highlight')}
          className={styles.searchIcon}
          aria-label={highlightText}
          aria-pressed={highlighted}
          title={highlightText}
        />
        <button
          {...button('sandwich')}
          className={styles.sandwichIcon}
          aria-label={sandwichText}
          aria-pressed={sandwiched}
          title={sandwichText}
        />
        <button {...button('name')} className={styles.name} aria-label={name} aria-pressed={highlighted}>
          <SymbolName name={props.name} read={props.read} className={styles.symbolName} />
        </button>
        <button
          {...button('menu')}
          className={styles.menuIcon}
          aria-label={tableTexts.menu(name)}
          aria-haspopup="menu"
          aria-expanded={props.menuOpen}
        />
      </div>
      {props.selfChange === undefined || props.totalChange === undefined ? (
        <>
          <NumberCell {...props} value={props.self} ofThree={props.own !== undefined} />
          <NumberCell {...props} value={props.total} ofThree={props.own !== undefined} />
          {props.own !== undefined &&
            (props.own > 0 ? <NumberCell {...props} value={props.own} ofThree /> : <div role="cell" />)}
        </>
      ) : (
        <Suspense fallback={null}>
          <ChangeCells {...props} self={props.selfChange} total={props.totalChange} />
        </Suspense>
      )}
    </div>
  );
});
