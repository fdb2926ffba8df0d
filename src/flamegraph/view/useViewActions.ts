import { useMemo, useState, type RefObject } from 'react';
import type { Profile, SymbolIndex } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import type { SymbolActions } from '../table/rowTypes';
import type { History, ProfileViewState, StateChange } from '../types';
import { copyName } from './later';
import { useStableCallback } from './stable';
import { hasGraph } from './usePanes';
import { keepFocusIn } from './viewKeys';

/**
 * What can be done with a symbol, from table and graph alike. The functions never change; `announcement` is what was last
 * done out of sight, for screen readers.
 */
export function useViewActions(
  profile: Profile,
  state: ProfileViewState,
  change: (change: StateChange, history: History) => void,
  {
    hasLines,
    onOverTime,
    root,
    searchInput,
  }: {
    root: RefObject<HTMLElement | null>;
    searchInput: RefObject<HTMLInputElement | null>;
    hasLines: boolean;
    onOverTime?: (name: string) => void;
  }
): { actions: SymbolActions; announcement: string } {
  const [announcement, setAnnouncement] = useState('');
  const nameOf = (symbol: SymbolIndex) => profile.frames.names[symbol];
  const highlight = useStableCallback((symbol: SymbolIndex) => {
    const name = nameOf(symbol);
    change({ highlight: state.highlight === name ? undefined : name }, 'push');
  });
  const sandwich = useStableCallback((symbol: SymbolIndex) => {
    const name = nameOf(symbol);
    // Beside a call tree it is in the state, but not on screen: there it can only be asked for.
    if (state.sandwich === name && state.layout !== 'tree') {
      change({ sandwich: undefined }, 'push');
    } else {
      // Asked for where no graph is, it would open out of sight.
      change({ sandwich: name, ...(!hasGraph(state.layout) && { layout: 'both' }) }, 'push');
    }
    // The graph that it was asked for from may be gone with the change, and the focus with it.
    keepFocusIn(root.current);
  });
  const copy = useStableCallback((symbol: SymbolIndex) => void copyName(nameOf(symbol)).then(setAnnouncement));
  const find = useStableCallback((symbol: SymbolIndex) => {
    // A function without a name is found by what stands in its place.
    const text = nameOf(symbol) || shownText(nameAt(profile.frames, symbol));
    change({ search: { text, regex: false } }, 'push');
    // After the menu has closed and given the focus back.
    requestAnimationFrame(() => searchInput.current?.focus());
  });
  const showLines = useStableCallback((symbol: SymbolIndex) => change({ lines: nameOf(symbol) }, 'push'));
  const lines = hasLines ? showLines : undefined;
  const showOverTime = useStableCallback((symbol: SymbolIndex) => onOverTime?.(nameOf(symbol)));
  const overTime = onOverTime && showOverTime;
  const actions = useMemo(
    () => ({ highlight, sandwich, copy, find, lines, overTime }),
    [highlight, sandwich, copy, find, lines, overTime]
  );
  return { actions, announcement };
}
