import { gatherInSteps, mergeNodesInSteps } from '../merge';
import type { TreeMerge } from '../treeMerge';
import {
  frameNamed,
  FrameKind,
  type CallTree,
  type Frames,
  type NodeIndex,
  type SymbolIndex,
  type Weights,
} from '../model';
import { packageAt } from '../naming/nameAt';
import { matchSymbolsInSteps, type Matcher, type SymbolSet } from '../search';
import { drained, inSlices, NAMES_A_SLICE, NODES_A_SLICE } from '../steps';
import { mergeRecursionOf } from './recursion';

/**
 * - keep, hide: only (none of) the stacks with a matching frame, in full
 * - merge: matching frames disappear, their self goes to the caller
 * - drop-above: the outermost matching frames become the root's children; stacks without one go
 * - drop-below: the outermost matching frames become leaves, with the self of all that they called
 * - flatten: recursion becomes one frame; of one symbol also across the frames between (a→f→g→f→h is a→f→h), of all
 *   symbols only where a frame calls itself directly
 * - packages: frames become their packages (a frame without package stays), neighbors of one package one frame
 * - own: what is not own code goes to the own frame that called it; stacks without an own frame go; what is not loaded stays
 */
export type TransformKind = 'keep' | 'hide' | 'merge' | 'drop-above' | 'drop-below' | 'flatten' | 'packages' | 'own';

/**
 * A change of the picture: small and serializable (symbols by name), so that a list of them can be a row of chips and
 * part of a link.
 */
export interface Transform {
  readonly kind: TransformKind;
  /** A symbol's name, with `regex` a pattern as search takes it. Absent: `flatten` of all symbols, `packages`, `own`. */
  readonly about?: string;
  /** Not with `flatten`. */
  readonly regex?: true;
  /** Kept, but not applied. */
  readonly off?: true;
}

/** What transforms need to know beside the profile. */
export interface TransformContext {
  /** By pattern; one that is not here matches nothing. */
  readonly matchers: ReadonlyMap<string, Matcher>;
  /** By symbol: 1 = own code. */
  ownOf(tree: CallTree): Generator<void, SymbolSet>;
}

/** Enough for transforms of symbols by their names. */
const NAMES_ONLY: TransformContext = {
  matchers: new Map(),

  *ownOf({ frames }) {
    return new Uint8Array(frames.names.length);
  },
};

/** A tree that transforms made, with its weights, one set a side. */
export interface Transformed extends SelfMerge {
  readonly sides: readonly Weights[];
}

/** A merge that says where a row's own value went; it may be left out though its row is there. */
interface SelfMerge extends TreeMerge {
  selfRowOf(node: NodeIndex): NodeIndex;
}

/**
 * Applies transforms in order, O(n) each. A row that has nothing left on any side disappears. The source is untouched;
 * with no transform the tree is the source itself.
 * @param sides one set of weights, or a comparison's two
 */
export function transformTree(...what: Parameters<typeof transformTreeInSteps>): Transformed {
  return drained(transformTreeInSteps(...what));
}

/** `transformTree` in steps. */
export function* transformTreeInSteps(
  source: CallTree,
  sides: readonly Weights[],
  transforms: readonly Transform[],
  context: TransformContext = NAMES_ONLY
): Generator<void, Transformed> {
  let made: Transformed = {
    ...{ tree: source, sides },
    ...{ rowOf: (node) => node, selfRowOf: (node) => node },

    *weighInSteps(weights) {
      return weights;
    },
  };
  for (const transform of transforms) {
    if (made.tree.length > 0 && !transform.off) {
      made = yield* oneMore(made, transform, context);
    }
  }
  return made;
}

function* oneMore(before: Transformed, transform: Transform, context: TransformContext): Generator<void, Transformed> {
  const merge = yield* applyTransform(before.tree, selfOfAll(before.sides), transform, context);
  const sides: Weights[] = [];
  for (const side of before.sides) {
    sides.push(yield* merge.weighInSteps(side));
  }
  return {
    ...{ tree: merge.tree, sides },
    rowOf: (node) => {
      const row = before.rowOf(node);
      return row < 0 ? row : merge.rowOf(row);
    },
    selfRowOf: (node) => {
      const row = before.selfRowOf(node);
      return row < 0 ? row : merge.selfRowOf(row);
    },
    *weighInSteps(weights) {
      return yield* merge.weighInSteps(yield* before.weighInSteps(weights));
    },
  };
}

