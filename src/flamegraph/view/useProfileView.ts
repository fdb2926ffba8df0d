import { useMemo } from 'react';
import type { Profile, SymbolIndex } from '../../profile/model';
import type { SymbolSet } from '../../profile/search';
import { sortSymbols } from '../../profile/table';
import { rowOrder } from '../table/rowOrder';
import type { History, ProfileViewProps, ProfileViewState, SortColumn, StateChange } from '../types';
import type { OwnModel } from '../own/ownModel';
import { findSymbol, profileFacts, type ProfileFacts } from './facts';
import { sandwiching, useLater } from './later';
import { useSliced } from '../useSliced';
import { useMatchSteps, type MatchSteps } from './useMatchSteps';
import { hasGraph, useSidePane, useWholePane, type Pane } from './usePanes';
import type { SearchResult } from './searching';
import { useSearch } from './useSearch';

/** A symbol's two graphs. */
export interface SandwichPanes {
  readonly symbol: SymbolIndex;
  /** Another symbol's are on their way. */
  readonly isOlder: boolean;
  readonly callers: Pane;
  readonly callees: Pane;
}

/** Everything on screen that follows from profile and state; names that the profile lacks are undefined here. */
export interface ProfileViewModel {
  readonly facts: ProfileFacts;
  readonly highlighted: SymbolIndex | undefined;
  readonly sandwiched: SymbolIndex | undefined;
  readonly search: SearchResult;
  /** What `search` is the result of: it may be behind what is typed. */
  readonly searched: NonNullable<ProfileViewState['search']>;
  /** Another one for each search. */
  readonly searchKey: string;
  readonly order: Int32Array;
  readonly whole: Pane;
  readonly sandwich: SandwichPanes | undefined;
  readonly steps: MatchSteps;
  /** The symbols that stand out in the graphs; undefined: all alike. */
  readonly lit: SymbolSet | undefined;
}

export function useProfileView(
  profile: Profile,
  state: ProfileViewState,
  onStateChange: (change: StateChange, history: History) => void,
  own: OwnModel | undefined,
  { changes, verdicts }: Pick<ProfileViewProps, 'changes' | 'verdicts'>
): ProfileViewModel {
  const { sort, layout } = state;
  const facts = useMemo(() => profileFacts(profile, changes, verdicts), [profile, changes, verdicts]);
  const highlighted = useMemo(() => findSymbol(profile, facts, state.highlight), [profile, facts, state.highlight]);
  const sandwiched = useMemo(() => findSymbol(profile, facts, state.sandwich), [profile, facts, state.sandwich]);
  const { result: search, searched, key: searchKey } = useSearch(profile, facts, state.search);
  const matches = search.kind === 'found' ? search.matches : search.kind === 'running' ? search.earlier : undefined;
  const isOlder = search.kind === 'running' && !search.isSame;
  const sorted = useMemo(
    () =>
      sortSymbols(
        profile,
        facts.changes?.size ?? facts.totals,
        columnOf(sort.column, profile, facts, own),
        sort.direction
      ),
    [profile, facts, own, sort.column, sort.direction]
  );
  const order = useMemo(() => rowOrder(sorted, facts.notLoadedSymbol, matches), [sorted, facts, matches]);
  const whole = useWholePane(profile, state, onStateChange);
  const sandwich = useSandwich(profile, hasGraph(layout) ? sandwiched : undefined, state, onStateChange);
  // What next and previous step through: no table, and no tree from the bottom up, where a frame is in many places.
  const steppable = hasGraph(layout) || (layout === 'tree' && state.tree !== 'bottom-up');
  const panes = useMemo(() => shownPanes(steppable, whole, sandwich), [steppable, whole, sandwich]);
  const steps = useMatchSteps(profile, panes, isOlder ? undefined : matches, searchKey);
  const dimmed = state.dim === 'others' ? own : undefined;
  const lit = useMemo(
    () => litSymbols(profile, highlighted, matches ?? dimmed?.ownSymbols),
    [profile, highlighted, matches, dimmed]
  );
  return { facts, highlighted, sandwiched, search, searched, searchKey, order, whole, sandwich, steps, lit };
}

/** What there is not is sorted as selves are. */
function columnOf(column: SortColumn, { frames }: Profile, { verdicts }: ProfileFacts, own: OwnModel | undefined) {
  switch (column) {
    case 'own':
      return own?.charges.own ?? 'self';
    case 'verdict':
      return verdicts ? Float64Array.from(frames.names, (name) => verdicts.byName.get(name)?.order ?? 0) : 'self';
    default:
      return column;
  }
}

function useSandwich(
  profile: Profile,
  symbol: SymbolIndex | undefined,
  state: ProfileViewState,
  onStateChange: (change: StateChange, history: History) => void
): SandwichPanes | undefined {
  const merges = useLater(sandwiching, symbol !== undefined);
  const make = useMemo(
    () => (symbol === undefined ? undefined : merges && (() => merges.sandwichInSteps(profile, symbol))),
    [merges, profile, symbol]
  );
  const { value, latest } = useSliced(profile, make);
  const isOlder = value === undefined;
  const shown = make && (value ?? latest);
  // What is done in another symbol's graphs is not of this one's.
  const onChange = isOlder ? () => {} : onStateChange;
  const callersPane = useSidePane(shown?.callers, 'callers', state, onChange);
  const calleesPane = useSidePane(shown?.callees, 'callees', state, onChange);
  return useMemo(
    () =>
      shown === undefined || callersPane === undefined || calleesPane === undefined
        ? undefined
        : { symbol: shown.symbol, isOlder, callers: callersPane, callees: calleesPane },
    [shown, isOlder, callersPane, calleesPane]
  );
}

function shownPanes(steppable: boolean, whole: Pane, sandwich: SandwichPanes | undefined): Pane[] {
  if (!steppable) {
    return [];
  }
  return sandwich === undefined ? [whole] : [sandwich.callers, sandwich.callees];
}

/** The highlighted symbol wins over the search: among its hundred matches one click shows where one of them is. */
function litSymbols(profile: Profile, highlighted: SymbolIndex | undefined, matches: SymbolSet | undefined) {
  if (highlighted === undefined) {
    return matches;
  }
  const lit = new Uint8Array(profile.frames.names.length);
  lit[highlighted] = 1;
  return lit;
}
