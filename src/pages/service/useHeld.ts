import { useState } from 'react';
import { questionOf } from './useCancel';
import { type ProfilesTab } from './useProfilesTab';

interface Held<T> {
  question: string;
  value: T;
}

/**
 * What stands in the picture's place or above it, held while an automatic refresh is under way: a note that goes and
 * comes back with every tick would make the page jump. What a person asks is answered at once.
 * @param asking something about the value itself is still being asked
 * @returns refreshing: an automatic refresh of what was shown before is under way
 */
export function useHeld<T extends object>(
  tab: ProfilesTab,
  value: T,
  asking: boolean
): { held: T; refreshing: boolean } {
  const { flameGraph, types } = tab.profile;
  const question = questionOf(tab);
  const [last, setLast] = useState<Held<T>>({ question, value });
  const busy = flameGraph.isFetching || types.isFetching || asking;
  if (!busy && (last.question !== question || !sameParts(last.value, value))) {
    setLast({ question, value });
  }
  const refreshing = busy && tab.clock.automatic && last.question === question;
  return { held: refreshing ? last.value : value, refreshing };
}

function sameParts<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as Array<keyof T>).every((part) => Object.is(a[part], b[part]));
}
