import { FrameKind, type NodeIndex, type Profile, type SymbolIndex } from '../model';
import { inSlices } from '../steps';
import { Largest, type Candidate } from './largest';

/** A line of a call tree: a frame, and through its parents the way that leads to it. */
export interface Line {
  /** Tells it apart from the others below the same parent: top-down the profile's node, bottom-up the symbol. */
  readonly id: number;
  readonly symbol: SymbolIndex;
  readonly parent: Line | undefined;
  /** 0 at the top. */
  readonly depth: number;
  readonly total: number;
  readonly self: number;
  /** Something is below it. */
  readonly opens: boolean;
}

/** The lines below another (or at the top) that are not shown: they are smaller than those that are. */
export interface Rest {
  readonly parent: Line | undefined;
  readonly count: number;
  readonly total: number;
  /** The smallest of its siblings that is shown in its turn. */
  readonly last: Candidate | undefined;
  /** Those that are shown before their turn. */
  readonly picked: readonly number[];
}

export interface Siblings {
  /** The largest first. */
  readonly lines: readonly Line[];
  readonly rest: Rest | undefined;
  /** What is not loaded: no symbol that could be ranked. */
  readonly cut: Line | undefined;
}

/** A call tree whose lines are made when somebody looks at them. */
export interface LineTree {
  readonly profile: Profile;
  /** Below a line, or at the top: what has at least 1/16384 of the whole, at most 1,000 lines. */
  below(parent: Line | undefined): Siblings;
  /** The next 1,000 of a rest. */
  more(rest: Rest): Siblings;
  /** One of a rest before its turn; undefined where it is none of it. */
  pick(rest: Rest, id: number): Siblings | undefined;
}

/** Narrower frames are less than half a pixel of a large screen. */
const LEAST_SHARE = 1 / 16384;
/** As many lines as are made at once. */
const PAGE = 1000;

/**
 * Who calls whom, from the outermost frame down: a line is a node of the profile. O(children) for what is below a line.
 * @param root shows the part of the profile below a node, which is then the one line at the top; 0: all of it
 */
export function topDown(profile: Profile, root: NodeIndex): LineTree {
  const { total, self, symbol, end } = profile;
  const lineOf = (id: NodeIndex, parent: Line | undefined): Line => ({
    id,
    symbol: symbol[id],
    parent,
    depth: depthBelow(parent),
    total: id === 0 ? self[0] : total[id],
    self: self[id],
    opens: id > 0 && end[id] > id + 1,
  });
  return withPages(
    profile,
    (id) => symbol[id],
    lineOf,
    (parent, offer) => {
      if (parent === undefined && root > 0) {
        offer(root, total[root]);
        return;
      }
      if (parent === undefined && profile.length > 0 && self[0] > 0) {
        // Samples without frames.
        offer(0, self[0]);
      }
      const from = parent?.id ?? 0;
      for (let child = from + 1; child < end[from]; child = end[child]) {
        offer(child, total[child]);
      }
    }
  );
}

/** The frames of a line of the inverted tree, and for each the frame that its value is the self of. */
interface Occurrences {
  readonly nodes: Int32Array;
  readonly leaves: Int32Array;
}

/**
 * From what costs up to who called it: at the top each symbol with its self; below it its callers, each with the part of
 * that self that its calls led to. O(nodes) in steps; O(occurrences) for what is below a line.
 * @param root looks only at the part of the profile below a node; 0: at all of it
 */
