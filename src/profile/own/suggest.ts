import { isClass } from '../naming/go';
import type { FrameName } from '../naming/frameName';
import { nameAt } from '../naming/nameAt';
import type { Profile } from '../model';
import { drained, inSlices, NAMES_A_SLICE } from '../steps';
import { goModule, moduleOf, wordFor, type OwnRules, type Ownership } from './ownership';

export interface OwnSuggestion {
  /** As a word of `OwnRules` takes it: `github.com/me/shop`, `com.example.shop`, `shop`. */
  readonly package: string;
  /** The value of all stacks with a frame of it. */
  readonly total: number;
}

/**
 * The packages that could be own code, by their total: those that neither the person nor file, name or the program's entry decided.
 * The most total is no proof (a web framework is on every stack), so that it is only asked. O(nodes + frames).
 */
export function suggestOwn(...of: Parameters<typeof suggestOwnInSteps>): OwnSuggestion[] {
  return drained(suggestOwnInSteps(...of));
}

/** `suggestOwn` in steps. */
export function* suggestOwnInSteps(
  profile: Profile,
  ownership: Ownership,
  words: OwnRules['words'],
  count: number
): Generator<void, OwnSuggestion[]> {
  const { length, symbol, total, end, frames } = profile;
  if (frames.grouped !== undefined) {
    return [];
  }
  const index = new Map<string, number>();
  const candidate = new Int32Array(frames.names.length).fill(-1);
  // What is said of a team's directory is not meant for the module in it that is own code.
  const ofOwn = new Set([...ownership.modules.keys()].map((name) => goModule(name)));
  const rootOf = (name: FrameName) => {
    const root = moduleOf(name);
    return name.family === 'go' && ofOwn.has(root) ? goModule(name.package, 1) : root;
  };
  const findCandidates = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      const name = nameAt(frames, s);
      const open = ownership.open[s] === 1 && name.family !== 'native';
      const root = open && !(name.family === 'go' && isClass(name.package)) ? rootOf(name) : '';
      if (root !== '' && wordFor(root, words) === undefined) {
        candidate[s] = index.get(root) ?? index.size;
        index.set(root, candidate[s]);
      }
    }
  };
  yield* inSlices(0, candidate.length, findCandidates, NAMES_A_SLICE);
  const totals = new Float64Array(index.size);
  const onStackUntil = new Int32Array(index.size);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const c = candidate[symbol[i]];
      if (c >= 0 && i >= onStackUntil[c]) {
        totals[c] += total[i];
        onStackUntil[c] = end[i];
      }
    }
  });
  return [...index]
    .map(([name, c]) => ({ package: name, total: totals[c] }))
    .filter(({ total: value }) => value > 0)
    .sort((a, b) => b.total - a.total || (a.package < b.package ? -1 : 1))
    .slice(0, count);
}
