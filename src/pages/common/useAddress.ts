import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
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
  /** A link to another state of this page, for anchors. */
  linkTo(state: ViewState): string;
  /** what a Profiles tab starts with where its link is silent */
  preferences: Preferences;
}

/**
 * The page's state: it lives in the address and nowhere else.
 * @param lastRange whether the person's last range, and not the administrator's, stands in for one that is missing
 */
export function useAddress({ lastRange = false }: { lastRange?: boolean } = {}): Address {
  const { search, pathname } = useLocation();
  const { personal, remember } = usePersonal();
  const common = usePreferences(personal);
  const preferences = useMemo(
    () => (lastRange && personal.range ? { ...common, range: personal.range } : common),
    [lastRange, personal.range, common]
  );
  const [stepNotes, setStepNotes] = useState<StepNotes>();
  const [dismissed, setDismissed] = useState<string>();
  const { state, dropped } = useMemo(() => readViewState(search, preferences), [search, preferences]);
  const go = useGo(search, preferences, { onNotes: setStepNotes, remember });
  const linkTo = useCallback(
    (to: ViewState) => `${pathname}?${writeViewState(to, search, { preferences }).params.toString()}`,
    [pathname, search, preferences]
  );
  const notes = [...dropped, ...(stepNotes?.at === search ? stepNotes.notes : [])];
  return {
    state,
    notes: dismissed === search ? [] : notes,
    dismissNotes: () => setDismissed(search),
    go,
    linkTo,
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

function useGo(search: string, preferences: Preferences, { onNotes, remember }: StepEffects): Address['go'] {
  const navigate = useNavigate();
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
      navigate({ search: written }, { replace: history === 'replace' });
    },
    [navigate, preferences, onNotes, remember]
  );
}

function usePreferences({ layout, colors, align, timeline }: Personal): Preferences {
  const { defaultRange, view } = useSettings();
  return useMemo(
    () => ({ range: { from: `now-${defaultRange}`, to: 'now' }, view, layout, colors, align, timeline }),
    [defaultRange, view, layout, colors, align, timeline]
  );
}
