import type { ChangeKind } from './comparison/bounds';
/** Index of a row in a call tree's columns; 0 is the root. */
export type NodeIndex = number;
/** Index into a tree's `frames`: what a stack's frame is, wherever it occurs. */
export type SymbolIndex = number;

/** What a frame stands for; a byte, so that a column of kinds is small. */
export enum FrameKind {
  function = 0,
  /** Everything; Pyroscope names it `total`. */
  root = 1,
  /** What the server cut from the graph, summed; Pyroscope names it `other`. */
  notLoaded = 2,
  /** A label's value, where stacks are grouped by a label. */
  label = 3,
  /** All functions of a package, where frames are grouped by package. */
  package = 4,
}

/** Is a frame of this kind something that can be looked for, rather than the whole or what is missing of it? */
export const isSymbol = (kind: number) => kind !== FrameKind.root && kind !== FrameKind.notLoaded;

/**
 * The distinct frames of a tree, as columns. A frame is identified by its name and its kind: a function may really be
 * named `total` or `other`. Where it is written does not tell frames apart.
 */
export interface Frames {
  readonly names: readonly string[];
  /** One `FrameKind` a frame. */
  readonly kinds: Uint8Array;
  /** Absent where the source has no files. */
  readonly places?: SourcePlaces;
  /** Absent where the source does not say. */
  readonly program?: Program;
  /** Where packages stand for their functions: the first function of each frame, in the frames they were made of. */
  readonly grouped?: { readonly from: Frames; readonly first: Int32Array };
}

/** What was run, as a pprof's first mapping has it. */
export interface Program {
  /** The binary, without its directory: `shop`. */
  readonly binary: string;
  /** Where its code is kept (`https://github.com/me/shop`); '' where the build does not say. */
  readonly repository: string;
  /** By name: the library's file that functions without a source file are in, where that is not the binary. */
  readonly libraries?: ReadonlyMap<string, string>;
}

/** Where frames are written, none or several a frame: those of frame `f` are `offset[f]` .. `offset[f + 1] - 1`. */
export interface SourcePlaces {
  /** Length frames + 1. */
  readonly offset: Int32Array;
  /** Index into `files`. */
  readonly file: Int32Array;
  /** The line that the function begins in, from 1; 0 where it is not known. */
  readonly line: Int32Array;
  readonly files: readonly string[];
}

/**
 * The structure of a profile: a pre-order nested set, without values. Row 0 is the root, the first child of `i` is
 * `i + 1` (if `end[i] > i + 1`), the next sibling of `i` is `end[i]` (if `end[i] < end[parent[i]]`). Siblings have
 * different frames.
 *
 *     row      0        1     2    3
 *     tree     total ─┬ main ─ read
 *                     └ gc
 *     level    0        1     2    1
 *     end      4        3     3    4
 */
export interface CallTree {
  readonly length: number;
  readonly frames: Frames;
  /** Index into `frames`. */
  readonly symbol: Int32Array;
  /** Depth; the root is 0. */
  readonly level: Int32Array;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** First index after the subtree. */
  readonly end: Int32Array;
  /** Of a tree that transforms made: what it was made of. */
  readonly origin?: Origin;
}

export interface Origin {
  readonly tree: CallTree;
  /** The row that a row of the origin went into; -1 for one that is left out. */
  rowOf(node: NodeIndex): NodeIndex;
  /** The row that its own value went into; -1 where that is left out, though the row may be there. */
  selfRowOf(node: NodeIndex): NodeIndex;
  /** The first row of the origin that went into a node, and the next one after such a row; -1 for none. */
  firstOf(node: NodeIndex): NodeIndex;
  nextOf(row: NodeIndex): NodeIndex;
  /** A node in another tree that was made of the same one, or in that one; undefined where it has none. */
  carry(place: { readonly tree: CallTree; readonly node: NodeIndex }, to: CallTree): NodeIndex | undefined;
}

/**
 * One set of values over a tree, in the sample type's unit (nanoseconds, bytes, a count). A comparison has two over one
 * tree. Above 2^53 they lose precision.
 */
