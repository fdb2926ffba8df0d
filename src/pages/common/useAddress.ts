import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { historyFor, type Change } from '../../viewstate/changes';
import { type Dropped } from '../../subject/paramReader';
import { type Preferences, type ViewState } from '../../viewstate/state';
import { readViewState, writeViewState } from '../../viewstate/url';
import { toRemember, type Personal } from './personal';
import { usePersonal, type PersonalMemory } from './usePersonal';
import { useSettings } from './useSettings';

/** What is shown, and how to show something else. */
export interface Steps {
  state: ViewState;
  /** Goes to another state. Without `how` the history is written as the change deserves. */
  go(next: (state: ViewState) => ViewState | Change, how?: 'push' | 'replace'): void;
}

export interface Address extends Steps {
  /** what of the link, or of the state before the last step, could not be used */
  notes: Dropped[];
  dismissNotes(): void;
  /** what a Profiles tab starts with where its link is silent */
  preferences: Preferences;
}

/** Where the query stands that a state is read from: the browser's address, or what holds a tab on another page. */
export interface QueryPlace {
  search: string;
  goTo(search: string, replace: boolean): void;
}

interface AddressOptions {
  /** whether the person's last range, and not the administrator's, stands in for one that is missing */
  lastRange?: boolean;
}

/** The page's state: it lives in the address and nowhere else. */
export function useAddress(options?: AddressOptions): Address {
  const { search } = useLocation();
  const navigate = useNavigate();
  const goTo = useCallback((to: string, replace: boolean) => navigate({ search: to }, { replace }), [navigate]);
  return useAddressAt({ search, goTo }, options);
}

export function useAddressAt({ search, goTo }: QueryPlace, { lastRange = false }: AddressOptions = {}): Address {
  const { personal, remember } = usePersonal();
  const common = usePreferences(personal);
  const preferences = useMemo(
    () => (lastRange && personal.range ? { ...common, range: personal.range } : common),
    [lastRange, personal.range, common]
  );
  const [stepNotes, setStepNotes] = useState<StepNotes>();
  const [dismissed, setDismissed] = useState<string>();
  const { state, dropped } = useMemo(() => readViewState(search, preferences), [search, preferences]);
  const go = useGo({ search, goTo }, preferences, { onNotes: setStepNotes, remember });
  const notes = [...dropped, ...(stepNotes?.at === search ? stepNotes.notes : [])];
  return {
    state,
    notes: dismissed === search ? [] : notes,
    dismissNotes: () => setDismissed(search),
    go,
    preferences: common,
  };
}

/** What a step left behind, shown as long as the page is where the step led. */
interface StepNotes {
  at: string;
  notes: Dropped[];
}

interface StepEffects {
  onNotes(notes: StepNotes): void;
  remember: PersonalMemory['remember'];
}

function useGo(
  { search, goTo }: QueryPlace,
  preferences: Preferences,
  { onNotes, remember }: StepEffects
): Address['go'] {
  // Two steps in one tick build on each other, although the second one's render has not come yet.
  const latest = useRef(search);
  useLayoutEffect(() => {
    latest.current = search;
  }, [search]);
  return useCallback<Address['go']>(
    (next, how) => {
      const before = readViewState(latest.current, preferences).state;
      const result = next(before);
      const { state: after, dropped: lost } = 'state' in result ? result : { state: result, dropped: [] };
      const history = how ?? historyFor(before, after);
      if (history === 'none') {
        return;
      }
      const { params, cut } = writeViewState(after, latest.current, { preferences });
      const written = `?${params.toString()}`;
      latest.current = written;
      onNotes({ at: written, notes: [...lost, ...cut] });
      const kept = toRemember(before, after);
      if (kept) {
        remember(kept);
      }
      goTo(written, history === 'replace');
    },
    [goTo, preferences, onNotes, remember]
  );
}

function usePreferences({ layout, colors, align, orientation, timeline }: Personal): Preferences {
  const { defaultRange, view } = useSettings();
  return useMemo(
    () => ({ range: { from: `now-${defaultRange}`, to: 'now' }, view, layout, colors, align, orientation, timeline }),
    [defaultRange, view, layout, colors, align, orientation, timeline]
  );
}
