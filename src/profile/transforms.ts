import { gather, mergeNodes, type TreeMerge } from './merge';
import { frameNamed, FrameKind, type CallTree, type Frames, type SymbolIndex, type Weights } from './model';
import { readName } from './naming/readName';
import { mergeRecursionOf } from './recursion';

/**
 * A change of the picture: small and serializable (symbols by name), so that a list of them can be a row of chips and
 * part of a link. Undo is dropping the last one.
 *
 * - focus: only what is below the symbol; its outermost occurrences become the root's children
 * - keep, hide: only (none of) the stacks that contain the symbol, in full
 * - mergeFrame: the symbol's frames disappear, their self goes to the caller
 * - mergeRecursion: what recurs becomes one frame; of one symbol also across the frames between (a→f→g→f→h is a→f→h), of
 *   all symbols only where a frame calls itself directly
 * - groupByPackage: frames become their packages (a frame without package stays), neighbors of one package one frame
 */
export type Transform =
  | { readonly kind: 'focus' | 'keep' | 'hide' | 'mergeFrame'; readonly symbol: string }
  | { readonly kind: 'mergeRecursion'; readonly symbol?: string }
  | { readonly kind: 'groupByPackage' };

/** A tree that transforms made, with its weights, one set a side. */
export interface Transformed extends TreeMerge {
  readonly sides: readonly Weights[];
}

/**
 * Applies transforms in order, O(n) each. A row that has nothing left on any side disappears. The source is untouched;
 * with no transform the tree is the source itself.
 * @param sides one set of weights, or a comparison's two
 */
export function transformTree(
  source: CallTree,
  sides: readonly Weights[],
  transforms: readonly Transform[]
): Transformed {
  const unchanged: Transformed = { tree: source, sides, rowOf: (node) => node, weigh: (weights) => weights };
  return transforms.reduce((before, transform) => {
    if (before.tree.length === 0) {
      return before;
    }
    const merge = applyTransform(before.tree, selfOfAll(before.sides), transform);
    return {
      tree: merge.tree,
      sides: before.sides.map(merge.weigh),
      rowOf: (node) => {
        const row = before.rowOf(node);
        return row < 0 ? row : merge.rowOf(row);
      },
      weigh: (weights) => merge.weigh(before.weigh(weights)),
    };
  }, unchanged);
}

function selfOfAll([first, ...others]: readonly Weights[]): Float64Array {
  return others.length === 0
    ? first.self
    : first.self.map((own, i) => others.reduce((sum, { self }) => sum + self[i], own));
}

function applyTransform(source: CallTree, self: Float64Array, transform: Transform): TreeMerge {
  switch (transform.kind) {
    case 'groupByPackage':
      return groupByPackage(source);
    case 'mergeRecursion': {
      if (transform.symbol === undefined) {
        return rebuild(source, mergeRepeats(source));
      }
      const rowOf = new Int32Array(source.length);
      const tree = mergeRecursionOf(source, self, frameNamed(source.frames, transform.symbol), rowOf);
      return treeMerge(tree, rowOf);
    }
    default:
      return rebuild(source, PLANS[transform.kind](source, self, frameNamed(source.frames, transform.symbol)));
  }
}

/** @param lost 1 for rows whose self goes nowhere, though they have a merged row */
function treeMerge(tree: CallTree, rowOf: Int32Array, lost?: Uint8Array): TreeMerge {
  const selfRowOf = lost === undefined ? rowOf : rowOf.map((row, i) => (lost[i] === 1 ? -1 : row));
  return { tree, rowOf: (node) => rowOf[node], weigh: ({ self }) => gather(tree, selfRowOf, self) };
}

/** What becomes of a row: kept, left out while its children go to its parent, or dropped with all below it. */
const KEEP = 0;
const SPLICE = 1;
const DROP = 2;

interface Plan {
  readonly action: Uint8Array;
  /** 1 for rows whose self is lost; else it goes to the row itself if kept, to its parent if spliced. */
  readonly lost?: Uint8Array;
}

type MakePlan = (source: CallTree, self: Float64Array, symbol: SymbolIndex) => Plan;

const PLANS: Record<'focus' | 'keep' | 'hide' | 'mergeFrame', MakePlan> = {
  focus: (source, self, symbol) => keepMatches(source, self, symbol, SPLICE),
  keep: (source, self, symbol) => keepMatches(source, self, symbol, KEEP),
  hide: hideMatches,
  mergeFrame: ({ symbol }, _, merged) => ({
    action: Uint8Array.from(symbol, (s, i) => (s === merged && i > 0 ? SPLICE : KEEP)),
  }),
};