export function* bottomUpInSteps(profile: Profile, root: NodeIndex): Generator<void, LineTree> {
  const { self, symbol, parent: callerOf, frames } = profile;
  const end = profile.length === 0 ? 0 : profile.end[root];
  const isCaller = (node: NodeIndex) => node >= Math.max(1, root);
  // What has a self, by symbol: that of symbol s are `withSelf[offset[s]] .. withSelf[offset[s + 1] - 1]`, ascending.
  const offset = new Int32Array(frames.names.length + 1);
  // At the top: the sum of it, and whether any of it was called.
  const topSums = new Float64Array(frames.names.length);
  const topCalled = new Uint8Array(frames.names.length);
  yield* inSlices(root, end, (from, to) => {
    for (let i = from; i < to; i++) {
      if (self[i] > 0) {
        offset[symbol[i] + 1]++;
        topSums[symbol[i]] += self[i];
        topCalled[symbol[i]] |= isCaller(callerOf[i]) ? 1 : 0;
      }
    }
  });
  for (let s = 0; s < frames.names.length; s++) {
    offset[s + 1] += offset[s];
  }
  const withSelf = new Int32Array(offset[frames.names.length]);
  const next = offset.slice();
  yield* inSlices(root, end, (from, to) => {
    for (let i = from; i < to; i++) {
      if (self[i] > 0) {
        withSelf[next[symbol[i]]++] = i;
      }
    }
  });
  // The same for the siblings at hand.
  const sums = new Float64Array(frames.names.length);
  const called = new Uint8Array(frames.names.length);
  const known = new WeakMap<Line, Occurrences>();
  const occurrencesOf = (line: Line): Occurrences => {
    let found = known.get(line);
    if (found === undefined) {
      known.set(line, (found = line.parent ? callers(line.symbol, occurrencesOf(line.parent)) : leaves(line.symbol)));
    }
    return found;
  };
  const leaves = (wanted: SymbolIndex): Occurrences => {
    const nodes = withSelf.subarray(offset[wanted], offset[wanted + 1]);
    return { nodes, leaves: nodes };
  };
  const callers = (wanted: SymbolIndex, below: Occurrences): Occurrences => {
    const nodes = new Int32Array(below.nodes.length);
    const of = new Int32Array(below.nodes.length);
    let count = 0;
    for (let k = 0; k < below.nodes.length; k++) {
      const caller = callerOf[below.nodes[k]];
      if (isCaller(caller) && symbol[caller] === wanted) {
        nodes[count] = caller;
        of[count++] = below.leaves[k];
      }
    }
    return { nodes: nodes.slice(0, count), leaves: of.slice(0, count) };
  };
  const lineOf = (id: SymbolIndex, parent: Line | undefined, value: number): Line => ({
    id,
    symbol: id,
    parent,
    depth: depthBelow(parent),
    total: value,
    self: parent === undefined ? value : 0,
    opens: called[id] === 1,
  });
  return withPages(
    profile,
    (id) => id,
    lineOf,
    (parent, offer) => {
      if (parent === undefined) {
        sums.set(topSums);
        called.set(topCalled);
      } else {
        sums.fill(0);
        called.fill(0);
        const below = occurrencesOf(parent);
        for (let k = 0; k < below.nodes.length; k++) {
          const caller = callerOf[below.nodes[k]];
          if (isCaller(caller)) {
            sums[symbol[caller]] += self[below.leaves[k]];
            called[symbol[caller]] |= isCaller(callerOf[caller]) ? 1 : 0;
          }
        }
      }
      for (let s = 0; s < sums.length; s++) {
        if (sums[s] > 0) {
          offer(s, sums[s]);
        }
      }
    }
  );
}

const depthBelow = (parent: Line | undefined) => (parent === undefined ? 0 : parent.depth + 1);

type Offer = (id: number, value: number) => void;

/** A tree of what `offerAll` offers below each line. */
function withPages(
  profile: Profile,
  symbolOf: (id: number) => SymbolIndex,
  lineOf: (id: number, parent: Line | undefined, value: number) => Line,
  offerAll: (parent: Line | undefined, offer: Offer) => void
): LineTree {
  const { kinds } = profile.frames;
  const page = (parent: Line | undefined, least: number, shown?: Rest): Siblings => {
    const largest = new Largest(PAGE, least, shown?.last);
    let cut: Line | undefined;
    offerAll(parent, (id, value) => {
      if (kinds[symbolOf(id)] === FrameKind.notLoaded) {
        cut = lineOf(id, parent, value);
      } else if (shown === undefined || !shown.picked.includes(id)) {
        largest.offer(id, value);
      }
    });
    const kept = largest.sorted();
    const { restCount: count, restTotal: total } = largest;
    const last = kept.at(-1) ?? shown?.last;
    return {
      lines: kept.map(({ id, value }) => lineOf(id, parent, value)),
      rest: count > 0 ? { parent, count, total, last, picked: shown?.picked ?? [] } : undefined,
      cut,
    };
  };
  const pick = (rest: Rest, id: number): Siblings | undefined => {
    const { parent, count, total, picked } = rest;
    let line: Line | undefined;
    offerAll(parent, (each, value) => {
      line = each === id ? lineOf(id, parent, value) : line;
    });
    return (
      line && {
        lines: [line],
        rest: count > 1 ? { ...rest, count: count - 1, total: total - line.total, picked: [...picked, id] } : undefined,
        cut: undefined,
      }
    );
  };
  return {
    profile,
    below: (parent) => page(parent, profile.length === 0 ? 0 : profile.total[0] * LEAST_SHARE),
    more: (rest) => ({ ...page(rest.parent, 0, rest), cut: undefined }),
    pick,
  };
}
