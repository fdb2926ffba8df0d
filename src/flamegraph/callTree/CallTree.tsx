import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { isLarge } from '../../profile/derived';
import { bottomUpInSteps, topDown, type Line, type LineTree, type Rest } from '../../profile/callTree/lines';
import {
  carriedRows,
  depthOf,
  followed,
  indexOfLine,
  parentOf,
  revealed,
  stackOf,
  toggled,
  topRows,
  withMore,
  type Row,
} from '../../profile/callTree/rows';
import { FrameKind, isSymbol, type NodeIndex, type Profile, type SymbolIndex } from '../../profile/model';
import type { Ownership } from '../../profile/own/ownership';
import { chargePlacesInSteps } from '../../profile/own/places';
import { carrySymbol, type NodePlace } from '../../profile/place';
import { takenInSlices } from '../../profile/steps';
import { copyText } from '../copyText';
import { formatShare } from '../share';
import { RowMenu } from '../table/RowMenu';
import type { OpenRowMenu, SymbolActions } from '../table/rowTypes';
import { getRowStyles, getTableStyles, NUMBER_WIDTH, ROW_HEIGHT } from '../table/styles';
import { useVirtualRows, type VirtualRows } from '../table/TableBody';
import { buttonOf, menuAt, menuBelow, moveByKey, rowPosition } from '../table/useRowEvents';
import type { FlameGraphProps, FormatValue, History, ProfileViewState, StateChange } from '../types';
import { useSliced } from '../useSliced';
import { copyTexts } from '../view/copyName';
import { tableTexts } from '../view/texts';
import { useStableCallback } from '../view/stable';
import type { ProfileViewModel } from '../view/useProfileView';
import { CallTreeRow } from './CallTreeRow';
import { callTreeTexts } from './texts';

export interface CallTreeProps {
  profile: Profile;
  state: ProfileViewState;
  model: ProfileViewModel;
  actions: SymbolActions;
  moreItems: FlameGraphProps['moreItems'];
  formatValue: FormatValue;
  /** There is a column Own, top-down. */
  hasOwn: boolean;
  /** Whose code it is, once that is known. */
  ownership: Ownership | undefined;
  onChange(change: StateChange, history: History): void;
}

/** Well below what a person notices, ms. */
const SLICE_MS = 6;

/**
 * Who calls whom, as rows that open: from the top down, or from what costs itself up to its callers. Rows are made when
 * they are looked at, so that a profile of a million nodes costs what is on screen.
 */
