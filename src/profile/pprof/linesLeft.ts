import { Doubles, Integers } from '../growing';
import type { NodeIndex, Profile } from '../model';
import { countedInSteps, type LinedStacks } from './lines';
import { STACKS_A_WALK, StackWalk } from './walk';

/**
 * What a picture's transforms leave of the stacks with lines: the numbers of a function's lines are those of the picture. Of
 * frames that became one the line of the innermost stays, from which the next was called. O(frames)
 *
 * @param screen a complete profile, with its transforms
 * @param factor of the stacks' values, where the picture divides them
 * @returns undefined where they are not known to be of the same profiles as the picture
 */
export function* linesLeftInSteps(
  screen: Profile,
  stacks: LinedStacks,
  factor: number
): Generator<void, LinedStacks | undefined> {
  const walk = new StackWalk(screen, stacks);
  const left = new Left(stacks);
  const onFrame = left.push.bind(left);
  for (let sample = 0; sample < stacks.value.length; sample++) {
    const leaf = walk.follow(sample, onFrame);
    left.endStack(screen, leaf, stacks.value[sample]);
    if (sample % STACKS_A_WALK === STACKS_A_WALK - 1) {
      yield;
    }
  }
  return stacks.notLoaded === 0 && walk.isOfSame(factor) ? yield* left.countInSteps() : undefined;
}

/** Collects what is left of stacks. */
class Left {
  // The frames of the open stack, from the root down.
  readonly #rows: NodeIndex[] = [];
  readonly #places: number[] = [];
  readonly #lines: number[] = [];
  /** What is left of a location of the open stack, the innermost line first. */
  readonly #kept: number[] = [];
  /** Behind the locations that there were, those that lost some of their lines. */
  readonly #lineStart = new Integers();
  readonly #lineAt = new Integers();
  readonly #parts = new Map<string, number>();
  readonly #stackStart = new Integers();
  readonly #stack = new Integers();
  readonly #value = new Doubles();

  constructor(private readonly stacks: LinedStacks) {
    stacks.lineStart.forEach((start) => this.#lineStart.push(start));
    stacks.lineAt.forEach((line) => this.#lineAt.push(line));
    this.#stackStart.push(0);
  }

  push(row: NodeIndex, place: number, line: number): void {
    this.#rows.push(row);
    this.#places.push(place);
    this.#lines.push(line);
  }

  /** @param leaf the row that its value went into; -1 drops it */
  endStack({ end }: Profile, leaf: NodeIndex, value: number): void {
    let inner = Infinity;
    let open = -1;
    for (let f = this.#rows.length - 1; f >= 0 && leaf >= 0; f--) {
      const row = this.#rows[f];
      // Not what is beside the leaf, as between two frames that became one; of these only the innermost.
      if (row <= leaf && leaf < end[row] && row < inner) {
        if (this.#places[f] !== open) {
          this.#endLocation(open);
        }
        inner = row;
        open = this.#places[f];
        if (this.#lines[f] >= 0) {
          this.#kept.push(this.#lines[f]);
        }
      }
    }
    this.#endLocation(open);
    if (leaf >= 0) {
      this.#stackStart.push(this.#stack.length);
      this.#value.push(value);
    }
    this.#rows.length = this.#places.length = this.#lines.length = 0;
  }

  *countInSteps(): Generator<void, LinedStacks> {
    const { lines, bare } = this.stacks;
    const stacks = {
      ...{ lineStart: this.#lineStart.view(), lineAt: this.#lineAt.view(), stackStart: this.#stackStart.view() },
      ...{ stack: this.#stack.view(), value: this.#value.view() },
    };
    const { self, total, whole } = yield* countedInSteps(stacks, lines.length);
    return { ...stacks, bare, lines: { ...lines, self, total }, total: whole, notLoaded: 0 };
  }

  #endLocation(place: number): void {
    if (place >= 0) {
      const { stack, lineStart } = this.stacks;
      const location = stack[place];
      const isWhole = this.#kept.length === lineStart[location + 1] - lineStart[location];
      this.#stack.push(isWhole ? location : this.#partOf(location));
      this.#kept.length = 0;
    }
  }

  #partOf(location: number): number {
    const key = [location, ...this.#kept].join(' ');
    let part = this.#parts.get(key);
    if (part === undefined) {
      part = this.#lineStart.length - 1;
      this.#parts.set(key, part);
      this.#kept.forEach((line) => this.#lineAt.push(line));
      this.#lineStart.push(this.#lineAt.length);
    }
    return part;
  }
}
