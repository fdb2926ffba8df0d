import type { BySide, CallTree, NodeIndex, SymbolIndex, Weights } from '../model';
import type { FunctionChange, Verdict } from './changes';
import type { Onset } from './onset';
import { floorOf } from './stepDown';

/**
 * One thing that happened. What it costs is what its functions' selves changed by; the totals of its node, which other
 * functions are part of, only describe it.
 */
export interface Cause {
  /** the deepest node that explains it; undefined for a function that changed wherever it is called */
  readonly node: NodeIndex | undefined;
  /** of the node, or the function */
  readonly symbol: SymbolIndex;
  /** totals of the node; selves of the function */
  readonly before: number;
  readonly after: number;
  /** what is found of it: mix parts of selves, added up */
  readonly mix: number;
  readonly interval: readonly [low: number, high: number];
  readonly verdict: Verdict;
  readonly onset: Onset | undefined;
  /** the functions that were found to have changed below the node, the largest first */
  readonly functions: readonly SymbolIndex[];
  /** ancestors whose change this explains, the nearest first */
  readonly folded: readonly NodeIndex[];
  /** what some callees of the node gained, others lost: cost that moved, at no price */
  readonly moved: boolean;
}

/** A node explains its ancestor's change where it has so much of it. */
const EXPLAINS = 0.8;

/**
 * The found changes of functions as causes, the largest first. O(nodes) for each cause at most.
 *
 *     main  +0.7 ─┬ load  +0.7 ─ json  +0.7 ─┬ scan   +0.4      one cause, json; load and main are folded: it explains
 *                 │                          └ alloc  +0.3      them, and its own change is that of all it consists of
 *                 └ send   0
 *
 * A node whose callees changed that are only a small part of it (a server of many requests) is no cause, they are.
 * @param tree of both sides
 * @param sides its weights, as rates as those of `changes`
 * @param changes rows are symbols of the tree; those that are clear or likely count
 * @param growth what the load did; see `Changes`
 */
export function causesOf(
  tree: CallTree,
  sides: BySide<Weights>,
  changes: readonly FunctionChange[],
  growth: number
): Cause[] {
  const found = new Map(
    changes.filter(({ verdict }) => verdict === 'clear' || verdict === 'likely').map((change) => [change.row, change])
  );
  const context: Context = { tree, sides, growth, found };
  const mixes = mixOfNodes(context);
  const causes = [...movesIn(context, mixes), ...[1, -1].flatMap((sign) => causesOfSign(context, mixes, sign))];
  const told = new Map<SymbolIndex, number>();
  causes.forEach(({ functions, mixOf }) => functions.forEach((f) => told.set(f, (told.get(f) ?? 0) + mixOf(f))));
  const everywhere = [...found.values()]
    .filter(({ row, mix }) => Math.abs(told.get(row) ?? 0) < Math.abs(mix) / 2)
    .map(({ row, ...change }): Cause => ({
      ...change,
      node: undefined,
      symbol: row,
      functions: [row],
      folded: [],
      moved: false,
    }));
  return [...causes.map(({ mixOf: _, ...cause }) => cause), ...everywhere].sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** Moves cost nothing: they come last. */
const sizeOf = ({ mix, moved }: Cause): number => (moved ? 0 : Math.abs(mix));

interface Context {
  readonly tree: CallTree;
  readonly sides: BySide<Weights>;
  readonly growth: number;
  readonly found: ReadonlyMap<SymbolIndex, FunctionChange>;
}

/** A cause that still knows what of it is each function's. */
type Told = Cause & { mixOf(symbol: SymbolIndex): number };

/**
 * By node, what its self has of its function's mix part. Nodes that went the other way are noise: the others share the
 * function's change.
 */
function mixOfNodes({ tree, sides, growth, found }: Context): Float64Array {
  const own = new Float64Array(tree.length);
  const sums = new Map<SymbolIndex, number>();
  for (let node = 0; node < tree.length; node++) {
    const change = found.get(tree.symbol[node]);
    if (change) {
      const mix = sides.after.self[node] - growth * sides.before.self[node];
      own[node] = mix * change.mix > 0 ? mix : 0;
      sums.set(change.row, (sums.get(change.row) ?? 0) + own[node]);
    }
  }
  return own.map((mix, node) =>
    mix === 0 ? 0 : (mix * found.get(tree.symbol[node])!.mix) / sums.get(tree.symbol[node])!
  );
}

/** By node, what its subtree gained (sign 1) or lost (-1), as a positive number. */
function totalsOf({ length, parent }: CallTree, own: Float64Array, sign: number): Float64Array {
  const total = own.map((mix) => Math.max(0, sign * mix));
  for (let node = length - 1; node > 0; node--) {
    total[parent[node]] += total[node];
  }
  return total;
}

/** Nodes of which one callee gained what another lost; what moved is taken out of `mixes`. */
function movesIn(context: Context, mixes: Float64Array): Told[] {
  const { tree } = context;
  const [gains, losses] = [totalsOf(tree, mixes, 1), totalsOf(tree, mixes, -1)];
  const moves: Told[] = [];
  // The deepest first: a move is that of the nearest common caller.
  for (let node = tree.length - 1; node > 0; node--) {
    const [gain, loss] = [gains[node], losses[node]];
    const balanced = Math.min(gain, loss) > 0 && Math.abs(gain - loss) <= (1 - EXPLAINS) * Math.max(gain, loss);
    const children = balanced ? childrenOf(tree, node) : [];
    const gainer = children.find((child) => gains[child] >= EXPLAINS * gain);
    const loser = children.find((child) => losses[child] >= EXPLAINS * loss);
    if (gainer !== undefined && loser !== undefined && gainer !== loser) {
      moves.push(causeAt(context, mixes, node, [], true));
      for (let up = tree.parent[node]; up >= 0; up = tree.parent[up]) {
        gains[up] -= gain;
        losses[up] -= loss;
      }
      mixes.fill(0, node, tree.end[node]);
    }
  }
  return moves;
}

function causesOfSign(context: Context, mixes: Float64Array, sign: number): Told[] {
  const { tree, sides, growth } = context;
  const totals = totalsOf(tree, mixes, sign);
  const floor = floorOf(sides.after.total[0], 0);
  const causes: Told[] = [];
  const starts: NodeIndex[] = [0];
  for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
    const folded: NodeIndex[] = [];
    let node = start;
    let heir = heirOf(tree, totals, node);
    for (; heir >= 0; heir = heirOf(tree, totals, node)) {
      folded.unshift(...(node > 0 ? [node] : []));
      node = heir;
    }
    if (totals[node] < floor) {
      continue;
    }
    const children = childrenOf(tree, node).filter((child) => totals[child] > 0);
    if (
      node > 0 &&
      isOfItsParts(totals[node], Math.max(0, sign * mixes[node]), children, totals, node, sides, growth)
    ) {
      const cause = causeAt(context, mixes, node, folded, false);
      // One function that is called in many places below is told by its own name.
      if (cause.functions.length > 1 || cause.functions[0] === cause.symbol) {
        causes.push(cause);
      }
    } else {
      starts.push(...children);
    }
  }
  return causes;
}

