import type { NodeIndex, Profile } from '../../profile/model';
import { firstAtLeast } from '../../profile/order';
import { matchNodesInSteps, type SymbolSet } from '../../profile/search';

/** One matching node: of which pane, and which of its nodes. */
export interface MatchPlace {
  readonly pane: number;
  readonly node: NodeIndex;
}

interface ShownProfile {
  readonly profile: Profile;
  readonly focus: NodeIndex;
}

/** The matching nodes by pane, each ascending: the order one reads the graphs in. In steps. */
export function* matchesInSteps(profiles: readonly Profile[], matches: SymbolSet): Generator<void, Int32Array[]> {
  const all: Int32Array[] = [];
  for (const profile of profiles) {
    all.push(yield* matchNodesInSteps(profile, matches));
  }
  return all;
}

/**
 * Those of the matching nodes that are stepped through: while frames are focused only what is below them counts, unless nothing there
 * matches.
 */
export function matchPlaces(panes: readonly ShownProfile[], all: readonly Int32Array[]): readonly Int32Array[] {
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
export function isPlace(places: readonly Int32Array[], { pane, node }: MatchPlace): boolean {
  const nodes = places[pane] ?? new Int32Array(0);
  return nodes[firstAtLeast(nodes, node)] === node;
}
