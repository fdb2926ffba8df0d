import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Row } from '../../profile/callTree/rows';
import { FrameKind } from '../../profile/model';
import type { FrameName } from '../../profile/naming/frameName';
import { readFrame } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { iconMark } from '../icons';
import { NumberCell } from '../table/NumberCell';
import { focusRing, ROW_HEIGHT, type RowStyles } from '../table/styles';
import { SymbolName } from '../table/SymbolName';
import type { FormatValue } from '../types';
import { paneTexts, tableTexts } from '../view/texts';
import { callTreeTexts } from './texts';

export interface CallTreeRowProps {
  row: Row;
  index: number;
  /** 0 at the top. */
  depth: number;
  /** Of the line's frame; a rest has none. */
  name: string;
  kind: FrameKind | undefined;
  /** Total and self, rather than a part of self. */
  isDown: boolean;
  /** What the line's own code is charged with at its place; undefined: there is no such column. */
  own: number | undefined;
  whole: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  /** The one row that the Tab key reaches. */
  active: boolean;
  highlighted: boolean;
  /** Stands out, or stands back; undefined: all rows are alike. */
  lit: boolean | undefined;
  menuOpen: boolean;
  styles: RowStyles;
}

/** CSS pixels a level. */
const INDENT = 12;
/** Deeper lines say their level instead: a name must keep some room. */
const MOST_INDENTED = 24;

/** A line of a call tree, or its smaller siblings together. What only moves is not rendered but for its place. */
export const CallTreeRow = React.memo(function CallTreeRow(props: CallTreeRowProps) {
  const { index, depth, active, highlighted, lit, ...said } = props;
  const { row, styles } = said;
  const own = useStyles2(getStyles);
  return (
    <div
      role="presentation"
      data-index={index}
      className={own.place}
      style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      <div
        role="row"
        data-control="name"
        tabIndex={active ? 0 : -1}
        aria-rowindex={index + 2}
        aria-level={depth + 1}
        aria-expanded={row.kind === 'line' && row.line.opens ? row.open : undefined}
        aria-selected={active}
        className={cx(
          styles.row,
          own.row,
          active && styles.hovered,
          highlighted && styles.lit,
          lit !== undefined && (lit ? own.lit : !active && !highlighted && own.dimmed)
        )}
      >
        <Cells {...said} depth={depth} />
      </div>
    </div>
  );
});

type CellsProps = Omit<CallTreeRowProps, 'index' | 'active' | 'highlighted' | 'lit'>;

const Cells = React.memo(function Cells(props: CellsProps) {
  const { row, depth, name, kind, isDown, styles } = props;
  const read = readFrame(name, kind);
  const own = useStyles2(getStyles);
  const line = row.kind === 'line' ? row.line : undefined;
  const open = row.kind === 'line' && row.open;
  const ofThree = props.own !== undefined;
  const numbers = { whole: props.whole, formatValue: props.formatValue, styles, ofThree };
  // What is not loaded is known; so is nothing else while something is not.
  const lowerBound = props.lowerBound && kind !== FrameKind.notLoaded;
  const total = row.kind === 'line' ? row.line.total : row.rest.total;
  return (
    <>
      <div
        role="gridcell"
        className={styles.symbol}
        // Of the row. In units of the table's container the browser lays all rows out anew with each that is new.
        style={{ paddingLeft: `min(${Math.min(depth, MOST_INDENTED) * INDENT}px, 40%)` }}
      >
        <span className={cx(own.mark, line?.opens && (open ? own.open : own.closed))} />
        {depth > MOST_INDENTED && <span className={own.level}>{depth + 1}</span>}
        <LineName {...{ row, name, read, kind }} className={own.other} />
        {line && kind === FrameKind.function && (
          <button
            type="button"
            data-control="menu"
            tabIndex={-1}
            className={cx(styles.menuIcon, own.menu)}
            aria-label={tableTexts.menu(shownText(read))}
            aria-haspopup="menu"
            aria-expanded={props.menuOpen}
          />
        )}
      </div>
      <NumberCell {...numbers} value={total} lowerBound={lowerBound} />
      {isDown &&
        (line && line.self > 0 ? (
          <NumberCell {...numbers} value={line.self} lowerBound={lowerBound} />
        ) : (
          <div role="gridcell" />
        ))}
      {props.own !== undefined &&
        (props.own > 0 ? (
          <NumberCell {...numbers} value={props.own} lowerBound={lowerBound} />
        ) : (
          <div role="gridcell" />
        ))}
    </>
  );
});

function LineName({
  row,
  name,
  read,
  kind,
  className,
}: Pick<CallTreeRowProps, 'row' | 'name' | 'kind'> & { read: FrameName; className: string }) {
  if (row.kind === 'rest') {
    return <span className={className}>{callTreeTexts.rest(row.rest.count)}</span>;
  }
  if (kind === FrameKind.notLoaded || kind === FrameKind.root) {
    return <span className={className}>{kind === FrameKind.root ? paneTexts.noFrames() : tableTexts.notLoaded()}</span>;
  }
  return <SymbolName name={name} read={read} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ position: 'absolute', top: 0, left: 0, width: '100%', height: ROW_HEIGHT, contain: 'strict' }),
  row: css({ position: 'static', cursor: 'pointer', ...focusRing(theme) }),
  // Not fainter: numbers must stay readable. On the lighter ground of a row that is pointed at they would not be.
  dimmed: css({ '&:not(:hover)': { color: theme.colors.text.secondary } }),
  lit: css({ fontWeight: theme.typography.fontWeightMedium }),
  mark: css({ flex: 'none', width: 16, height: 16 }),
  open: iconMark(theme, 'down'),
  closed: cx(iconMark(theme, 'down'), css({ transform: 'rotate(-90deg)' })),
  level: css({ flex: 'none', paddingRight: theme.spacing(0.5), color: theme.colors.text.secondary }),
  other: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
  menu: css({ marginLeft: 'auto', opacity: 0, '[role="row"]:hover &, [role="row"]:focus-within &': { opacity: 1 } }),
});
