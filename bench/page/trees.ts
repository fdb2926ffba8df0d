import { seededRandom } from './random';

/** What a flame graph frame holds: rows in pre-order, `label` as an index into `symbols`. */
export interface Rows {
  readonly level: number[];
  readonly value: number[];
  readonly self: number[];
  readonly label: number[];
  readonly symbols: string[];
}

/** One symbol for so many nodes, as in large profiles. */
const NODES_PER_SYMBOL = 4;
const ONLY_CHILD = 0.45;
const RECURSIVE = 0.08;
const MAX_CHILDREN = 60;

/**
 * A tree of exactly `nodes` rows that is like large profiles: few heavy children beside many light ones, long chains of
 * only children (which make collapsed groups), and recursion. The same numbers give the same tree.
 */
export function makeTree(nodes: number, seed = 1): Rows {
  const random = seededRandom(seed);
  const symbols = makeNames(Math.max(500, Math.round(nodes / NODES_PER_SYMBOL)), random);
  const level: number[] = [];
  const label: number[] = [];
  const path: number[] = [];
  const open = [{ depth: 0, symbol: 0, budget: nodes }];
  for (let node = open.pop(); node; node = open.pop()) {
    const { depth, symbol } = node;
    level.push(depth);
    label.push(symbol);
    path[depth] = symbol;
    const budgets = split(node.budget - 1, depth === 0, random);
    const used = new Set<number>();
    for (const budget of budgets) {
      open.push({ depth: depth + 1, symbol: childSymbol(path, depth, symbols.length, used, random), budget });
    }
  }
  return { level, label, symbols, ...weigh(level, random) };
}

/** How many nodes each child's subtree gets: shares have a heavy tail (Pareto), each child gets one at least. */
function split(budget: number, isRoot: boolean, random: () => number): number[] {
  const wanted = !isRoot && random() < ONLY_CHILD ? 1 : 2 + Math.floor(3 * (random() ** -0.6 - 1));
  const count = Math.min(budget, MAX_CHILDREN, isRoot ? 24 : wanted);
  const weights = Array.from({ length: count }, () => random() ** -0.9);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const free = budget - count;
  const budgets = weights.map((weight) => 1 + Math.floor((free * weight) / sum));
  budgets[0] += budget - budgets.reduce((total, share) => total + share, 0);
  return count === 0 ? [] : budgets;
}

/** Siblings differ; a few are among their own callers; popular functions are called from everywhere. */
function childSymbol(path: number[], depth: number, count: number, used: Set<number>, random: () => number): number {
  let symbol =
    depth > 1 && random() < RECURSIVE
      ? path[1 + Math.floor(random() * depth)]
      : 1 + Math.floor((count - 1) * random() ** 2);
  while (used.has(symbol)) {
    symbol = 1 + (symbol % (count - 1));
  }
  used.add(symbol);
  return symbol;
}

/** Self values: leaves have most, functions that only call nearly none. Value is self plus the children's. */
function weigh(level: readonly number[], random: () => number): Pick<Rows, 'value' | 'self'> {
  const n = level.length;
  const self = level.map((depth, i) => {
    const isLeaf = i + 1 === n || level[i + 1] <= depth;
    const heavy = Math.floor(1e6 * random() ** -0.7);
    return isLeaf ? heavy : random() < 0.8 ? 0 : Math.floor(heavy / 10);
  });
  const value = self.slice();
  const sums: number[] = [];
  for (let i = n - 1; i >= 0; i--) {
    const depth = level[i];
    value[i] += sums[depth + 1] ?? 0;
    sums[depth + 1] = 0;
    sums[depth] = (sums[depth] ?? 0) + value[i];
  }
  return { value, self };
}

const PACKAGES = [
  'runtime',
  'encoding/json',
  'net/http',
  'database/sql',
  'github.com/acme/checkout/internal/pricing',
  'github.com/acme/checkout/internal/orders/store',
  'google.golang.org/grpc/internal/transport',
  'github.com/prometheus/client_golang/prometheus',
  'golang.org/x/net/http2',
  'compress/gzip',
  'crypto/tls',
  'github.com/acme/platform/tracing',
];
const TYPES = ['Server', 'Conn', 'decodeState', 'Registry', 'Writer', 'Reader', 'Pool', 'Buffer', 'Client', 'Rule'];
const VERBS = ['serve', 'Read', 'write', 'Flush', 'scan', 'marshal', 'apply', 'Lookup', 'grow', 'Collect', 'handle'];

/** `count` names, each once, as long as those of real programs. */
function makeNames(count: number, random: () => number): string[] {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)];
  const names = Array.from({ length: count - 1 }, (_, i) =>
    random() < 0.5 ? `${pick(PACKAGES)}.(*${pick(TYPES)}).${pick(VERBS)}${i}` : `${pick(PACKAGES)}.${pick(VERBS)}${i}`
  );
  return ['total', ...names];
}

/** One stack of `levels` frames, all as wide as the whole: what takes time is the last. */
export function makeDeep(levels: number): Rows {
  const rows = Array.from({ length: levels }, (_, i) => i);
  return {
    level: rows,
    value: rows.map(() => 1e9),
    self: rows.map((i) => (i === levels - 1 ? 1e9 : 0)),
    label: rows,
    symbols: rows.map((i) => (i === 0 ? 'total' : `deep.call${i}`)),
  };
}

/** A root with `siblings` children; the first is as large as all others together, so that there is something to see. */
export function makeWide(siblings: number): Rows {
  const children = Array.from({ length: siblings }, (_, i) => (i === 0 ? siblings - 1 : 1));
  return {
    level: [0, ...children.map(() => 1)],
    value: [2 * (siblings - 1), ...children],
    self: [0, ...children],
    label: [0, ...children.map((_, i) => i + 1)],
    symbols: ['total', ...children.map((_, i) => `wide.call${i}`)],
  };
}
