import { frameNamed, ProfileInputError, type NodeIndex, type Profile, type SymbolIndex } from '../model';
import type { LinedStacks } from '../pprof/lines';
import { STACKS_A_WALK, StackWalk } from '../pprof/walk';
import { StackBuilder } from '../stacks';
import type { FrameLine } from './pprof';
import type { Shown } from './shown';

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
  const isShown = partOf(screen, shown);
  const walk = new StackWalk(screen, stacks);
  const named = new NamedFrames();
  /** The line of each row of the open stack; rows are few, and each is set before it is read. */
  const lineOfRow = new Map<NodeIndex, number>();
  const setLine = (row: NodeIndex, _: number, line: number) => line >= 0 && lineOfRow.set(row, line);
  for (let sample = 0; sample < stacks.value.length; sample++) {
    lineOfRow.clear();
    const leaf = walk.follow(sample, setLine);
    if (leaf >= 0 && isShown(leaf)) {
      named.add(screen, leaf, lineOfRow, stacks.value[sample] * factor);
    }
    if (sample % STACKS_A_WALK === STACKS_A_WALK - 1) {
      yield;
    }
  }
  if (!walk.isOfSame(factor)) {
    throw new ProfileInputError('other-total', 'The totals of the whole profile and the flame graph differ.');
  }
  const { profile, frames } = yield* named.buildInSteps();
  const lineOf = (symbol: SymbolIndex): FrameLine => {
    const { name, line } = frames[symbol - 1];
    if (line < 0) {
      return { name, file: '', line: 0, start: 0 };
    }
    const file = stacks.lines.file[line];
    return { name, file, line: stacks.lines.line[line], start: startOf(walk.source, walk.symbolOf[line], file) };
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
