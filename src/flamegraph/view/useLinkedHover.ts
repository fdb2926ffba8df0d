import { useMemo, useState } from 'react';
import type { Profile, SymbolIndex } from '../../profile/model';
import type { SymbolPlace } from '../../profile/place';
import { createHoverStore } from '../canvas/hover';
import type { HoveredSymbol } from '../types';

type Half = 'table' | 'graph';

/**
 * What is pointed at in one half of the view lights up in the other, as long as both show it.
 * @param areSeveral of several graphs what is pointed at in one lights up in all
 * @returns everything of it stays the same while the pointer moves
 */
export function useLinkedHover(profile: Profile, isLinked: boolean, areSeveral: boolean) {
  const [store] = useState(() => createHoverStore<{ by: Half; place: SymbolPlace }>());
  return useMemo(() => {
    const pointedAtIn = (...halves: Half[]): HoveredSymbol => {
      const get = () => {
        const { by, place } = store.get() ?? {};
        return isLinked && by && halves.includes(by) && place?.tree === profile ? place.symbol : undefined;
      };
      return {
        get,
        subscribe: (listener) => {
          let before = get();
          return store.subscribe(() => {
            const now = get();
            if (now !== before) {
              before = now;
              listener();
            }
          });
        },
      };
    };
    const pointAtIn = (by: Half) => (symbol: SymbolIndex | undefined) => {
      const before = store.get();
      if (before?.by !== by || before.place.tree !== profile || before.place.symbol !== symbol) {
        store.set(symbol === undefined ? undefined : { by, place: { tree: profile, symbol } });
      }
    };
    return {
      inTable: pointedAtIn('graph'),
      inGraph: areSeveral ? pointedAtIn('table', 'graph') : pointedAtIn('table'),
      onTable: pointAtIn('table'),
      onGraph: pointAtIn('graph'),
    };
  }, [store, profile, isLinked, areSeveral]);
}
