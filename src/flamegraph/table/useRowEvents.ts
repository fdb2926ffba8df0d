import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { Profile, SymbolIndex } from '../../profile/model';
import type { SymbolPlace } from '../../profile/place';
import type { OpenRowMenu, RowControl, SymbolActions } from './rowTypes';
import { ROW_HEIGHT } from './styles';
import type { VirtualRows } from './TableBody';

interface RowEventsOptions {
  profile: Profile;
  order: Int32Array;
  rows: VirtualRows;
  scroller: RefObject<HTMLElement | null>;
  actions: SymbolActions;
  onHover(symbol: SymbolIndex | undefined): void;
  setMenu(menu: OpenRowMenu): void;
}

/** One listener of each kind for all rows: a row's props stay plain values and memo can skip it. */
export function useRowEvents(options: RowEventsOptions) {
  const { profile, order, rows, actions, onHover, setMenu } = options;
  const placeAt = (index: number): SymbolPlace => ({ tree: profile, symbol: order[index] });
  const activate = (control: RowControl, place: SymbolPlace, button: HTMLElement | null) => {
    if (control === 'menu') {
      setMenu(menuBelow(button, place));
    } else {
      actions[control === 'sandwich' ? 'sandwich' : 'highlight'](place.symbol);
    }
  };
  return {
    onClick: (event: MouseEvent) => {
      const position = rowPosition(event.target);
      if (position?.control !== undefined) {
        activate(position.control, placeAt(position.index), buttonOf(event.target));
      }
    },
    onContextMenu: (event: MouseEvent) => {
      const position = rowPosition(event.target);
      if (position !== undefined) {
        event.preventDefault();
        setMenu(menuAt(event, placeAt(position.index)));
      }
    },
    onMouseOver: (event: MouseEvent) => hover(event.target, options),
    onMouseLeave: () => onHover(undefined),
    onFocus: (event: FocusEvent) => {
      rows.setActive(rowPosition(event.target)?.index ?? rows.active);
      hover(event.target, options);
    },
    onBlur: () => onHover(undefined),
    onKeyDown: (event: KeyboardEvent) => moveFocus(event, options),
  };
}

function moveFocus(event: KeyboardEvent, { order, rows, scroller }: RowEventsOptions): void {
  const position = rowPosition(event.target);
  if (position?.control === undefined || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
  const from = { index: position.index, control: position.control };
  const to = moveByKey(event.key, from, order.length, page);
  if (to !== undefined) {
    event.preventDefault();
    rows.moveTo(to.index, to.control);
  }
}

function hover(target: EventTarget, { order, onHover }: RowEventsOptions): void {
  const position = rowPosition(target);
  onHover(position === undefined ? undefined : order[position.index]);
}

export function buttonOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-control]') : null;
}

export function menuBelow(button: HTMLElement | null, place: SymbolPlace): OpenRowMenu {
  const box = button?.getBoundingClientRect();
  return { place, x: box?.left ?? 0, y: box?.bottom ?? 0, opener: button };
}

/** The menu key reports no place of its own in some browsers: then the menu opens below the focused button. */
export function menuAt(event: MouseEvent, place: SymbolPlace): OpenRowMenu {
  const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
  const opener = buttonOf(event.target) ?? row?.querySelector<HTMLElement>('[data-control="name"]') ?? null;
  if (event.clientX === 0 && event.clientY === 0) {
    return menuBelow(opener, place);
  }
  return { place, x: event.clientX, y: event.clientY, opener };
}

/** A row's buttons as Left and Right walk them. */
const CONTROLS: readonly RowControl[] = ['highlight', 'sandwich', 'name', 'menu'];

interface RowPosition {
  readonly index: number;
  readonly control: RowControl;
}

/** Where an element of the table stands: its row and, if it is (in) a button, which one. */
export function rowPosition(target: EventTarget): { index: number; control?: RowControl } | undefined {
  if (!(target instanceof Element)) {
    return undefined;
  }
  const row = target.closest<HTMLElement>('[data-index]');
  if (row === null) {
    return undefined;
  }
  const name = target.closest<HTMLElement>('[data-control]')?.dataset.control;
  return { index: Number(row.dataset.index), control: CONTROLS.find((control) => control === name) };
}

/**
 * Where a key leads from a button of a row; undefined for other keys.
 * @param rows how many there are
 * @param page how many fit the screen
 */
export function moveByKey(key: string, from: RowPosition, rows: number, page: number): RowPosition | undefined {
  const step = CONTROLS.indexOf(from.control);
  const at = (index: number) => ({ index: Math.max(0, Math.min(index, rows - 1)), control: from.control });
  const beside = (place: number) => ({ index: from.index, control: CONTROLS[place] ?? from.control });
  switch (key) {
    case 'ArrowDown':
      return at(from.index + 1);
    case 'ArrowUp':
      return at(from.index - 1);
    case 'PageDown':
      return at(from.index + page);
    case 'PageUp':
      return at(from.index - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(rows - 1);
    case 'ArrowRight':
      return beside(step + 1);
    case 'ArrowLeft':
      return beside(step - 1);
    default:
      return undefined;
  }
}