/** The callee that explains a node's change; -1 if none does. */
function heirOf(tree: CallTree, totals: Float64Array, node: NodeIndex): NodeIndex {
  return totals[node] > 0
    ? (childrenOf(tree, node).find((child) => totals[child] >= EXPLAINS * totals[node]) ?? -1)
    : -1;
}

/** Is a node's change that of all it consists of? Then it is the cause; else only a few of its callees changed. */
function isOfItsParts(
  total: number,
  own: number,
  children: readonly NodeIndex[],
  totals: Float64Array,
  node: NodeIndex,
  { before, after }: BySide<Weights>,
  growth: number
): boolean {
  const size = (at: NodeIndex) => Math.max(before.total[at] * growth, after.total[at]);
  const carriers = [...children].sort((a, b) => totals[b] - totals[a]);
  let [carried, parts] = [own, own > 0 ? Math.max(before.self[node] * growth, after.self[node]) : 0];
  for (const child of carriers) {
    if (carried >= EXPLAINS * total) {
      break;
    }
    carried += totals[child];
    parts += size(child);
  }
  return 2 * parts >= size(node);
}

function causeAt(
  { tree, sides, found }: Context,
  mixes: Float64Array,
  node: NodeIndex,
  folded: readonly NodeIndex[],
  moved: boolean
): Told {
  const parts = new Map<SymbolIndex, number>();
  for (let at = node; at < tree.end[node]; at++) {
    if (mixes[at] !== 0) {
      parts.set(tree.symbol[at], (parts.get(tree.symbol[at]) ?? 0) + mixes[at]);
    }
  }
  const functions = [...parts].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).map(([symbol]) => symbol);
  const changes = functions.map((symbol) => found.get(symbol)!);
  const surest = changes.find(({ verdict }) => verdict === 'clear') ?? changes[0];
  const mix = [...parts.values()].reduce((sum, part) => sum + part, 0);
  const reach = Math.hypot(
    ...changes.map((change) => (parts.get(change.row)! / change.mix) * (change.mix - change.interval[0]))
  );
  return {
    node,
    symbol: tree.symbol[node],
    before: sides.before.total[node],
    after: sides.after.total[node],
    mix,
    interval: [mix - reach, mix + reach],
    verdict: surest.verdict,
    onset: surest.onset,
    functions,
    folded,
    moved,
    mixOf: (symbol) => parts.get(symbol) ?? 0,
  };
}

function childrenOf({ end }: CallTree, node: NodeIndex): NodeIndex[] {
  const children: NodeIndex[] = [];
  for (let child = node + 1; child < end[node]; child = end[child]) {
    children.push(child);
  }
  return children;
}
