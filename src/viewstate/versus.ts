import type { Subject } from '../subject/subject';
import type { Versus, ViewState } from './state';

/** Compared with this instead; how both are shown stays. */
export function compareWith(
  state: ViewState,
  { other = {}, shift }: Partial<Pick<Versus, 'other' | 'shift'>>
): ViewState {
  const { width = 'larger', norm } = state.versus ?? {};
  return {
    ...state,
    versus: { other, ...(shift !== undefined && { shift }), width, ...(norm !== undefined && { norm }) },
  };
}

/** Without a comparison. */
export function alone({ versus: _, ...state }: ViewState, subject: Subject = state.subject): ViewState {
  return { ...state, subject };
}
