import { useEffect, useMemo, useState } from 'react';
import type { Profile } from '../../profile/model';
import type { OwnWord } from '../../profile/own/ownership';
import type { OwnKnowledge } from '../types';
import type { OwnModel, ownModel } from './ownModel';

/** Loaded once a page: what tells whose code it is may come after the first picture. */
let loaded: typeof ownModel | undefined;

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
  const [compute, setCompute] = useState(() => loaded);
  const wanted = knowledge !== undefined && compute === undefined;
  useEffect(() => {
    if (wanted) {
      void import(/* webpackChunkName: "own" */ './ownModel').then((module) => {
        loaded = module.ownModel;
        setCompute(() => loaded);
      });
    }
  }, [wanted]);
  return useMemo(() => knowledge && compute?.(profile, knowledge, said ?? []), [profile, knowledge, said, compute]);
}
