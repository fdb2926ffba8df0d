import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Profile } from '../../profile/model';
import type { ProfileViewState } from '../types';
import { useSliced } from '../useSliced';
import type { ProfileFacts } from './facts';
import { searching, useLater } from './later';
import type { SearchResult } from './searching';
import { toolbarTexts } from './texts';

/**
 * The symbols that the search of the view state matches. A literal search is done before the picture is; a regular
 * expression, and any search of a large profile, runs in time slices, and a newer one aborts it.
 * @returns searched: what for; key: another one for each search
 */
export function useSearch(
  profile: Profile,
  facts: ProfileFacts,
  search: ProfileViewState['search']
): { result: SearchResult; searched: NonNullable<ProfileViewState['search']>; key: string } {
  // Deferred: the field shows each key at once, whatever the table and the graph cost. Without a search nothing is looked
  // for, and one frame with everything costs less than two, of which the first shows the old rows once more.
  const wanted = search?.text ?? '';
  const deferred = useDeferredValue(wanted);
  const text = wanted === '' ? '' : deferred;
  const regex = useDeferredValue(search?.regex ?? false);
  const engine = useLater(searching, text !== '');
  const make = useMemo(
    () => (regex || text === '' ? undefined : engine && (() => engine.literalInSteps(profile, facts, text))),
    [profile, facts, regex, text, engine]
  );
  const { value, latest } = useSliced(profile, make);
  const literal = useMemo(
    () => (text === '' ? NONE : (value ?? { ...RUNNING, earlier: latest?.matches })),
    [text, value, latest]
  );
  const pattern = useRegexSearch(engine, profile, facts, regex ? text : '');
  return { result: regex ? pattern : literal, searched: { text, regex }, key: `${regex} ${text}` };
}

const NONE: SearchResult = { kind: 'none' };
const RUNNING = { kind: 'running', isSame: false } as const;

function useRegexSearch(
  engine: typeof searching.loaded,
  profile: Profile,
  facts: ProfileFacts,
  pattern: string
): SearchResult {
  const [done, setDone] = useState<{ profile: Profile; pattern: string; result: SearchResult }>();
  useEffect(() => {
    if (pattern === '' || !engine) {
      return;
    }
    const controller = new AbortController();
    engine.searchByRegex(profile, facts, pattern, controller.signal).then((result) => {
      if (!controller.signal.aborted) {
        setDone({ profile, pattern, result });
      }
    });
    return () => controller.abort();
  }, [engine, profile, facts, pattern]);
  return useMemo(() => {
    if (pattern === '') {
      return NONE;
    }
    if (done?.profile === profile && done.pattern === pattern) {
      return done.result;
    }
    return engine && done?.result.kind === 'found'
      ? {
          kind: 'running',
          earlier: engine.carriedSet(done.result.matches, done.profile, profile),
          isSame: done.pattern === pattern,
        }
      : RUNNING;
  }, [engine, done, profile, pattern]);
}

/** What stands beside the search field: "12 symbols, 34 %", or why there is no such number. */
export function searchNote(result: SearchResult, facts: ProfileFacts): string {
  switch (result.kind) {
    case 'none':
      return '';
    case 'running':
      return toolbarTexts.running();
    default:
      // What has looked is there.
      return searching.loaded!.noteOf(result, facts);
  }
}
