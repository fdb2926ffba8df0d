import { useMemo } from 'react';
import { isLarge } from '../../profile/derived';
import type { Profile } from '../../profile/model';
import type { OwnWord } from '../../profile/own/ownership';
import type { OwnKnowledge } from '../types';
import { useSliced } from '../useSliced';
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
  const make = useMemo(
    () => code && knowledge && (() => code.ownModelInSteps(profile, knowledge, said ?? [])),
    [profile, knowledge, said, code]
  );
  const { value, latest } = useSliced(profile, make, isLarge(profile));
  return make && (value ?? latest);
}