export interface Weights {
  readonly self: Float64Array;
  /** Self plus the totals of the children. */
  readonly total: Float64Array;
}

/** The side that something is compared with, and the side that is looked at. */
export type Side = 'before' | 'after';

/** One of each side. */
export type BySide<T> = Readonly<Record<Side, T>>;

/** What a box's width is in a graph of two sides. */
export type WidthMode = 'before' | 'after' | 'larger' | 'churn';

/** One value on both sides, and what can be said of their difference. */
export interface Change {
  readonly before: number;
  readonly after: number;
  readonly kind: ChangeKind;
  /** of what was not seen on a side: the share of that side's total that it may have had nevertheless */
  readonly atMost?: number;
  /** of a function that is joined with one of another name (`Sides.joined`): that name */
  readonly joined?: string;
}

/** What a comparison knows of the nodes of its tree. Both sides are in one unit, normalized. */
export interface Sides extends BySide<Weights> {
  /** By which both were laid out: rows that become one are as wide as both sides of that row say. */
  readonly width: WidthMode;
  /** What was cut of each side; 0 where it is complete. */
  readonly cut: BySide<number>;
  /** Of how many samples each side is made; undefined where that is not known. */
  readonly samples: BySide<number | undefined>;
  /** By node: how much more its total may be, since the server cut it; all that was cut where it is absent. */
  readonly open?: BySide<Float64Array>;
  /** How a node's total changed: `changeOfNode`, which the code of a profile that is alone does without. */
  readonly changeOf: (sides: Sides, node: NodeIndex) => Change;
  /** By name: the one that a function had before, where only what is numbered anew differs (`uniteFrames`). */
  readonly joined?: ReadonlyMap<string, string>;
}

/**
 * A call tree with one set of weights. Those of a comparison are how wide its nodes are drawn; what they are made of
 * stands in `sides`.
 */
export interface Profile extends CallTree, Weights {
  readonly sides?: Sides;
  /** Of a Go program's pprof: the value of stacks that Go cut at 64 frames, at their root's side; undefined for none. */
  readonly rootless?: number;
}

/** What can be wrong with an input; each has one sentence (see `ProfileInputError.message`). */
export type ProfileInputCode =
  | 'column-lengths'
  | 'too-many-nodes'
  | 'bad-level'
  | 'bad-value'
  | 'bad-self'
  | 'bad-label'
  | 'overfull'
  | 'bad-pprof'
  | 'pprof-limit'
  | 'bad-folded'
  | 'unknown-sample-type'
  | 'missing-column'
  | 'other-total';

/** An input that cannot be drawn. The message is one clear sentence; `row` is the offending row, counted from 0. */
export class ProfileInputError extends Error {
  constructor(
    readonly code: ProfileInputCode,
    message: string,
    readonly row?: number
  ) {
    super(message);
    this.name = 'ProfileInputError';
  }
}

/** True where there is nothing to draw: zero rows, or a root of value 0 (what Pyroscope answers for "nothing in this range"). */
export function isNoData(profile: Profile): boolean {
  return profile.length === 0 || profile.total[0] === 0;
}

/** The frame that a name alone means: a function, else another frame, the root last; -1 if there is none. O(frames) */
export function frameNamed({ names, kinds }: Frames, name: string): SymbolIndex {
  let found = -1;
  for (let s = names.indexOf(name); s >= 0; s = names.indexOf(name, s + 1)) {
    if (kinds[s] === FrameKind.function) {
      return s;
    }
    found = found < 0 || kinds[found] === FrameKind.root ? s : found;
  }
  return found;
}

/** The one frame that stands for what the server cut; -1 if the tree has none. */
export function notLoadedFrame(frames: Frames): SymbolIndex {
  return frames.kinds.indexOf(FrameKind.notLoaded);
}

/** What is known of a frame's name at a node. */
export function nameOfNode({ frames, symbol }: CallTree, node: NodeIndex): string {
  return frames.names[symbol[node]];
}