function selfOfAll([first, ...others]: readonly Weights[]): Float64Array {
  return others.length === 0
    ? first.self
    : first.self.map((own, i) => others.reduce((sum, { self }) => sum + self[i], own));
}

function* applyTransform(
  source: CallTree,
  self: Float64Array,
  transform: Transform,
  context: TransformContext
): Generator<void, SelfMerge> {
  const { kind, about } = transform;
  switch (kind) {
    case 'packages':
      return yield* groupByPackage(source);
    case 'own':
      return yield* rebuild(source, yield* onlyOwn(source, self, yield* context.ownOf(source)));
    case 'flatten': {
      if (about === undefined) {
        return yield* rebuild(source, yield* mergeRepeats(source));
      }
      const rowOf = new Int32Array(source.length);
      const tree = yield* mergeRecursionOf(source, self, frameNamed(source.frames, about), rowOf);
      return yield* treeMerge(tree, rowOf);
    }
    default:
      return yield* rebuild(source, yield* PLANS[kind](source, self, yield* matched(source, transform, context)));
  }
}

/** By symbol: 1 for what a transform is about. The root is nobody's. */
function* matched(
  source: CallTree,
  { about = '', regex }: Transform,
  { matchers }: TransformContext
): Generator<void, SymbolSet> {
  if (regex) {
    return yield* matchSymbolsInSteps(source, matchers.get(about) ?? { matches: () => false });
  }
  const set = new Uint8Array(source.frames.names.length);
  const symbol = frameNamed(source.frames, about);
  if (symbol >= 0 && source.frames.kinds[symbol] !== FrameKind.root) {
    set[symbol] = 1;
  }
  return set;
}

/** @param lost 1 for rows whose self goes nowhere, though they have a merged row */
function* treeMerge(tree: CallTree, rowOf: Int32Array, lost?: Uint8Array): Generator<void, SelfMerge> {
  const selfRowOf = lost === undefined ? rowOf : new Int32Array(rowOf.length);
  if (lost !== undefined) {
    yield* inSlices(0, rowOf.length, (from, to) => {
      for (let i = from; i < to; i++) {
        selfRowOf[i] = lost[i] === 1 ? -1 : rowOf[i];
      }
    });
  }
  return {
    tree,
    rowOf: (node) => rowOf[node],
    selfRowOf: (node) => selfRowOf[node],
    weighInSteps: ({ self }) => gatherInSteps(tree, selfRowOf, self),
  };
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

type MakePlan = (source: CallTree, self: Float64Array, set: SymbolSet) => Generator<void, Plan>;

const PLANS: Record<'keep' | 'hide' | 'merge' | 'drop-above' | 'drop-below', MakePlan> = {
  keep: (source, self, set) => keepMatches(source, self, set, KEEP),
  hide: hideMatches,
  merge: spliceMatches,
  'drop-above': (source, self, set) => keepMatches(source, self, set, SPLICE),
  'drop-below': dropBelow,
};

/** Subtrees of matches stay whole; what leads to them gets `above` and loses its self; the rest goes. */
function* keepMatches(
  source: CallTree,
  self: Float64Array,
  set: SymbolSet,
  above: typeof KEEP | typeof SPLICE
): Generator<void, Plan> {
  const action = new Uint8Array(source.length);
  const lost = new Uint8Array(source.length);
  lost[0] = 1;
  const { symbol, end } = source;
  let next = 1;
  yield* inSlices(1, source.length, (_, to) => {
    while (next < to) {
      if (set[symbol[next]] === 1) {
        next = end[next];
      } else {
        action[next] = above;
        lost[next] = 1;
        next++;
      }
    }
  });
  return yield* dropEmpty(source, self, action, lost);
}

function* hideMatches(source: CallTree, self: Float64Array, set: SymbolSet): Generator<void, Plan> {
  const action = new Uint8Array(source.length);
  const lost = new Uint8Array(source.length);
  const { symbol, end } = source;
  let next = 1;
  yield* inSlices(1, source.length, (_, to) => {
    while (next < to) {
      if (set[symbol[next]] === 1) {
        lost.fill(1, next, end[next]);
        next = end[next];
      } else {
        next++;
      }
    }
  });
  return yield* dropEmpty(source, self, action, lost);
}

function* spliceMatches({ length, symbol }: CallTree, _: Float64Array, set: SymbolSet): Generator<void, Plan> {
  const action = new Uint8Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      action[i] = set[symbol[i]] === 1 ? SPLICE : KEEP;
    }
  });
  return { action };
}

