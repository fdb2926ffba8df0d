import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { findPath, pathOf } from '../../profile/path';
import type { Collapse, CollapseMode, History, Part, ProfileViewState, StateChange } from '../types';
import { collapseOfState, stateOfCollapse } from './collapse';
import { type PaneChange, type PaneState, sandwichChange, type Side } from './sandwichState';
import { useSame, useStableCallback } from './stable';

/** Below this width (CSS pixels) table and graph side by side would both be too narrow to read. */
export const NARROW = 700;
/** Two panes one above the other, each with a few rows at least, are as high as this (CSS pixels). */
export const STACKED_HEIGHT = 560;

/** Is the element too narrow for two panes side by side? Unmeasurable elements (width 0) count as wide. */
export function useNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) {
      return;
    }
    const measure = () => setNarrow(measured.clientWidth > 0 && measured.clientWidth < NARROW);
    measure();
    if (typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return narrow;
}

/** Does a layout show the flame graph? */
export const hasGraph = (layout: ProfileViewState['layout']): boolean => layout === 'both' || layout === 'graph';

/** One flame graph on screen: what it shows, and how it tells what a person did to it. */
export interface Pane {
  readonly profile: Profile;
  readonly focus: NodeIndex;
  /** The focus path leads to no frame of this profile: the nearest one above is shown. */
  readonly focusMissing: boolean;
  /** A frame on the way to the focus had another name in the link. */
  readonly renamed: NodeIndex | undefined;
  onFocus(node: NodeIndex): void;
  /** Of the focus' width; of a sandwich's graphs it is not in the state. */
  readonly part: Part | undefined;
  onPart(part: Part | undefined): void;
  readonly collapse: Collapse;
  onCollapse(collapse: Collapse): void;
  onCollapseAll(mode: CollapseMode): void;
  /** Makes a frame visible, in one change: opens its group, leaves the focus. */
  onShow(opened: Collapse | undefined, leaveFocus: boolean): void;
}

type OnPaneChange = (change: PaneChange, history: History) => void;
type OnStateChange = (change: StateChange, history: History) => void;

/** The graph of the whole profile. */
export function useWholePane(profile: Profile, state: ProfileViewState, onStateChange: OnStateChange): Pane {
  return usePane(profile, state, onStateChange)!;
}

/** A graph of the sandwich; undefined while there is none. */
export function useSidePane(
  profile: Profile | undefined,
  side: Side,
  state: ProfileViewState,
  onStateChange: OnStateChange
): Pane | undefined {
  const onChange = useStableCallback((change: PaneChange, history: History) =>
    onStateChange(sandwichChange(state, side, change), history)
  );
  const { focus, toggled = [] } = state[side] ?? {};
  return usePane(profile, { focus, collapse: { mode: state.collapse.mode, toggled } }, onChange);
}

/** Focus and groups live in the view state as paths of names; the graph knows nodes. */
function usePane(profile: Profile | undefined, state: PaneState, onChange: OnPaneChange): Pane | undefined {
  const path = useSame(state.focus);
  const collapseState = useSame(state.collapse);
  const part = useSame(state.x);
  const found = useMemo(() => profile && findPath(profile, path ?? []), [profile, path]);
  const collapse = useMemo(() => profile && collapseOfState(profile, collapseState), [profile, collapseState]);
  return useMemo(() => {
    if (profile === undefined || found === undefined || collapse === undefined) {
      return undefined;
    }
    return {
      profile,
      focus: found.node,
      focusMissing: found.matched < (path?.length ?? 0),
      renamed: found.renamed === undefined ? undefined : ancestorAt(profile, found.node, found.renamed + 1),
      onFocus: (node) => {
        const to = pathOf(profile, node);
        // What the server cut has no path of its own beside a function of its name.
        if (findPath(profile, to).node === node) {
          onChange({ focus: node === 0 ? undefined : to }, 'push');
        }
      },
      part,
      onPart: (x) => onChange({ x }, 'push'),
      collapse,
      onCollapseAll: (mode) => onChange({ collapse: { mode, toggled: [] } }, 'push'),
      onCollapse: (next) => onChange({ collapse: stateOfCollapse(profile, next, collapseState) }, 'push'),
      onShow: (opened, leaveFocus) => {
        const change: PaneChange = leaveFocus ? { focus: undefined } : {};
        if (opened !== undefined) {
          change.collapse = stateOfCollapse(profile, opened, collapseState);
        }
        if (opened !== undefined || leaveFocus) {
          onChange(change, leaveFocus ? 'push' : 'replace');
        }
      },
    };
  }, [profile, found, path, part, collapse, collapseState, onChange]);
}

/** The node of a level on the way down to a node. */
function ancestorAt({ parent, level }: Profile, node: NodeIndex, wanted: number): NodeIndex {
  let at = node;
  while (level[at] > wanted) {
    at = parent[at];
  }
  return at;
}