/** Subtrees of the symbol stay whole; what leads to them gets `above` and loses its self; the rest goes. */
function keepMatches(
  source: CallTree,
  self: Float64Array,
  symbol: SymbolIndex,
  above: typeof KEEP | typeof SPLICE
): Plan {
  const action = new Uint8Array(source.length);
  const lost = new Uint8Array(source.length);
  lost[0] = 1;
  for (let i = 1; i < source.length;) {
    if (source.symbol[i] === symbol) {
      i = source.end[i];
    } else {
      action[i] = above;
      lost[i] = 1;
      i++;
    }
  }
  return dropEmpty(source, self, action, lost);
}

function hideMatches(source: CallTree, self: Float64Array, symbol: SymbolIndex): Plan {
  const action = new Uint8Array(source.length);
  const lost = new Uint8Array(source.length);
  for (let i = 1; i < source.length;) {
    if (source.symbol[i] === symbol) {
      lost.fill(1, i, source.end[i]);
      i = source.end[i];
    } else {
      i++;
    }
  }
  return dropEmpty(source, self, action, lost);
}

/** Drops what has nothing left; the root stays, be it empty. */
function dropEmpty({ length, parent }: CallTree, self: Float64Array, action: Uint8Array, lost: Uint8Array): Plan {
  const hasRest = new Uint8Array(length);
  for (let i = length - 1; i > 0; i--) {
    if (self[i] > 0 && lost[i] === 0) {
      hasRest[i] = 1;
    }
    if (hasRest[i] === 0) {
      action[i] = DROP;
    }
    hasRest[parent[i]] |= hasRest[i];
  }
  return { action, lost };
}

/** Splices frames that have their parent's frame, as `renamed` says (default: the symbol). The root is nobody's. */
function mergeRepeats({ length, parent, symbol }: CallTree, renamed?: Int32Array): Plan {
  const action = new Uint8Array(length);
  for (let i = 1; i < length; i++) {
    const own = renamed ? renamed[symbol[i]] : symbol[i];
    const above = renamed ? renamed[symbol[parent[i]]] : symbol[parent[i]];
    action[i] = parent[i] > 0 && own === above ? SPLICE : KEEP;
  }
  return { action };
}

/** Functions become their packages; those without one, and what is no function, stay. */
function groupByPackage(source: CallTree): TreeMerge {
  const { names, kinds } = source.frames;
  const grouped = { names: [] as string[], kinds: [] as FrameKind[] };
  const known = new Map<string, SymbolIndex>();
  const renamed = Int32Array.from(names, (name, s) => {
    const kind = kinds[s] as FrameKind;
    const found = kind === FrameKind.function ? readName(name).package : '';
    const frame = found === '' ? { name, kind } : { name: found, kind: FrameKind.package };
    const key = `${frame.kind} ${frame.name}`;
    const symbol = known.get(key) ?? grouped.names.push(frame.name) - 1;
    if (symbol === grouped.kinds.length) {
      known.set(key, symbol);
      grouped.kinds.push(frame.kind);
    }
    return symbol;
  });
  const frames = { names: grouped.names, kinds: Uint8Array.from(grouped.kinds) };
  return rebuild(source, mergeRepeats(source, renamed), { renamed, frames });
}

function rebuild(
  source: CallTree,
  { action, lost }: Plan,
  regrouped?: { readonly renamed: Int32Array; readonly frames: Frames }
): TreeMerge {
  const { end, symbol } = source;
  const symbolOf = (node: number) => (regrouped ? regrouped.renamed[symbol[node]] : symbol[node]);
  const rowOf = new Int32Array(source.length);
  const frames = regrouped?.frames ?? source.frames;
  const tree = mergeNodes(frames, symbolOf(0), [0], false, rowOf, (node, origin, into) => {
    into.put(node);
    for (let i = node + 1; i < end[node];) {
      if (action[i] === KEEP) {
        into.child(i, symbolOf(i), origin);
        i = end[i];
      } else if (action[i] === SPLICE) {
        if (lost?.[i] !== 1) {
          into.put(i);
        }
        i++;
      } else {
        i = end[i];
      }
    }
  });
  return treeMerge(tree, rowOf, lost);
}