function* dropBelow({ length, end, symbol }: CallTree, _: Float64Array, set: SymbolSet): Generator<void, Plan> {
  const action = new Uint8Array(length);
  let next = 1;
  yield* inSlices(1, length, (_, to) => {
    while (next < to) {
      if (set[symbol[next]] === 1) {
        action.fill(SPLICE, next + 1, end[next]);
        next = end[next];
      } else {
        next++;
      }
    }
  });
  return { action };
}

function* onlyOwn(source: CallTree, self: Float64Array, own: SymbolSet): Generator<void, Plan> {
  const { length, parent, symbol, frames } = source;
  const action = new Uint8Array(length);
  const lost = new Uint8Array(length);
  // 1 below an own frame, itself included.
  const below = new Uint8Array(length);
  lost[0] = 1;
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      below[i] = own[symbol[i]] | below[parent[i]];
      if (frames.kinds[symbol[i]] !== FrameKind.notLoaded) {
        action[i] = own[symbol[i]] === 1 ? KEEP : SPLICE;
        lost[i] = 1 - below[i];
      }
    }
  });
  return yield* dropEmpty(source, self, action, lost);
}

/** Drops what has nothing left; the root stays, be it empty. */
function* dropEmpty(
  { length, parent }: CallTree,
  self: Float64Array,
  action: Uint8Array,
  lost: Uint8Array
): Generator<void, Plan> {
  const hasRest = new Uint8Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = length - from; i > length - to; i--) {
      if (self[i] > 0 && lost[i] === 0) {
        hasRest[i] = 1;
      }
      if (hasRest[i] === 0) {
        action[i] = DROP;
      }
      hasRest[parent[i]] |= hasRest[i];
    }
  });
  return { action, lost };
}

/** Splices frames that have their parent's frame, as `renamed` says (default: the symbol). The root is nobody's. */
function* mergeRepeats({ length, parent, symbol }: CallTree, renamed?: Int32Array): Generator<void, Plan> {
  const action = new Uint8Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const own = renamed ? renamed[symbol[i]] : symbol[i];
      const above = renamed ? renamed[symbol[parent[i]]] : symbol[parent[i]];
      action[i] = parent[i] > 0 && own === above ? SPLICE : KEEP;
    }
  });
  return { action };
}

/** Functions become their packages; those without one, and what is no function, stay. */
function* groupByPackage(source: CallTree): Generator<void, SelfMerge> {
  const { names, kinds } = source.frames;
  const grouped = { names: [] as string[], kinds: [] as FrameKind[], first: [] as SymbolIndex[] };
  const known = new Map<string, SymbolIndex>();
  const renamed = new Int32Array(names.length);
  const rename = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      const name = names[s];
      const kind = kinds[s] as FrameKind;
      const found = kind === FrameKind.function ? packageAt(source.frames, s) : '';
      const frame = found === '' ? { name, kind } : { name: found, kind: FrameKind.package };
      const key = `${frame.kind} ${frame.name}`;
      const symbol = known.get(key) ?? grouped.names.push(frame.name) - 1;
      if (symbol === grouped.kinds.length) {
        known.set(key, symbol);
        grouped.kinds.push(frame.kind);
        grouped.first.push(s);
      }
      renamed[s] = symbol;
    }
  };
  yield* inSlices(0, names.length, rename, NAMES_A_SLICE);
  const first = Int32Array.from(grouped.first);
  const frames = {
    names: grouped.names,
    kinds: Uint8Array.from(grouped.kinds),
    grouped: { from: source.frames, first },
  };
  return yield* rebuild(source, yield* mergeRepeats(source, renamed), { renamed, frames });
}

function* rebuild(
  source: CallTree,
  { action, lost }: Plan,
  regrouped?: { readonly renamed: Int32Array; readonly frames: Frames }
): Generator<void, SelfMerge> {
  const { end, symbol } = source;
  const symbolOf = (node: number) => (regrouped ? regrouped.renamed[symbol[node]] : symbol[node]);
  const rowOf = new Int32Array(source.length);
  const frames = regrouped?.frames ?? source.frames;
  const tree = yield* mergeNodesInSteps(frames, symbolOf(0), [0], false, rowOf, (node, origin, into, from) => {
    if (from === 0) {
      into.put(node);
    }
    // Of children, and of what is left out above them, there may be millions.
    let left = NODES_A_SLICE / 4;
    for (let i = from || node + 1; i < end[node];) {
      if (left-- === 0) {
        return i;
      }
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
    return undefined;
  });
  return yield* treeMerge(tree, rowOf, lost);
}
