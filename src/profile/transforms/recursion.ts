import { mergeNodesInSteps } from '../merge';
import type { CallTree, SymbolIndex } from '../model';
import { inSlices } from '../steps';

/**
 * Makes the recursion of one symbol one frame, also where other frames are between: in every stack, what lies between
 * the outermost and the innermost occurrence disappears. Stacks that end in between keep their frames. (The semantics of
 * Firefox Profiler's "collapse recursion".)
 *
 *     a ─ f ─┬ g ─┬ f ─ h      becomes      a ─ f ─┬ h
 *            │    └ x                              ├ g ─ x
 *            └ y                                   └ y
 *
 * @param self what each row has of its own, on all sides together: what is left with nothing disappears
 * @param rowOf filled with the merged row of each row, -1 where it has none
 */
export function* mergeRecursionOf(
  source: CallTree,
  self: Float64Array,
  symbol: SymbolIndex,
  rowOf: Int32Array
): Generator<void, CallTree> {
  const { end } = source;
  const nested = yield* nestedOccurrences(source, symbol);
  const isLeft = yield* hasRest(source, self, symbol, nested);
  return yield* mergeNodesInSteps(source.frames, source.symbol[0], [0], false, rowOf, (node, origin, into) => {
    into.put(node);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      if (nested[child] === 1) {
        continue;
      }
      if (source.symbol[child] === symbol) {
        into.child(child, symbol, origin);
        const inside = nested.subarray(0, end[child]);
        for (let i = inside.indexOf(1, child + 1); i > 0; i = inside.indexOf(1, i + 1)) {
          into.child(i, symbol, origin);
        }
      } else if (isLeft[child] === 1) {
        // What only led to a nested occurrence has nothing left.
        into.child(child, source.symbol[child], origin);
      }
    }
  });
}

/** 1 for each occurrence that has another one above it. The root is no occurrence. */
function* nestedOccurrences({ length, end, symbol }: CallTree, wanted: SymbolIndex): Generator<void, Uint8Array> {
  const nested = new Uint8Array(length);
  let onStackUntil = 0;
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      if (symbol[i] === wanted) {
        if (i < onStackUntil) {
          nested[i] = 1;
        } else {
          onStackUntil = end[i];
        }
      }
    }
  });
  return nested;
}

/** 1 where something is left when the nested occurrences below are gone; their outermost one keeps all of theirs. */
function* hasRest(
  source: CallTree,
  self: Float64Array,
  symbol: SymbolIndex,
  nested: Uint8Array
): Generator<void, Uint8Array> {
  const { length, parent } = source;
  // Of an outermost occurrence, which takes all below it, and of what is nested.
  const whole = new Uint8Array(length);
  const rest = new Uint8Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = length - from; i > length - to; i--) {
      whole[i] |= self[i] > 0 ? 1 : 0;
      rest[i] |= self[i] > 0 ? 1 : 0;
      whole[parent[i]] |= whole[i];
      if (nested[i] === 0) {
        rest[parent[i]] |= source.symbol[i] === symbol ? whole[i] : rest[i];
      }
    }
  });
  return rest;
}