export function CallTree(props: CallTreeProps) {
  const { profile, state, model, formatValue, actions, ownership } = props;
  const { highlighted, lit } = model;
  const { lowerBound } = model.facts;
  const { focus } = model.whole;
  const wanted = state.tree ?? 'top-down';
  const styles = useStyles2(getStyles);
  const tableStyles = useStyles2(getTableStyles);
  const rowStyles = useStyles2(getRowStyles);
  const helpId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const makeUp = useMemo(
    () => (wanted === 'top-down' ? undefined : () => bottomUpInSteps(profile, focus)),
    [wanted, profile, focus]
  );
  const up = useSliced(profile, makeUp, isLarge(profile));
  const down = useMemo(() => topDown(profile, focus), [profile, focus]);
  // Of a large profile what was shown before stays until it is turned around.
  const turned = makeUp && (up.value ?? up.latest);
  const isOlder = makeUp !== undefined && up.value === undefined;
  const tree = turned ?? down;
  const isDown = turned === undefined;
  const direction = isDown ? 'top-down' : 'bottom-up';
  // From the bottom up a line is many places, each of another frame's.
  const hasOwn = props.hasOwn && isDown;
  const makePlaces = useMemo(
    () => (hasOwn && ownership ? () => chargePlacesInSteps(profile, ownership) : undefined),
    [hasOwn, profile, ownership]
  );
  const places = useSliced(profile, makePlaces, isLarge(profile)).value;
  const [rows, setRows] = useRows(tree, `${direction} ${profile.frames.names[profile.symbol[focus]]}`);
  const virtual = useVirtualRows(scroller, rows.length);
  const goTo = useGoTo(virtual);
  useCarriedFocus(profile, rows, virtual, scroller);
  const [announcement, announce] = useState('');
  const [menu, setMenu] = useState<OpenRowMenu>();
  const menuSymbol = menu && carrySymbol(menu.place, profile);
  useReveal(model.steps.reveal(model.whole), (node) => {
    const found = isDown ? revealed(tree, rows, node) : undefined;
    if (found) {
      setRows(found.rows);
      goTo({ index: found.index, focus: false });
    }
  });
  const lineAt = (index: number) => {
    const row = rows[index];
    return row?.kind === 'line' ? row.line : undefined;
  };
  const symbolAt = (index: number) => {
    const line = lineAt(index);
    return line && isSymbol(profile.frames.kinds[line.symbol]) ? line.symbol : undefined;
  };
  const heaviest = useSlices(tree);
  const follow = (index: number) =>
    heaviest(followed(tree, rows, index), (found) => {
      setRows(found.rows);
      goTo({ index: found.index, focus: true });
    });
  const copyHeaviest = () =>
    heaviest(followed(tree, rows, virtual.active), (found) => {
      const last = found.rows[found.index];
      const stack = last?.kind === 'line' ? stackOf(last.line) : [];
      const text = stack.map(({ symbol, total }) => {
        const value = lowerBound ? `≥ ${formatValue(total, 'down')}` : formatValue(total);
        return `${value}\t${formatShare(total, profile.total[0], lowerBound)}\t${profile.frames.names[symbol]}`;
      });
      void copyText(text.join('\n')).then((copied) =>
        announce(copied ? callTreeTexts.copied(stack.length) : copyTexts.notCopied())
      );
    });
  const onDirection = useStableCallback((next: Direction) => props.onChange({ tree: next }, 'push'));
  const onFollow = useStableCallback(() => follow(virtual.active));
  const onCopy = useStableCallback(copyHeaviest);
  const toggle = (index: number) =>
    setRows(rows[index]?.kind === 'rest' ? withMore(tree, rows, index) : toggled(tree, rows, index));
  const placeAt = (index: number) => {
    const symbol = symbolAt(index);
    return symbol === undefined ? undefined : { tree: profile, symbol };
  };
  const events = {
    onClick: (event: MouseEvent) => {
      const position = rowPosition(event.target);
      const place = position && placeAt(position.index);
      if (position?.control === 'menu') {
        if (place) {
          setMenu(menuBelow(buttonOf(event.target), place));
        }
      } else if (position) {
        toggle(position.index);
      }
    },
    onContextMenu: (event: MouseEvent) => {
      const position = rowPosition(event.target);
      const place = position && placeAt(position.index);
      if (position) {
        event.preventDefault();
      }
      if (place) {
        setMenu(menuAt(event, place));
      }
    },
    onFocus: (event: FocusEvent) => virtual.setActive(rowPosition(event.target)?.index ?? virtual.active),
    onKeyDown: (event: KeyboardEvent) => {
      const index = rowPosition(event.target)?.index;
      if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const row = rows[index];
      const run = commandFor(event.key, index, row) ?? symbolCommand(event.key, profile, symbolAt(index), actions);
      if (run) {
        event.preventDefault();
        event.stopPropagation();
        run();
      }
    },
  };
  const commandFor = (key: string, index: number, row: Row): (() => void) | undefined => {
    const isOpen = row.kind === 'line' && row.open;
    const to = (place: number) => () => virtual.moveTo(place, 'name');
    switch (key) {
      case 'Enter':
      case ' ':
        return () => toggle(index);
      case 'ArrowRight':
        return isOpen ? to(index + 1) : () => toggle(index);
      case 'ArrowLeft':
        return isOpen ? () => toggle(index) : to(Math.max(0, indexOfParent(rows, index)));
      case 'h':
        return () => follow(index);
      default: {
        const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
        const next = moveByKey(key, { index, control: 'name' }, rows.length, page);
        return next && to(next.index);
      }
    }
  };
  const heads = isDown
    ? [
        { label: tableTexts.total(), help: tableTexts.totalHelp() },
        { label: tableTexts.self(), help: tableTexts.selfHelp() },
        ...(hasOwn ? [{ label: tableTexts.own(), help: tableTexts.ownHelp() }] : []),
      ]
    : [{ label: callTreeTexts.ofSelf(), help: callTreeTexts.ofSelfHelp() }];
  return (
    <div className={tableStyles.wrapper}>
      <Bar direction={wanted} {...{ announcement, onDirection, onFollow, onCopy }} />
      <div
        role="treegrid"
        aria-busy={isOlder}
        className={cx(
          tableStyles.table,
          isOlder && styles.older,
          isDown ? (hasOwn ? tableStyles.threeNumbers : tableStyles.twoNumbers) : styles.oneNumber
        )}
        aria-label={callTreeTexts.label(isDown ? callTreeTexts.topDown() : callTreeTexts.bottomUp())}
        aria-describedby={helpId}
        aria-rowcount={rows.length + 1}
      >
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={tableStyles.header}>
            <div role="columnheader" className={styles.symbolHead}>
              {tableTexts.symbol()}
            </div>
            {heads.map(({ label, help }) => (
              <div key={label} role="columnheader" className={tableStyles.plainHeader} title={help}>
                {label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={scroller} className={tableStyles.scroller} {...events}>
          <div role="presentation" className={tableStyles.sizer} style={{ height: virtual.height }}>
            {virtual.indices.map((index) => {
              const row = rows[index];
              const symbol = row.kind === 'line' ? row.line.symbol : undefined;
              return (
                <CallTreeRow
                  key={keyOf(row)}
                  row={row}
                  index={index}
                  name={symbol === undefined ? '' : profile.frames.names[symbol]}
                  kind={symbol === undefined ? undefined : profile.frames.kinds[symbol]}
                  depth={depthOf(row)}
                  whole={profile.total[0]}
                  isDown={isDown}
                  own={hasOwn ? (row.kind === 'line' ? (places?.[row.line.id] ?? 0) : 0) : undefined}
                  active={index === virtual.active}
                  highlighted={symbol !== undefined && symbol === highlighted}
                  lit={lit && symbol !== undefined && lit[symbol] === 1}
                  menuOpen={menuSymbol !== undefined && symbol === menuSymbol}
                  {...{ lowerBound, formatValue, styles: rowStyles }}
                />
              );
            })}
          </div>
        </div>
      </div>
      <div id={helpId} hidden>
        {callTreeTexts.help()}
      </div>
      {menu !== undefined && menuSymbol !== undefined && (
        <RowMenu
          menu={menu}
          symbol={menuSymbol}
          highlighted={menuSymbol === highlighted}
          sandwiched={false}
          actions={actions}
          moreItems={props.moreItems}
          bounds={lowerBound ? { profile, totals: model.facts.totals, formatValue } : undefined}
          onClose={() => {
            setMenu(undefined);
            menu.opener?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

type Direction = NonNullable<ProfileViewState['tree']>;

interface BarProps {
  direction: Direction;
  announcement: string;
  onDirection(direction: Direction): void;
  onFollow(): void;
  onCopy(): void;
}

/** Above the rows. Its controls cost as much as a screenful of rows, and no key that moves through the rows changes them. */
const Bar = React.memo(function Bar({ direction, announcement, onDirection, onFollow, onCopy }: BarProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      <RadioButtonGroup<Direction>
        size="sm"
        aria-label={callTreeTexts.direction()}
        value={direction}
        onChange={onDirection}
        options={[
          { value: 'top-down', label: callTreeTexts.topDown(), description: callTreeTexts.topDownHelp() },
          { value: 'bottom-up', label: callTreeTexts.bottomUp(), description: callTreeTexts.bottomUpHelp() },
        ]}
      />
      <Button size="sm" variant="secondary" title={callTreeTexts.followHelp()} onClick={onFollow}>
        {callTreeTexts.follow()}
      </Button>
      <Button size="sm" variant="secondary" icon="copy" onClick={onCopy}>
        {callTreeTexts.copy()}
      </Button>
      <span role="status" className={styles.said}>
        {announcement}
      </span>
    </div>
  );
});

/** The rows of a tree, open as the reader left them: in the next profile too. Another `start` begins anew. */
function useRows(tree: LineTree, start: string): [readonly Row[], (rows: readonly Row[]) => void] {
  const [latest, setLatest] = useState(() => ({ tree, start, rows: topRows(tree) }));
  let shown = latest;
  if (latest.tree !== tree) {
    const goesOn = latest.start === start;
    shown = { tree, start, rows: goesOn ? carriedRows(latest.rows, latest.tree.profile, tree) : topRows(tree) };
    inTheirPlaces(latest.rows, shown.rows);
    setLatest(shown);
  }
  return [shown.rows, (rows) => setLatest({ tree, start, rows })];
}

/** By what stands on a row: what opens above it moves its element and lays nothing out anew. */
const keys = new WeakMap<Line | Rest, number>();
let keysMade = 0;

const shownBy = (row: Row): Line | Rest => (row.kind === 'line' ? row.line : row.rest);

function keyOf(row: Row): number {
  const known = keys.get(shownBy(row)) ?? ++keysMade;
  keys.set(shownBy(row), known);
  return known;
}

/** Rows of another tree take over the elements that stand there: made anew, the focused one would lose the focus. */
function inTheirPlaces(before: readonly Row[], rows: readonly Row[]): void {
  rows.slice(0, before.length).forEach((row, i) => keys.set(shownBy(row), keyOf(before[i])));
}

/** Scrolls to a row once it is there, and puts the focus on it where that is wanted. */
function useGoTo(virtual: VirtualRows) {
  const [target, setTarget] = useState<{ index: number; focus: boolean }>();
  const latest = useRef(virtual);
  useLayoutEffect(() => {
    latest.current = virtual;
  });
  useLayoutEffect(() => {
    if (target?.focus) {
      latest.current.moveTo(target.index, 'name');
    } else if (target) {
      latest.current.setActive(target.index);
      latest.current.scrollTo(target.index);
    }
  }, [target]);
  return setTarget;
}

/** After a refresh the keyboard is on the row of the same line, or its keys would do something to another one. */
function useCarriedFocus(
  profile: Profile,
  rows: readonly Row[],
  { active, moveTo }: VirtualRows,
  scroller: RefObject<HTMLElement | null>
) {
  const shown = useRef({ profile, rows, active });
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { profile, rows, active };
    const row = before.rows[before.active];
    if (before.profile === profile || row?.kind !== 'line' || !scroller.current?.contains(document.activeElement)) {
      return;
    }
    const index = indexOfLine(rows, row.line, before.profile, profile);
    if (index >= 0) {
      moveTo(index, 'name');
    }
  });
}

/** Calls once for each new place: state that follows an event of the parent's is set while rendering. */
function useReveal(reveal: NodePlace | undefined, show: (node: NodeIndex) => void) {
  const [revealed, setRevealed] = useState<NodePlace>();
  if (reveal !== revealed) {
    setRevealed(reveal);
    if (reveal) {
      show(reveal.node);
    }
  }
}

/** Walks through a tree in slices, so that a deep one never holds the page up. Another walk, or another tree, ends it. */
function useSlices(tree: LineTree) {
  const walk = useRef<AbortController>(undefined);
  useEffect(() => () => walk.current?.abort(), [tree]);
  return <T,>(steps: Generator<void, T>, then: (result: T) => void) => {
    walk.current?.abort();
    walk.current = new AbortController();
    const { signal } = walk.current;
    takenInSlices(steps, signal, SLICE_MS).then(
      (result) => signal.aborted || then(result),
      (error: unknown) => {
        if (!signal.aborted) {
          throw error;
        }
      }
    );
  };
}

function symbolCommand(
  key: string,
  { frames }: Profile,
  symbol: SymbolIndex | undefined,
  { lines, ...actions }: SymbolActions
) {
  if (symbol === undefined) {
    return undefined;
  }
  switch (key) {
    case 's':
      return () => actions.sandwich(symbol);
    case 'l':
      return lines && frames.kinds[symbol] === FrameKind.function ? () => lines(symbol) : undefined;
    case 'c':
      return () => actions.copy(symbol);
    default:
      return undefined;
  }
}

const isLine = (row: Row, line: Line | undefined) => row.kind === 'line' && row.line === line;

function indexOfParent(rows: readonly Row[], index: number): number {
  const parent = parentOf(rows[index]);
  let at = index - 1;
  while (at >= 0 && !isLine(rows[at], parent)) {
    at--;
  }
  return at;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    flex: 'none',
    gap: theme.spacing(1),
    paddingBottom: theme.spacing(0.5),
  }),
  said: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  symbolHead: css({ padding: theme.spacing(0, 1), color: theme.colors.text.secondary }),
  oneNumber: css(NUMBER_WIDTH),
  older: css({ opacity: 0.5 }),
});
