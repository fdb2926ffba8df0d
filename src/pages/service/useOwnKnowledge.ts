import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import * as v from 'valibot';
import type { OwnKnowledge } from '../../flamegraph/types';
import { afterFrame } from '../../flamegraph/view/afterFrame';
import type { OwnWord } from '../../profile/own/ownership';
import { fetchLabelValues } from '../../pyroscope/labels';
import { selectorOf } from '../../subject/subject';
import { ownWordSchema } from '../../viewstate/state';
import { keep, recall } from '../common/memory';
import { useUserStorage } from '../common/usePersonal';
import { type Tab } from './useTab';

/**
 * Whose code the service's packages are, as the person said before and the service's labels tell.
 * @param said the words of the link
 * @param coming another profile, which tells more, may yet take the shown one's place
 * @returns `onSay` is told of the words that the person changes here: those are kept, and no others of a link
 */
export function useOwnKnowledge(
  tab: Tab,
  said: readonly OwnWord[] | undefined,
  coming: boolean
): {
  knowledge: OwnKnowledge;
  onSay(words: readonly OwnWord[]): void;
} {
  const service = tab.asked?.service;
  const { words, remember } = useWords(service);
  const onSay = useKeeping(service, said, words, remember);
  const repository = useRepository(tab);
  const waits = isWaiting(tab.profile.typeId);
  const knowledge = useMemo(() => ({ words, repository, waits, coming }), [words, repository, waits, coming]);
  return { knowledge, onSay };
}

/**
 * Keeps what the link says of the packages that the person spoke of here, through Back and Forward too: a word that was
 * taken back leaves the memory as it was.
 */
function useKeeping(
  service: string | undefined,
  said: readonly OwnWord[] | undefined,
  before: readonly OwnWord[],
  remember: (words: readonly OwnWord[]) => void
) {
  const kept = useRef<{ service?: string; words: Map<string, OwnWord['word'] | undefined> }>({ words: new Map() });
  useEffect(() => {
    const { words } = kept.current;
    const wordOf = (all: readonly OwnWord[], name: string) => all.find((each) => each.package === name)?.word;
    const changed: OwnWord[] = [];
    for (const [name, last] of kept.current.service === service ? words : []) {
      const word = wordOf(said ?? [], name) ?? wordOf(before, name) ?? 'default';
      if (word !== last) {
        words.set(name, word);
        changed.push({ package: name, word });
      }
    }
    if (changed.length > 0) {
      remember(changed);
    }
  }, [service, said, before, remember]);
  return useCallback(
    (changed: readonly OwnWord[]) => {
      if (kept.current.service !== service) {
        kept.current = { service, words: new Map() };
      }
      const { words } = kept.current;
      changed.forEach(({ package: name }) => words.set(name, words.get(name)));
    },
    [service]
  );
}

/** What this browser keeps of a service: a link for others says it. */
export function keptWords(service: string | undefined): OwnWord[] {
  return (service !== undefined && readWords(recall(keyOf(service)))) || [];
}

const wordsSchema = v.array(v.object({ package: v.pipe(v.string(), v.nonEmpty()), word: ownWordSchema }));

const keyOf = (service: string) => `own.${service}`;

/** What was kept, by whatever version: an empty list where all was taken back; undefined where it cannot be read, or never was kept. */
function readWords(text: string | null | undefined): OwnWord[] | undefined {
  try {
    return v.parse(wordsSchema, JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

/**
 * The words of a service: from this browser at once, after the picture from Grafana's user storage, where another may have
 * kept more.
 */
function useWords(service: string | undefined) {
  const current = useUserStorage();
  const [storage] = useState(current);
  const [kept, setKept] = useState<{ service?: string; words: OwnWord[] }>({ words: [] });
  const ofService = useMemo(() => {
    if (service === undefined) {
      return [];
    }
    return kept.service === service ? kept.words : keptWords(service);
  }, [service, kept]);
  const spoken = useRef<OwnWord[]>([]);
  const saving = useRef<Promise<void>>();
  useEffect(() => {
    let left = false;
    spoken.current = [];
    if (service !== undefined) {
      void afterFrame()
        .then(() => (left ? undefined : fetchWords(storage, service)))
        .then((words) => {
          // What is said here in the meantime is there already, and was not on the visit before.
          if (!left && spoken.current.length === 0 && words) {
            keep(keyOf(service), JSON.stringify(words));
            setKept({ service, words });
          }
        });
    }
    return () => {
      left = true;
    };
  }, [storage, service]);
  const remember = useCallback(
    (said: readonly OwnWord[]) => {
      if (service !== undefined) {
        const all = spoken.current;
        all.push(...said);
        keep(keyOf(service), withSaid(keptWords(service), all));
        // One after the other: what was said first may not be written last.
        saving.current = Promise.resolve(saving.current).then(() => saveWords(storage, service, all));
      }
    },
    [storage, service]
  );
  return { words: ofService, remember };
}

type Storage = ReturnType<typeof useUserStorage>;

async function fetchWords(storage: Storage, service: string): Promise<OwnWord[] | undefined> {
  try {
    return readWords(await storage?.getItem(keyOf(service)));
  } catch {
    return undefined;
  }
}

/** What was kept and what is said now, of which the later counts; `default` keeps none. */
const withSaid = (before: readonly OwnWord[], said: readonly OwnWord[]) =>
  JSON.stringify(
    [...new Map([...before, ...said].map((word) => [word.package, word])).values()].filter(
      ({ word }) => word !== 'default'
    )
  );

/** All that was said on this visit, even while the answer was under way, on top of what another browser may have kept or taken back. */
async function saveWords(storage: Storage, service: string, said: readonly OwnWord[]): Promise<void> {
  const before = await fetchWords(storage, service);
  const words = withSaid(before ?? keptWords(service), said);
  keep(keyOf(service), words);
  try {
    await storage?.setItem(keyOf(service), words);
  } catch {
    // Where Grafana's storage fails it takes the browser's, which may be full.
  }
}

/** The label that Pyroscope's SDKs have for the repository of a service's code; asked for after the picture. */
const REPOSITORY = 'service_repository';

function useRepository({ asked, chosen, shown, profile }: Tab): string | undefined {
  const { dataSource } = chosen;
  const selector = asked && selectorOf({ ...asked, filters: [] });
  const { data } = useQuery({
    // Without the range: it moves with every refresh, the repository does not.
    queryKey: ['service-repository', dataSource?.uid, selector],
    queryFn: ({ signal }) => fetchLabelValues(dataSource!, REPOSITORY, selector!, shown!, signal),
    enabled: [dataSource, selector, shown].every((part) => part !== undefined) && profile.settled,
    staleTime: Infinity,
    retry: false,
  });
  // Of several (a service that moved) none can be told to be right.
  return data?.length === 1 ? data[0] : undefined;
}

/** Profiles in which a stack is there because it waits. */
export function isWaiting(typeId: string | undefined): boolean {
  const [name, sampleType] = typeId?.split(':') ?? [];
  return ['wall', 'block', 'goroutine', 'goroutines'].includes(name) || sampleType === 'wall';
}
