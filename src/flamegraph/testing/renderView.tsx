import { act, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useReducer } from 'react';
import type { Profile } from '../../profile/model';
import { ProfileView } from '../ProfileView';
import { chips } from '../toolbar/laterChips';
import { loadLater } from '../view/later';
import type { History, ProfileViewProps, ProfileViewState, StateChange } from '../types';

// What a person finds after the first picture; how it is without is tested on its own.
beforeAll(() => loadLater([chips]));

export const INITIAL_STATE: ProfileViewState = {
  sort: { column: 'self', direction: 'desc' },
  layout: 'both',
  collapse: { mode: 'all', toggled: [] },
  colors: 'package',
  align: 'left',
  orientation: 'icicle',
};

type Extra = Partial<
  Pick<
    ProfileViewProps,
    | 'arrange'
    | 'besideValue'
    | 'changes'
    | 'exporting'
    | 'findings'
    | 'formatValue'
    | 'hasLines'
    | 'header'
    | 'onByLabel'
    | 'onOverTime'
    | 'own'
    | 'stale'
    | 'symbolItems'
    | 'verdicts'
    | 'viewItems'
  >
>;

/** Renders the view under a parent that merges changes into the state, as a page does, and records them. */
export function renderView(profile: Profile, initial: Partial<ProfileViewState> = {}, extra: Extra = {}) {
  const changes: Array<{ change: StateChange; history: History }> = [];
  let state: ProfileViewState = { ...INITIAL_STATE, ...initial };
  let merge: (change: StateChange) => void = () => {};
  function Parent({ shown }: { shown: Profile }) {
    const [current, dispatch] = useReducer((s: ProfileViewState, c: StateChange) => ({ ...s, ...c }), state);
    state = current;
    merge = dispatch;
    return (
      <ProfileView
        profile={shown}
        state={current}
        onStateChange={(change, history) => {
          changes.push({ change, history });
          dispatch(change);
        }}
        formatValue={formatSeconds}
        {...extra}
      />
    );
  }
  const user = userEvent.setup({ delay: null });
  const rendered = render(<Parent shown={profile} />);
  return {
    ...rendered,
    user,
    changes,
    state: () => state,
    /** What Back, Forward or a link does. */
    setState: (change: StateChange) => act(() => merge(change)),
    setProfile: (shown: Profile) => rendered.rerender(<Parent shown={shown} />),
  };
}

const formatSeconds = (value: number) => `${value} s`;
