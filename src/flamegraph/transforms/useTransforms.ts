import { useEffect, useMemo, useRef, useState } from 'react';
import { isLarge } from '../../profile/derived';
import type { Transform } from '../../profile/transforms/transforms';
import type { ProfileViewProps, Transforms } from '../types';
import { useSliced } from '../useSliced';
import { later } from '../view/later';
import { useSame, useStableCallback } from '../view/stable';

/** All of the room that the first picture does without: in one piece with whose code it is, which it needs. */
export const transforming = later(() => import(/* webpackChunkName: "own" */ './lazy'));

const NONE: readonly Transform[] = [];

/**
 * What the state's transforms make of a profile; false until the code for it and its patterns are there. Of a large profile it is made in
 * slices: what was shown before stays, and is older. What could not be loaded is thrown into the nearest boundary.
 */
export function useTransforms({ profile: source, about, changes, state, own, onStateChange }: ProfileViewProps) {
  const list = useSame(state.transforms) ?? NONE;
  const said = useSame(state.own);
  /** Each list that was made here and the ones before it, as JSON. */
  const [made, setMade] = useState<readonly string[]>([]);
  const [madeOf, setMadeOf] = useState(about);
  if (madeOf !== about) {
    setMadeOf(about);
    setMade([]);
  }
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
  const make = useMemo(
    () => (active && ready ? () => transforming.loaded!.pictureInSteps(source, list, own, said) : undefined),
    [active, ready, source, list, own, said]
  );
  const { value, latest } = useSliced(source, make, isLarge(source));
  const untouched = useMemo(() => ({ profile: source, changes }), [source, changes]);
  const shown = active ? ready && (value ?? latest ?? untouched) : untouched;
  const [stepping, setStepping] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), [source]);
  const step = useStableCallback((next: readonly Transform[], then: typeof made) => {
    if (shown) {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      // Of a small one it is there before anything is painted.
      setStepping(isLarge(source));
      void transforming
        .load()
        .then(({ stepTo }) => stepTo(source, shown.profile, next, own, state, signal))
        .then(
          (change) => {
            setStepping(false);
            setMade(then);
            onStateChange(change, 'push');
          },
          (failure: Error) => signal.aborted || settle({ failure })
        );
    }
  });
  const isOlder = (active && value === undefined) || stepping;
  return useMemo((): Transforms | false => {
    const now = JSON.stringify(list);
    // Back and Forward lead to one of them as well.
    const past = made.slice(0, Math.max(0, made.lastIndexOf(now)));
    return (
      shown && {
        ...shown,
        source,
        list,
        isOlder,
        change: (next) => step(next, [...past, now, JSON.stringify(next)]),
        // What came with the link can be taken back too, the last one first.
        undo:
          past.length + list.length > 0
            ? () => step(past.length > 0 ? JSON.parse(past.at(-1)!) : list.slice(0, -1), past)
            : undefined,
      }
    );
  }, [shown, source, list, isOlder, made, step]);
}
