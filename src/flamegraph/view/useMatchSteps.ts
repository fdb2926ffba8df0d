import { useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import type { SymbolSet } from '../../profile/search';
import { spokenName } from '../canvas/labels';
import { revealInGroup } from './collapse';
import { matchPlaces, positionOf, stepFrom, type MatchPlace } from './matchSteps';
import { useStableCallback } from './stable';
import type { Pane } from './usePanes';

export interface MatchSteps {
  /** How many frames can be stepped through. */
  readonly total: number;
  /** The one stepped to last, counted from 1. */
  readonly current?: { readonly position: number; readonly name: string };
  step(direction: 1 | -1): void;
  /** What a pane must scroll to. */
  reveal(pane: Pane): { node: NodeIndex } | undefined;
}

interface Visited extends MatchPlace {
  readonly matches: SymbolSet;
  readonly profile: Profile;
  /** One object a step: the graph scrolls to each new one. */
  readonly reveal: { node: NodeIndex };
}

/** Next and previous through the matching frames of the graphs shown, in their order. */
export function useMatchSteps(panes: readonly Pane[], matches: SymbolSet | undefined): MatchSteps {
  const [visited, setVisited] = useState<Visited>();
  const places = useMemo(() => matchPlaces(panes, matches), [panes, matches]);
  const valid =
    visited !== undefined && visited.matches === matches && panes[visited.pane]?.profile === visited.profile;
  const at = valid ? visited : undefined;
  const step = useStableCallback((direction: 1 | -1) => {
    const place = stepFrom(places, at, direction);
    if (place === undefined || matches === undefined) {
      return;
    }
    const pane = panes[place.pane];
    showNode(pane, place.node);
    setVisited({ ...place, matches, profile: pane.profile, reveal: { node: place.node } });
  });
  return useMemo(
    () => ({
      total: places.reduce((sum, nodes) => sum + nodes.length, 0),
      current: at && {
        position: positionOf(places, at) + 1,
        name: spokenName(at.profile, at.node),
      },
      step,
      reveal: (pane) => (at !== undefined && panes[at.pane] === pane ? at.reveal : undefined),
    }),
    [panes, places, at, step]
  );
}

/** Opens the group that hides the node and leaves a focus that it is not below. */
function showNode(pane: Pane, node: NodeIndex): void {
  const opened = revealInGroup(pane.profile, pane.collapse, node);
  pane.onShow(opened, node < pane.focus || node >= pane.profile.end[pane.focus]);
}
