import { useEffect, useMemo, useState } from 'react';
import type { Profile } from '../../profile/model';
import type { OwnWord } from '../../profile/own/ownership';
import type { OwnKnowledge } from '../types';
import type { OwnModel } from './ownModel';

type Room = typeof import('./ownModel');
/** Loaded once a page: what tells whose code it is may come after the first picture. */
let loaded: Room | undefined;

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
  const [room, setRoom] = useState(() => loaded);
  const wanted = knowledge !== undefined && room === undefined;
  useEffect(() => {
    if (wanted) {
      void import(/* webpackChunkName: "own" */ './ownModel').then((module) => setRoom((loaded = module)));
    }
  }, [wanted]);
  return useMemo(() => knowledge && room?.ownModel(profile, knowledge, said ?? []), [profile, knowledge, said, room]);
}
