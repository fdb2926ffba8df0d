import type { ProfileViewState, StateChange } from '../types';

/** What Escape takes back, one a press: the sandwich, then the focus, then the highlight. */
export function escapeStep(state: ProfileViewState): StateChange | undefined {
  if (state.sandwich !== undefined) {
    return { sandwich: undefined };
  }
  if (state.focus !== undefined && state.focus.length > 0) {
    return { focus: undefined };
  }
  return state.highlight === undefined ? undefined : { highlight: undefined };
}
