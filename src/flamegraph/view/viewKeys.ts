import type { KeyboardEvent, RefObject } from 'react';
import type { ProfileViewState, StateChange } from '../types';
import type { MatchSteps } from './useMatchSteps';

interface ViewKeysOptions {
  state: ProfileViewState;
  onPush(change: StateChange): void;
  steps: MatchSteps;
  root: RefObject<HTMLElement | null>;
  searchInput: RefObject<HTMLInputElement | null>;
}

/** Before version 13 Grafana puts it where it is written, into the view. */
const POPOVER = '[data-testid="toggletip-content"]';

/**
 * Keys of the whole view: Escape, `/` and F3. A part that has used a key itself prevents its default. Keys pressed in a
 * menu or popover come here too, as React's events rise through portals: those are the menu's. A key that was used goes no further:
 * Grafana has keys of its own on the document (Escape takes the focus out of a field, `c` and `t` change the theme).
 */
export function handleViewKey(event: KeyboardEvent, options: ViewKeysOptions): void {
  const { target } = event;
  const inside = target instanceof Element && options.root.current?.contains(target) && !target.closest(POPOVER);
  if (!inside || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (!event.defaultPrevented) {
    takeKey(event, options);
  }
  if (event.defaultPrevented) {
    event.stopPropagation();
  }
}

function takeKey(event: KeyboardEvent, { state, onPush, steps, searchInput }: ViewKeysOptions): void {
  if (event.key === '/' && !isTextField(event.target)) {
    event.preventDefault();
    searchInput.current?.focus();
  } else if (event.key === 'F3' && steps.total > 0) {
    event.preventDefault();
    steps.step(event.shiftKey ? -1 : 1);
  } else if (event.key === 'Escape') {
    const change = escapeStep(state);
    if (change !== undefined) {
      event.preventDefault();
      onPush(change);
    }
  }
}

function isTextField(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
}

/** Keeps the focus in the view when what had it is gone (a chip's cross, the graphs of a sandwich): keys go on working. */
export function keepFocusIn(root: HTMLElement | null): void {
  requestAnimationFrame(() => {
    if (root !== null && (document.activeElement === document.body || document.activeElement === null)) {
      root.focus({ preventScroll: true });
    }
  });
}

/** What Escape takes back, one a press: the sandwich, then the focus, then the highlight. */
function escapeStep(state: ProfileViewState): StateChange | undefined {
  if (state.sandwich !== undefined) {
    return { sandwich: undefined };
  }
  if (state.focus !== undefined && state.focus.length > 0) {
    return { focus: undefined };
  }
  return state.highlight === undefined ? undefined : { highlight: undefined };
}
