import { FrameKind, frameNamed, ProfileInputError, type NodeIndex, type Profile, type SymbolIndex } from '../model';
import type { LinedStacks } from '../pprof/lines';
import { isSameTotal } from '../sameTotal';
import { StackBuilder } from '../stacks';
import type { FrameLine } from './pprof';
import type { Shown } from './shown';

/** How many stacks are taken between two pauses: about a millisecond's work. */
const STACKS_A_SLICE = 1 << 12;
/** So many siblings are looked through one by one. */
const FEW_SIBLINGS = 32;

/** Stacks whose frames are lines of source. */
export interface LinedProfile {
  readonly profile: Profile;
  lineOf(symbol: SymbolIndex): FrameLine;
}

/**
 * The stacks that are on screen, with the lines that they were taken in. Each stack is looked up in what the picture was
 * made of, and goes where the picture's transforms put it; a frame has the line of the innermost one that it stands for.
 * Stacks that came after the picture are left out where it lacks their frames. O(frames)
 *
 * @param screen a complete profile, with its transforms
 * @param stacks all of the same profiles
 * @param factor of the stacks' values, where the picture divides them
 * @throws {ProfileInputError} `other-total`: they are of other profiles than the picture
 */
export function* linedInSteps(
  screen: Profile,
  shown: Shown,
  stacks: LinedStacks,
  factor: number
): Generator<void, LinedProfile> {
  const { lineStart, lineAt, bare, stackStart, stack, value } = stacks;
  const source = (screen.origin?.tree ?? screen) as Profile;
  const isShown = partOf(screen, shown);
  const walk = new Walk(source);
  const symbolOfLine = symbolsOf(source, stacks.lines.name);
  const named = new NamedFrames();
  /** The line of each row of the open stack; rows are few, and each is set before it is read. */
  const lineOfRow = new Map<NodeIndex, number>();
  let lost = stacks.notLoaded;
  for (let sample = 0; sample < value.length; sample++) {
    let node: NodeIndex = 0;
    let isKnown = true;
    lineOfRow.clear();
    for (let i = stackStart[sample + 1] - 1; isKnown && i >= stackStart[sample]; i--) {
      const location = stack[i];
      // What has no symbols is no frame in a graph of Pyroscope's.
      node = walk.childNamed(node, bare.get(location)) ?? node;
      for (let l = lineStart[location + 1] - 1; isKnown && l >= lineStart[location]; l--) {
        const child = walk.child(node, symbolOfLine[lineAt[l]]);
        isKnown = child !== undefined;
        node = child ?? node;
        const row = screen.origin === undefined ? node : screen.origin.rowOf(node);
        if (row > 0 && source.frames.names[source.symbol[node]] === screen.frames.names[screen.symbol[row]]) {
          lineOfRow.set(row, lineAt[l]);
        }
      }
    }
    const leaf = screen.origin === undefined ? node : screen.origin.selfRowOf(node);
    if (!isKnown) {
      lost += value[sample];
    } else if (leaf >= 0 && isShown(leaf)) {
      named.add(screen, leaf, lineOfRow, value[sample] * factor);
    }
    if (sample % STACKS_A_SLICE === STACKS_A_SLICE - 1) {
      yield;
    }
  }
  const whole = stacks.total * factor;
  if (!isSameTotal(whole, source.total[0]) || !isSameTotal(whole - lost * factor, whole)) {
    throw new ProfileInputError('other-total', 'The totals of the whole profile and the flame graph differ.');
  }
  const { profile, frames } = yield* named.buildInSteps();
  const lineOf = (symbol: SymbolIndex): FrameLine => {
    const { name, line } = frames[symbol - 1];
    if (line < 0) {
      return { name, file: '', line: 0, start: 0 };
    }
    const file = stacks.lines.file[line];
    return { name, file, line: stacks.lines.line[line], start: startOf(source, symbolOfLine[line], file) };
  };
  return { profile, lineOf };
}

