import { usePluginUserStorage } from '@grafana/runtime';
import { useCallback, useEffect, useState } from 'react';
import { keep, recall } from './memory';
import { readPersonal, type Personal } from './personal';

const NAME = 'preferences';

type UserStorage = ReturnType<typeof usePluginUserStorage>;

export interface PersonalMemory {
  /**
   * as of the page's start: what is remembered meanwhile is for the next page, since it would change what the links in
   * the browser's history mean
   */
  personal: Personal;
  remember(change: Partial<Personal>): void;
}

/**
 * What the person chose before: from this browser at once, so that nothing waits for it, then from Grafana's user
 * storage, where another browser may have kept something newer.
 */
export function usePersonal(): PersonalMemory {
  const current = useUserStorage();
  const [storage] = useState(current);
  const [personal, setPersonal] = useState(() => readPersonal(recall(NAME)));
  useEffect(() => {
    let left = false;
    void fromStorage(storage).then((kept) => {
      if (!left && kept.savedAt > 0 && kept.savedAt >= readPersonal(recall(NAME)).savedAt) {
        keep(NAME, JSON.stringify(kept));
        setPersonal((now) => (kept.savedAt > now.savedAt ? kept : now));
      }
    });
    return () => {
      left = true;
    };
  }, [storage]);
  const remember = useCallback((change: Partial<Personal>) => void save(storage, change), [storage]);
  return { personal, remember };
}

/** Undefined where the page is no part of a plugin, as in tests, or where Grafana has no such storage. */
export function useUserStorage(): UserStorage | undefined {
  try {
    return usePluginUserStorage();
  } catch {
    return undefined;
  }
}

async function fromStorage(storage: UserStorage | undefined): Promise<Personal> {
  try {
    return readPersonal(await storage?.getItem(NAME));
  } catch {
    return readPersonal(undefined);
  }
}

/**
 * In this browser at once, for a page that is left the next moment; then in the user storage, on top of what another
 * browser may have kept there. Until then the change counts as little newer as can be, or it would hide theirs.
 */
async function save(storage: UserStorage | undefined, change: Partial<Personal>): Promise<void> {
  const before = readPersonal(recall(NAME));
  keep(NAME, JSON.stringify({ ...before, ...change, savedAt: before.savedAt + 1 }));
  const kept = await fromStorage(storage);
  const ours = readPersonal(recall(NAME));
  const newest = kept.savedAt > ours.savedAt ? kept : ours;
  const text = JSON.stringify({ ...newest, ...change, savedAt: Date.now() });
  keep(NAME, text);
  try {
    await storage?.setItem(NAME, text);
  } catch {
    // Where Grafana's storage fails it takes the browser's, which may be full.
  }
}
