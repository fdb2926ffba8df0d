import { useEffect, useMemo, useState } from 'react';
import type { Transform } from '../../profile/transforms/transforms';
import type { ProfileViewProps, Transforms } from '../types';
import { later } from '../view/later';
import { useSame, useStableCallback } from '../view/stable';

/** All of the room that the first picture does without: in one piece with whose code it is, which it needs. */
export const transforming = later(() => import(/* webpackChunkName: "own" */ './lazy'));

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
  const ready = !active || transforming.loaded?.isPrepared(list) === true;
  useEffect(() => {
    if (!ready) {
      transforming
        .load()
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
    () =>
      active ? ready && transforming.loaded!.transformedPicture(source, list, own, said) : { profile: source, changes },
    [active, ready, source, changes, list, own, said]
  );
  const step = useStableCallback((next: readonly Transform[], before: typeof past) => {
    if (shown) {
      void transforming
        .load()
        .then(({ stepTo }) => stepTo(source, shown.profile, next, own, state))
        .then(
          (change) => {
            setPast(before);
            onStateChange(change, 'push');
          },
          (failure: Error) => settle({ failure })
        );
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