/** The first line that a function begins in in a file; 0 where it is not known. */
function startOf({ frames: { places } }: Profile, symbol: SymbolIndex, file: string): number {
  for (let at = places?.offset[symbol] ?? 0; places !== undefined && at < places.offset[symbol + 1]; at++) {
    if (places.files[places.file[at]] === file) {
      return places.line[at];
    }
  }
  return 0;
}

function symbolsOf({ frames }: Profile, names: readonly string[]): Int32Array {
  const known = new Map(
    frames.names.flatMap((name, s): Array<[string, number]> =>
      frames.kinds[s] === FrameKind.function ? [[name, s]] : []
    )
  );
  return Int32Array.from(names, (name) => known.get(name) ?? -1);
}

/** By row of the screen: whether what ends there is looked at. */
function partOf(screen: Profile, shown: Shown): (row: NodeIndex) => boolean {
  switch (shown.kind) {
    case 'whole':
      return () => true;
    case 'focus':
      return (row) => row >= shown.node && row < screen.end[shown.node];
    case 'sandwich': {
      const wanted = frameNamed(screen.frames, shown.symbol);
      // 1 below the symbol, itself included.
      const below = new Uint8Array(screen.length);
      for (let i = 1; i < screen.length; i++) {
        below[i] = screen.symbol[i] === wanted ? 1 : below[screen.parent[i]];
      }
      return (row) => below[row] === 1;
    }
  }
}

/** Finds children by their symbols. */
class Walk {
  readonly #wide = new Map<NodeIndex, Map<SymbolIndex, NodeIndex>>();
  readonly #symbols = new Map<string, SymbolIndex>();

  constructor(private readonly tree: Profile) {}

  child(node: NodeIndex, symbol: SymbolIndex): NodeIndex | undefined {
    const wide = this.#wide.get(node);
    if (wide !== undefined) {
      return wide.get(symbol);
    }
    const { end } = this.tree;
    let at = node + 1;
    for (let looked = 0; at < end[node]; at = end[at]) {
      if (this.tree.symbol[at] === symbol) {
        return at;
      }
      if (++looked === FEW_SIBLINGS) {
        return this.#children(node).get(symbol);
      }
    }
    return undefined;
  }

  childNamed(node: NodeIndex, name: string | undefined): NodeIndex | undefined {
    if (name === undefined) {
      return undefined;
    }
    const symbol = this.#symbols.get(name) ?? frameNamed(this.tree.frames, name);
    this.#symbols.set(name, symbol);
    return this.child(node, symbol);
  }

  #children(node: NodeIndex): Map<SymbolIndex, NodeIndex> {
    const { end, symbol } = this.tree;
    const children = new Map<SymbolIndex, NodeIndex>();
    for (let at = node + 1; at < end[node]; at = end[at]) {
      children.set(symbol[at], at);
    }
    this.#wide.set(node, children);
    return children;
  }
}

/** Collects stacks of rows; a row's name at another line is another frame. */
class NamedFrames {
  readonly #builder = new StackBuilder();
  /** By symbol of the builder, but for its root. */
  readonly #frames: Array<{ name: string; line: number }> = [];
  readonly #path: NodeIndex[] = [];

  add({ parent, symbol, frames }: Profile, leaf: NodeIndex, lines: ReadonlyMap<NodeIndex, number>, value: number) {
    this.#path.length = 0;
    for (let row = leaf; row > 0; row = parent[row]) {
      this.#path.push(row);
    }
    for (let i = this.#path.length - 1; i >= 0; i--) {
      const row = this.#path[i];
      const line = lines.get(row) ?? -1;
      // A row with a line has the name of the line's function.
      const frame = this.#builder.intern(line < 0 ? `name ${frames.names[symbol[row]]}` : `line ${line}`);
      if (frame > this.#frames.length) {
        this.#frames.push({ name: frames.names[symbol[row]], line });
      }
      this.#builder.push(frame);
    }
    this.#builder.endStack(value);
  }

  *buildInSteps() {
    return { profile: yield* this.#builder.buildInSteps(), frames: this.#frames };
  }
}
