import { useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { firstAtLeast } from '../../profile/order';
import { matchNodes, type SymbolSet } from '../../profile/search';
import { carryNode, type NodePlace } from '../../profile/place';
import { spokenName } from '../canvas/labels';
import { revealInGroup } from './collapse';
import { useStableCallback } from './stable';
import type { Pane } from './usePanes';

/** One matching node: of which pane, and which of its nodes. */
export interface MatchPlace {
  readonly pane: number;
  readonly node: NodeIndex;
}

interface ShownProfile {
  readonly profile: Profile;
  readonly focus: NodeIndex;
}

/**
 * The matching nodes by pane, each ascending: the order one reads the graphs in. While frames are focused only what is
 * below them counts, unless nothing there matches.
 */
export function matchPlaces(panes: readonly ShownProfile[], matches: SymbolSet | undefined): Int32Array[] {
  if (matches === undefined) {
    return panes.map(() => new Int32Array(0));
  }
  const all = panes.map(({ profile }) => matchNodes(profile, matches));
  const shown = all.map((nodes, i) => {
    const { profile, focus } = panes[i];
    return focus === 0 ? nodes : nodes.subarray(firstAtLeast(nodes, focus), firstAtLeast(nodes, profile.end[focus]));
  });
  return shown.some((nodes) => nodes.length > 0) ? shown : all;
}

/** The place after (1) or before (-1) another, going around at the ends; from nowhere the first or the last. */
export function stepFrom(
  places: readonly Int32Array[],
  from: MatchPlace | undefined,
  step: 1 | -1
): MatchPlace | undefined {
  const total = places.reduce((sum, nodes) => sum + nodes.length, 0);
  if (total === 0) {
    return undefined;
  }
  // From between two of them: the next one is the first after it.
  const before = from !== undefined && !isPlace(places, from) && step === 1 ? 1 : 0;
  const start = from === undefined ? (step === 1 ? -1 : 0) : positionOf(places, from) - before;
  let index = (start + step + total) % total;
  for (let pane = 0; ; pane++) {
    if (index < places[pane].length) {
      return { pane, node: places[pane][index] };
    }
    index -= places[pane].length;
  }
}

/** How many places come before one. */
export function positionOf(places: readonly Int32Array[], { pane, node }: MatchPlace): number {
  let position = firstAtLeast(places[pane] ?? new Int32Array(0), node);
  for (let i = 0; i < pane; i++) {
    position += places[i].length;
  }
  return position;
}

/** Is it one of them? */
function isPlace(places: readonly Int32Array[], { pane, node }: MatchPlace): boolean {
  const nodes = places[pane] ?? new Int32Array(0);
  return nodes[firstAtLeast(nodes, node)] === node;
}

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
export function useMatchSteps(panes: readonly Pane[], matches: SymbolSet | undefined, searchKey: string): MatchSteps {
  const [visited, setVisited] = useState<Visited>();
  const places = useMemo(() => matchPlaces(panes, matches), [panes, matches]);
  const at = useMemo(() => {
    const pane = visited?.searchKey === searchKey ? panes[visited.pane] : undefined;
    const node = pane && visited && carryNode(visited.place, pane.profile);
    return node === undefined || !visited ? undefined : { pane: visited.pane, node };
  }, [visited, panes, searchKey]);
  const step = useStableCallback((direction: 1 | -1) => {
    const next = stepFrom(places, at, direction);
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
        at && isPlace(places, at)
          ? { position: positionOf(places, at) + 1, name: spokenName(panes[at.pane].profile, at.node) }
          : undefined,
      step,
      reveal: (pane) => (at !== undefined && panes[at.pane] === pane ? visited?.place : undefined),
    }),
    [panes, places, at, visited, step]
  );
}

/** Opens the group that hides the node and leaves a focus that it is not below. */
function showNode(pane: Pane, node: NodeIndex): void {
  const opened = revealInGroup(pane.profile, pane.collapse, node);
  pane.onShow(opened, node < pane.focus || node >= pane.profile.end[pane.focus]);
}
