import type { TreeMerge } from './treeMerge';
import type { CallTree, Frames, NodeIndex, SymbolIndex } from './model';

/**
 * A node or a symbol, with the tree whose index it is: what is kept for longer than one picture. An index alone means
 * something else in the next profile.
 */
export interface NodePlace {
  readonly tree: CallTree;
  readonly node: NodeIndex;
}
export interface SymbolPlace {
  readonly tree: CallTree;
  readonly symbol: SymbolIndex;
}

/** Into the same tree a place leads to itself; into what a merge made of its tree, to the row it went into. */
type Target = CallTree | TreeMerge;

/**
 * The same node in another tree: after a refresh, in a sandwich, in what transforms made, on a comparison's other side.
 * Between what transforms made of one tree, and that tree, by its rows; else by the frames (name and kind) from the root
 * down, the root's included: a symbol's callees are not another's. undefined where the tree has no such node.
 */
export function carryNode(place: NodePlace, to: Target): NodeIndex | undefined {
  if ('rowOf' in to) {
    return found(to.rowOf(place.node));
  }
  const { tree: from, node } = place;
  if (from !== to && originOf(from) === originOf(to)) {
    return (to.origin ?? from.origin)?.carry(place, to);
  }
  if (from === to || node >= from.length || to.length === 0) {
    return from === to ? node : undefined;
  }
  const path = new Int32Array(from.level[node] + 1);
  for (let i = node; i >= 0; i = from.parent[i]) {
    path[from.level[i]] = carrySymbol({ tree: from, symbol: from.symbol[i] }, to) ?? -1;
  }
  let at = 0;
  let level = to.symbol[0] === path[0] ? 1 : 0;
  if (level === 0) {
    return undefined;
  }
  for (let child = 1; level < path.length && child < to.end[at];) {
    if (to.symbol[child] === path[level]) {
      at = child++;
      level++;
    } else {
      child = to.end[child];
    }
  }
  return level === path.length ? at : undefined;
}

const originOf = (tree: CallTree): CallTree => tree.origin?.tree ?? tree;

/** The same symbol of another tree; undefined where it has none. O(1) once a tree's names are known. */
export function carrySymbol({ tree, symbol }: SymbolPlace, { frames }: CallTree): SymbolIndex | undefined {
  const from = tree.frames;
  return from === frames ? symbol : symbolsOf(frames).get(identityOf(from, symbol));
}

const found = (index: number) => (index < 0 ? undefined : index);

const identityOf = ({ names, kinds }: Frames, symbol: SymbolIndex) => `${kinds[symbol]}${names[symbol]}`;

const symbols = new WeakMap<Frames, Map<string, SymbolIndex>>();

function symbolsOf(frames: Frames): Map<string, SymbolIndex> {
  let known = symbols.get(frames);
  if (known === undefined) {
    known = new Map(frames.names.map((_, symbol) => [identityOf(frames, symbol), symbol]));
    symbols.set(frames, known);
  }
  return known;
}
