import { useEffect, useMemo, useState } from 'react';
import type { Transform } from '../../profile/transforms/transforms';
import type { ProfileViewProps, Transforms } from '../types';
import { useSame, useStableCallback } from '../view/stable';
import type * as Lazy from './lazy';

/** Loaded once a page, by the first link or menu that needs it. */
let loaded: typeof Lazy | undefined;

/** All of the room that the first picture does without: in one piece with whose code it is, which it needs. */
export async function loadTransforms(): Promise<typeof Lazy> {
  loaded = await import(/* webpackChunkName: "own" */ './lazy');
  return loaded;
}

const NONE: readonly Transform[] = [];

/**
 * What the state's transforms make of a profile; false until the code for it and its patterns are there. What could
 * not be loaded is thrown into the nearest boundary.
 */
export function useTransforms({ profile: source, changes, state, own, onStateChange }: ProfileViewProps) {
  const list = useSame(state.transforms) ?? NONE;
  const said = useSame(state.own);
  const [past, setPast] = useState<ReadonlyArray<readonly Transform[]>>([]);
  const [settled, settle] = useState<{ failure?: Error }>({});
  const active = list.some(({ off }) => !off);
  const ready = !active || loaded?.isPrepared(list) === true;
  useEffect(() => {
    if (!ready) {
      loadTransforms()
        .then(({ prepare }) => prepare(list))
        .then(
          () => settle({}),
          (failure: Error) => settle({ failure })
        );
    }
  }, [ready, list]);
  if (settled.failure) {
    throw settled.failure;
  }
  const shown = useMemo(
    () => (active ? ready && loaded!.transformedPicture(source, list, own, said) : { profile: source, changes }),
    [active, ready, source, changes, list, own, said]
  );
  const step = useStableCallback((next: readonly Transform[], before: typeof past) => {
    if (shown) {
      void loadTransforms()
        .then(({ stepTo }) => stepTo(source, shown.profile, next, own, state))
        .then((change) => {
          setPast(before);
          onStateChange(change, 'push');
        });
    }
  });
  return useMemo(
    (): Transforms | false =>
      shown && {
        ...shown,
        source,
        list,
        change: (next) => step(next, [...past, list]),
        undo: past.length > 0 ? () => step(past.at(-1)!, past.slice(0, -1)) : undefined,
      },
    [shown, source, list, past, step]
  );
}
