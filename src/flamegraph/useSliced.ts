import { useEffect, useMemo, useState } from 'react';
import { isVeryLarge } from '../profile/derived';
import type { CallTree } from '../profile/model';
import { drained, takenInSlices } from '../profile/steps';

type Make<T> = () => Generator<void, T>;

/**
 * What goes over all of a tree's nodes: at once, but of a large one in slices, so that the page can be left meanwhile. What fails is
 * thrown.
 * @param make stable as long as it makes the same; undefined where nothing is wanted
 * @param inSlices what nobody waits for is done in slices already where the tree `isLarge`
 * @returns value: undefined while it is on its way; latest: what was made of the same large tree before
 */
export function useSliced<T>(
  tree: Pick<CallTree, 'length' | 'origin'>,
  make: Make<T> | undefined,
  inSlices = isVeryLarge(tree)
): { value: T | undefined; latest: T | undefined } {
  const atOnce = useMemo(() => (make && !inSlices ? drained(make()) : undefined), [make, inSlices]);
  const [done, setDone] = useState<{ tree?: typeof tree; make?: Make<T>; value?: T; failure?: Error }>({});
  useEffect(() => {
    if (make === undefined || !inSlices) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    takenInSlices(make(), signal).then(
      (value) => setDone({ tree, make, value }),
      (failure: Error) => signal.aborted || setDone({ failure })
    );
    return () => controller.abort();
  }, [tree, make, inSlices]);
  // A large profile is not kept for what was made of it.
  useEffect(() => () => setDone((before) => (before.make ? {} : before)), [tree]);
  if (done.failure) {
    throw done.failure;
  }
  const made = done.make === make ? done.value : undefined;
  return { value: inSlices ? made : atOnce, latest: done.tree === tree ? done.value : undefined };
}
