import { useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { carryNode, type NodePlace } from '../../profile/place';
import type { SymbolSet } from '../../profile/search';
import { spokenName } from '../canvas/labels';
import { useSliced } from '../useSliced';
import { revealInGroup } from './collapse';
import { searching } from './later';
import { useStableCallback } from './stable';
import type { Pane } from './usePanes';

export interface MatchSteps {
  /** How many frames can be stepped through. */
  readonly total: number;
  /** The one stepped to last, counted from 1. */
  readonly current?: { readonly position: number; readonly name: string };
  step(direction: 1 | -1): void;
  /** What a pane must scroll to. */
  reveal(pane: Pane): NodePlace | undefined;
}

interface Visited {
  readonly searchKey: string;
  readonly pane: number;
  /** One object a step: the graph scrolls to each new one. */
  readonly place: NodePlace;
}

/** Next and previous through the matching frames of the graphs shown, in their order. */
export function useMatchSteps(
  profile: Profile,
  panes: readonly Pane[],
  matches: SymbolSet | undefined,
  searchKey: string
): MatchSteps {
  const [visited, setVisited] = useState<Visited>();
  // What has found something is there.
  const { loaded } = searching;
  const [first, second] = panes.map(({ profile }) => profile);
  const make = useMemo(
    () => matches && first && loaded && (() => loaded.matchesInSteps(second ? [first, second] : [first], matches)),
    [first, second, matches, loaded]
  );
  const { value: all } = useSliced(profile, make);
  const places = useMemo(() => (all && loaded?.matchPlaces(panes, all)) ?? [], [panes, all, loaded]);
  const at = useMemo(() => {
    const pane = visited?.searchKey === searchKey ? panes[visited.pane] : undefined;
    const node = pane && visited && carryNode(visited.place, pane.profile);
    return node === undefined || !visited ? undefined : { pane: visited.pane, node };
  }, [visited, panes, searchKey]);
  const step = useStableCallback((direction: 1 | -1) => {
    const next = loaded?.stepFrom(places, at, direction);
    if (next !== undefined) {
      const pane = panes[next.pane];
      showNode(pane, next.node);
      setVisited({ searchKey, pane: next.pane, place: { tree: pane.profile, node: next.node } });
    }
  });
  return useMemo(
    () => ({
      total: places.reduce((sum, nodes) => sum + nodes.length, 0),
      // A zoom may have left it out of what is stepped through.
      current:
        at && loaded?.isPlace(places, at)
          ? { position: loaded.positionOf(places, at) + 1, name: spokenName(panes[at.pane].profile, at.node) }
          : undefined,
      step,
      reveal: (pane) => (at !== undefined && panes[at.pane] === pane ? visited?.place : undefined),
    }),
    [panes, places, at, visited, step, loaded]
  );
}

/** Opens the group that hides the node and leaves a focus that it is not below. */
function showNode(pane: Pane, node: NodeIndex): void {
  const opened = revealInGroup(pane.profile, pane.collapse, node);
  pane.onShow(opened, node < pane.focus || node >= pane.profile.end[pane.focus]);
}
