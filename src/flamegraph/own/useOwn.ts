import { useMemo } from 'react';
import type { Profile } from '../../profile/model';
import type { OwnWord } from '../../profile/own/ownership';
import type { OwnKnowledge } from '../types';
import { later, useLater } from '../view/later';
import type { OwnModel } from './ownModel';

/** What tells whose code it is may come after the first picture. */
const telling = later(() => import(/* webpackChunkName: "own" */ './ownModel'));

/**
 * @param knowledge undefined where whose code it is does not matter: nothing is loaded or computed
 * @param said the words of the link, which win
 * @returns undefined also until the code for it is there
 */
export function useOwn(
  profile: Profile,
  knowledge: OwnKnowledge | undefined,
  said: readonly OwnWord[] | undefined
): OwnModel | undefined {
  const code = useLater(telling, knowledge !== undefined);
  return useMemo(() => knowledge && code?.ownModel(profile, knowledge, said ?? []), [profile, knowledge, said, code]);
}
