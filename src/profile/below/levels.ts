import { buildProfile } from '../build';
import { ProfileInputError, type Profile } from '../model';
import { drained, NODES_A_SLICE } from '../steps';

/** A flame graph as Pyroscope's own API has it: a list of bars a level. Numbers are texts in its JSON. */
export interface LeveledGraph {
  readonly names?: readonly string[];
  readonly levels?: ReadonlyArray<{ readonly values?: ReadonlyArray<string | number> }>;
}

/** Of a bar: how far it begins behind the end of the one before, its total, its self, its name's index. */
const NUMBERS_A_BAR = 4;

/**
 * Reads Pyroscope's levels. A bar's parent is the one of the level above whose span it begins in. O(bars)
 * @throws {ProfileInputError} a bar outside the level above, and as `buildProfile`
 */
export function profileOfLevels(graph: LeveledGraph): Profile {
  return drained(profileOfLevelsInSteps(graph));
}

/** `profileOfLevels` in steps, of which the last one builds the profile. */
export function* profileOfLevelsInSteps({ names = [], levels = [] }: LeveledGraph): Generator<void, Profile> {
  const start: number[] = [];
  const total: number[] = [];
  const self: number[] = [];
  const label: number[] = [];
  const depth: number[] = [];
  /** Children of one bar are neighbors. */
  const firstChild: number[] = [];
  const children: number[] = [];
  let above = 0;
  for (const [level, { values = [] }] of levels.entries()) {
    const first = start.length;
    let parent = above;
    let end = 0;
    for (let at = 0; at + NUMBERS_A_BAR <= values.length; at += NUMBERS_A_BAR) {
      const begin = end + Number(values[at]);
      end = begin + Number(values[at + 1]);
      while (level > 0 && parent < first && begin >= start[parent] + total[parent]) {
        parent++;
      }
      if (level > 0 && (parent === first || begin < start[parent] || end > start[parent] + total[parent])) {
        throw new ProfileInputError('bad-level', `Level ${level} of the flame graph has a bar below no other.`);
      }
      if (level > 0) {
        firstChild[parent] = children[parent] === 0 ? start.length : firstChild[parent];
        children[parent]++;
      }
      start.push(begin);
      total.push(end - begin);
      self.push(Number(values[at + 2]));
      label.push(Number(values[at + 3]));
      depth.push(level);
      firstChild.push(0);
      children.push(0);
      if (start.length % NODES_A_SLICE === 0) {
        yield;
      }
    }
    above = first;
  }
  const order: number[] = [];
  const pending = start.length > 0 ? [0] : [];
  for (let bar = pending.pop(); bar !== undefined; bar = pending.pop()) {
    order.push(bar);
    if (order.length % NODES_A_SLICE === 0) {
      yield;
    }
    for (let child = children[bar] - 1; child >= 0; child--) {
      pending.push(firstChild[bar] + child);
    }
  }
  function* inOrder(column: readonly number[]) {
    yield;
    return order.map((bar) => column[bar]);
  }
  const columns = {
    level: yield* inOrder(depth),
    value: yield* inOrder(total),
    self: yield* inOrder(self),
    label: yield* inOrder(label),
    symbols: names,
  };
  yield;
  return buildProfile(columns);
}
