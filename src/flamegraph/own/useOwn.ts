import { useEffect, useMemo, useState } from 'react';
import { isLarge } from '../../profile/derived';
import type { Profile } from '../../profile/model';
import type { OwnWord } from '../../profile/own/ownership';
import type { OwnKnowledge } from '../types';
import { afterFrame } from '../view/afterFrame';
import { later, useLater } from '../view/later';
import type { OwnModel } from './ownModel';

/** What tells whose code it is comes after the first picture. */
const telling = later(() => afterFrame().then(() => import(/* webpackChunkName: "own" */ './ownModel')));

/**
 * @param knowledge undefined where whose code it is does not matter: nothing is loaded or computed
 * @param said the words of the link, which win
 * @returns undefined also until the code for it is there; of a large profile it is found in slices, and the last one stays meanwhile
 */
export function useOwn(
  profile: Profile,
  knowledge: OwnKnowledge | undefined,
  said: readonly OwnWord[] | undefined
): OwnModel | undefined {
  const code = useLater(telling, knowledge !== undefined);
  const inSlices = isLarge(profile);
  const atOnce = useMemo(
    () => (inSlices ? undefined : knowledge && code?.ownModel(profile, knowledge, said ?? [])),
    [inSlices, profile, knowledge, said, code]
  );
  const [found, setFound] = useState<{ profile: Profile; own: OwnModel }>();
  useEffect(
    () =>
      inSlices && knowledge
        ? code?.findOwn(profile, knowledge, said ?? [], (own) => setFound(() => ({ profile, own: own() })))
        : undefined,
    [inSlices, profile, knowledge, said, code]
  );
  // A large profile is not kept for it.
  useEffect(() => () => setFound(undefined), [profile]);
  return inSlices && found?.profile === profile ? found.own : atOnce;
}
