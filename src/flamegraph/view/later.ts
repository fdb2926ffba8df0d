import { useEffect, useState } from 'react';
import { afterFrame } from './afterFrame';

/** Code that a picture does without until someone needs it. */
interface Later<T> {
  /** undefined until it is there */
  loaded?: T;
  load(): Promise<T>;
}

/** @param fetch imports it; what was loaded once is there at once, for all views of the page */
export function later<T>(fetch: () => Promise<T>): Later<T> {
  const part: Later<T> = { load: async () => (part.loaded = await fetch()) };
  return part;
}

export const searching = later(() => import(/* webpackChunkName: "later" */ './searching'));
export const sandwiching = later(() => import(/* webpackChunkName: "later" */ './sandwiching'));
const copying = later(() => import(/* webpackChunkName: "later" */ './copyName'));

/** At once where its code is there: browsers copy only for a click of just now. */
export const copyName = async (name: string): Promise<string> =>
  (copying.loaded ?? (await copying.load())).copyName(name);

/** Loads what the next click may need; without a connection the click asks again. */
export async function loadLater(more: ReadonlyArray<Later<unknown>> = []): Promise<void> {
  await Promise.all([searching, sandwiching, copying, ...more].map((part: Later<unknown>) => part.load()));
}

/** Once the first picture is drawn, its next steps are made ready. */
export function useLoadLater(more: ReadonlyArray<Later<unknown>>): void {
  useEffect(() => {
    let left = false;
    void afterFrame().then(() => (left ? undefined : loadLater(more).catch(() => {})));
    return () => {
      left = true;
    };
  }, [more]);
}

/**
 * The code once it is there, undefined while it is on its way or not wanted.
 * @throws what cannot be loaded, unless the rest does without
 */
export function useLater<T>(part: Later<T>, wanted: boolean, { isNeeded = true } = {}): T | undefined {
  const [, setSettled] = useState<T>();
  const [failure, setFailure] = useState<Error>();
  const loaded = wanted ? part.loaded : undefined;
  const isMissing = wanted && loaded === undefined;
  useEffect(() => {
    // It may have come since: then it is only rendered.
    if (isMissing) {
      part.load().then(setSettled, setFailure);
    }
  }, [part, isMissing]);
  if (failure && isNeeded) {
    throw failure;
  }
  return loaded;
}
