import { useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { findPath, pathOf } from '../../profile/path';
import type { Collapse, CollapseMode, History, ProfileViewState, StateChange } from '../types';
import { collapseOfState, stateOfCollapse } from './collapse';
import { useSame } from './stable';

/** One flame graph on screen: what it shows, and how it tells what a person did to it. */
export interface Pane {
  readonly profile: Profile;
  readonly focus: NodeIndex;
  onFocus(node: NodeIndex): void;
  readonly collapse: Collapse;
  onCollapse(collapse: Collapse): void;
  /** Makes a frame visible, in one change: opens its group, leaves the focus. */
  onShow(opened: Collapse | undefined, leaveFocus: boolean): void;
}

export interface WholePane extends Pane {
  /** The focus path leads to no frame of this profile: the nearest one above is shown. */
  readonly focusMissing: boolean;
}

/** The graph of the whole profile: focus and groups live in the view state, as paths of names. */
export function useWholePane(
  profile: Profile,
  state: ProfileViewState,
  onStateChange: (change: StateChange, history: History) => void
): WholePane {
  const path = useSame(state.focus);
  const collapseState = useSame(state.collapse);
  const found = useMemo(() => findPath(profile, path ?? []), [profile, path]);
  const collapse = useMemo(() => collapseOfState(profile, collapseState), [profile, collapseState]);
  return useMemo(
    () => ({
      profile,
      focus: found.node,
      focusMissing: found.matched < (path?.length ?? 0),
      onFocus: (node) => onStateChange({ focus: node === 0 ? undefined : pathOf(profile, node) }, 'push'),
      collapse,
      onCollapse: (next) => onStateChange({ collapse: stateOfCollapse(profile, next, collapseState) }, 'push'),
      onShow: (opened, leaveFocus) => {
        const change: StateChange = leaveFocus ? { focus: undefined } : {};
        if (opened !== undefined) {
          change.collapse = stateOfCollapse(profile, opened, collapseState);
        }
        if (opened !== undefined || leaveFocus) {
          onStateChange(change, leaveFocus ? 'push' : 'replace');
        }
      },
    }),
    [profile, found, path, collapse, collapseState, onStateChange]
  );
}

interface LocalState {
  readonly of: Profile;
  readonly mode: CollapseMode;
  readonly focus: NodeIndex;
  readonly collapse: Collapse;
}

/**
 * A graph of a sandwich. Its focus and groups are the one thing that stays out of the view state (and so of the link):
 * they are positions in a tree that exists only while the sandwich is open. Another symbol, profile or "all groups"
 * starts afresh.
 */
export function useLocalPane(profile: Profile | undefined, mode: CollapseMode): Pane | undefined {
  const [local, setLocal] = useState<LocalState>();
  return useMemo(() => {
    if (profile === undefined) {
      return undefined;
    }
    const fresh: LocalState = { of: profile, mode, focus: 0, collapse: { mode, toggled: new Set() } };
    const current = (state: LocalState | undefined) => (state?.of === profile && state.mode === mode ? state : fresh);
    const { focus, collapse } = current(local);
    return {
      profile,
      focus,
      onFocus: (node) => setLocal((before) => ({ ...current(before), focus: node })),
      collapse,
      onCollapse: (next) => setLocal((before) => ({ ...current(before), collapse: next })),
      onShow: (opened, leaveFocus) =>
        setLocal((before) => {
          const now = current(before);
          return { ...now, collapse: opened ?? now.collapse, focus: leaveFocus ? 0 : now.focus };
        }),
    };
  }, [profile, mode, local]);
}
