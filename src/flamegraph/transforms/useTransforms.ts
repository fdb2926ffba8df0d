import { useEffect, useMemo, useReducer, useState } from 'react';
import type { Transform } from '../../profile/transforms/transforms';
import type { ProfileViewProps } from '../types';
import { useSame, useStableCallback } from '../view/stable';
import type * as Lazy from './lazy';
import type { Transforms } from './apply';

/** Loaded once a page, by the first link or menu that needs it. */
let loaded: typeof Lazy | undefined;

/** All of the room that the first picture does without: in one piece with whose code it is, which it needs. */
export async function loadTransforms(): Promise<typeof Lazy> {
  loaded = await import(/* webpackChunkName: "own" */ './lazy');
  return loaded;
}

const NONE: readonly Transform[] = [];

/** What the state's transforms make of a profile; undefined until the code for it and its patterns are there. */
export function useTransforms({ profile: source, changes, state, own, onStateChange }: ProfileViewProps) {
  const list = useSame(state.transforms) ?? NONE;
  const said = useSame(state.own);
  const [past, setPast] = useState<ReadonlyArray<readonly Transform[]>>([]);
  const active = list.some(({ off }) => !off);
  const picture = useMemo(() => ({ profile: source, changes }), [source, changes]);
  const ready = usePrepared(active ? list : NONE);
  const shown = useMemo(
    () => (!active ? picture : ready ? loaded!.transformedPicture(source, list, own, said) : undefined),
    [active, ready, picture, source, list, own, said]
  );
  const step = useStableCallback((next: readonly Transform[], before: typeof past) => {
    const from = shown?.profile ?? source;
    void loadTransforms()
      .then(({ stepTo }) => stepTo(source, from, next, own, state))
      .then((change) => {
        setPast(before);
        onStateChange(change, 'push');
      });
  });
  return useMemo(
    (): Transforms | undefined =>
      shown && {
        ...shown,
        source,
        list,
        change: (next) => step(next, [...past, list]),
        undo: past.length === 0 ? undefined : () => step(past.at(-1)!, past.slice(0, -1)),
      },
    [shown, source, list, past, step]
  );
}

/** Loads what transforms need; throws into the nearest boundary what could not be loaded. */
function usePrepared(list: readonly Transform[]): boolean {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const [failure, setFailure] = useState<Error>();
  const ready = list.length === 0 || (loaded?.isPrepared(list) ?? false);
  useEffect(() => {
    let left = false;
    if (!ready) {
      loadTransforms()
        .then(({ prepare }) => prepare(list))
        .then(
          () => left || rerender(),
          (error: Error) => left || setFailure(error)
        );
    }
    return () => {
      left = true;
    };
  }, [ready, list]);
  if (failure !== undefined) {
    throw failure;
  }
  return ready;
}
