import type { CollapseMode, ProfileViewState, SandwichSide, StateChange } from '../types';

/** What of the view state is one graph's; a change that names no focus leaves it. */
export type PaneState = Pick<ProfileViewState, 'focus' | 'x' | 'collapse'>;
export type PaneChange = Partial<PaneState>;

/** The graphs of a sandwich. */
export type Side = 'callers' | 'callees';

/** What a change of one graph of the sandwich is to the whole state: "all groups" concerns every graph. */
export function sandwichChange(state: ProfileViewState, side: Side, { collapse, ...rest }: PaneChange): StateChange {
  const all = collapse === undefined || collapse.mode === state.collapse.mode ? {} : allGroups(state, collapse.mode);
  const focus = 'focus' in rest ? rest.focus : state[side]?.focus;
  return { ...all, [side]: sideOf(focus, collapse?.toggled ?? state[side]?.toggled ?? []) };
}

/** Collapses or expands the groups of the whole graph and of the sandwich's. */
export function allGroups(state: ProfileViewState, mode: CollapseMode): StateChange {
  return {
    collapse: { mode, toggled: [] },
    ...(state.callers && { callers: sideOf(state.callers.focus, []) }),
    ...(state.callees && { callees: sideOf(state.callees.focus, []) }),
  };
}

/** Another sandwich, or none: paths below the old symbol mean nothing in it; nor does a part of another focus' width. */
export function withFreshPlaces(change: StateChange): StateChange {
  return {
    ...('sandwich' in change && { callers: undefined, callees: undefined }),
    ...('focus' in change && { x: undefined }),
    ...change,
  };
}

/** Undefined where there is nothing to say. */
function sideOf(focus: string[] | undefined, toggled: string[][]): SandwichSide | undefined {
  return focus === undefined && toggled.length === 0 ? undefined : { ...(focus && { focus }), toggled };
}
