import { joinFrames } from '../mergeProfiles';
import { FrameKind, notLoadedFrame, type NodeIndex, type Profile, type SymbolIndex } from '../model';
import { findPath, pathOf } from '../path';
import { isSameTotal } from '../sameTotal';
import { drained, NODES_A_SLICE } from '../steps';
import { profileInStepsOf } from '../tree';

/** Whether a detail is of the same profiles as the graph: the frame's totals are at most 0.5 % apart. */
export function isSame(graph: Profile, node: NodeIndex, detail: Profile): boolean {
  return isSameTotal(totalIn(detail, pathOf(graph, node)), graph.total[node]);
}

function totalIn(detail: Profile, path: readonly string[]): number {
  const { node, matched } = findPath(detail, path);
  return matched === path.length && detail.length > 0 ? detail.total[node] : 0;
}

/**
 * The graph with what the detail has below a frame, and its self, in the place of what the graph had there.
 *
 * The totals of the frame's ancestors stay. The frame's own may be larger in the detail: the server cuts each block by
 * itself, so that a part of it may stand in the `other` of any ancestor. It is taken out of there, of the nearest first,
 * and the totals in between grow by it; so the true values stay within the bounds that a cut graph gives (`openOfNodes`).
 * What the detail has too little of stays not loaded. O(nodes of both)
 *
 * @param detail the graph of the same profiles under the frame's call site, from the root down
 * @returns undefined where its total cannot be that frame's: more than ancestors' `other` leaves open, or 0.5 % too little
 */
export function spliceDetail(graph: Profile, node: NodeIndex, detail: Profile): Profile | undefined {
  return drained(spliceDetailInSteps(graph, node, detail));
}

/** `spliceDetail` in steps. */
export function* spliceDetailInSteps(
  graph: Profile,
  node: NodeIndex,
  detail: Profile
): Generator<void, Profile | undefined> {
  const path = pathOf(graph, node);
  const { node: at } = findPath(detail, path);
  const total = totalIn(detail, path);
  const excess = total - graph.total[node];
  const donors = excess > 0 ? donorsOf(graph, node, excess) : new Map<NodeIndex, number>();
  if (donors === undefined || (excess < 0 && !isSameTotal(total, graph.total[node]))) {
    return undefined;
  }
  // The graph's frames keep their index: they are the first.
  const { frames, symbolsOf } = yield* joinFrames([graph, detail]);
  const [, symbolOf] = symbolsOf;
  const missing = Math.max(0, -excess);
  const columns = new Columns(graph.length + detail.end[at] - at + 1);
  function* keep(from: number, to: number) {
    for (let i = from; i < to; i++) {
      const given = donors!.get(i) ?? 0;
      if (given === 0 || given < graph.self[i]) {
        columns.push(graph.level[i], graph.symbol[i], graph.self[i] - given);
      }
      if (i % NODES_A_SLICE === NODES_A_SLICE - 1) {
        yield;
      }
    }
  }
  yield* keep(0, node);
  columns.push(graph.level[node], graph.symbol[node], detail.self[at]);
  const cut = notLoadedFrame(frames);
  const below = graph.level[node] - detail.level[at];
  let isMissing = missing > 0;
  for (let i = at + 1; i < detail.end[at]; i++) {
    const isOther = detail.parent[i] === at && symbolOf[detail.symbol[i]] === cut;
    columns.push(detail.level[i] + below, symbolOf[detail.symbol[i]], detail.self[i] + (isOther ? missing : 0));
    isMissing &&= !isOther;
    if (i % NODES_A_SLICE === NODES_A_SLICE - 1) {
      yield;
    }
  }
  if (isMissing) {
    columns.push(graph.level[node] + 1, cut, missing);
  }
  yield* keep(graph.end[node], graph.length);
  const { level, symbol, self } = columns.taken();
  return yield* profileInStepsOf({ level, symbol, frames }, self);
}

/** What of which `other` makes up for the excess; undefined where all of them are not enough. */
function donorsOf({ parent, end, symbol, frames, self }: Profile, node: NodeIndex, excess: number) {
  const donors = new Map<NodeIndex, number>();
  let left = excess;
  for (let ancestor = parent[node]; ancestor >= 0 && left > 0; ancestor = parent[ancestor]) {
    for (let child = ancestor + 1; child < end[ancestor] && left > 0; child = end[child]) {
      if (frames.kinds[symbol[child]] === FrameKind.notLoaded) {
        const given = Math.min(self[child], left);
        donors.set(child, given);
        left -= given;
      }
    }
  }
  return left > 0 ? undefined : donors;
}

/** Rows in pre-order, at most as many as are made room for. */
class Columns {
  readonly #level: Int32Array;
  readonly #symbol: Int32Array;
  readonly #self: Float64Array;
  #length = 0;

  constructor(most: number) {
    this.#level = new Int32Array(most);
    this.#symbol = new Int32Array(most);
    this.#self = new Float64Array(most);
  }

  push(level: number, symbol: SymbolIndex, self: number): void {
    this.#level[this.#length] = level;
    this.#symbol[this.#length] = symbol;
    this.#self[this.#length++] = self;
  }

  taken() {
    const of = <A extends Int32Array | Float64Array>(column: A) => column.slice(0, this.#length) as A;
    return { level: of(this.#level), symbol: of(this.#symbol), self: of(this.#self) };
  }
}
