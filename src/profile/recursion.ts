import { mergeNodes } from './merge';
import type { Profile, SymbolIndex } from './model';

/**
 * Makes the recursion of one symbol one frame, also where other frames are between: in every stack, what lies between
 * the outermost and the innermost occurrence disappears. Stacks that end in between keep their frames. (The semantics of
 * Firefox Profiler's "collapse recursion".)
 *
 *     a ─ f ─┬ g ─┬ f ─ h      becomes      a ─ f ─┬ h
 *            │    └ x                              ├ g ─ x
 *            └ y                                   └ y
 */
export function mergeRecursionOf(profile: Profile, symbol: SymbolIndex): Profile {
  const { self, end } = profile;
  const nested = nestedOccurrences(profile, symbol);
  const remaining = valueWithoutNested(profile, symbol, nested);
  return mergeNodes(profile.symbols, profile.symbol[0], [0], [0], false, (node, _, into) => {
    into.addSelf(self[node]);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      if (nested[child] === 1) {
        continue;
      }
      if (profile.symbol[child] === symbol) {
        into.child(child, symbol, 0);
        for (let i = child + 1; i < end[child]; i++) {
          if (nested[i] === 1) {
            into.child(i, symbol, 0);
          }
        }
      } else if (remaining[child] > 0) {
        // What only led to a nested occurrence has nothing left.
        into.child(child, profile.symbol[child], 0);
      }
    }
  });
}

/** 1 for each occurrence that has another one above it. The root is no occurrence. */
function nestedOccurrences(profile: Profile, symbol: SymbolIndex): Uint8Array {
  const nested = new Uint8Array(profile.length);
  let onStackUntil = 0;
  for (let i = 1; i < profile.length; i++) {
    if (profile.symbol[i] === symbol) {
      if (i < onStackUntil) {
        nested[i] = 1;
      } else {
        onStackUntil = profile.end[i];
      }
    }
  }
  return nested;
}

/** What is left of each node when the nested occurrences below it are gone; their outermost one gets all of it. */
function valueWithoutNested(profile: Profile, symbol: SymbolIndex, nested: Uint8Array): Float64Array {
  const remaining = profile.self.slice();
  for (let i = profile.length - 1; i > 0; i--) {
    if (nested[i] === 0) {
      remaining[profile.parent[i]] += profile.symbol[i] === symbol ? profile.value[i] : remaining[i];
    }
  }
  return remaining;
}
