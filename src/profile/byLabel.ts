import { mergeProfilesInSteps } from './mergeProfiles';
import { FrameKind, isNoData, type Frames, type Profile } from './model';
import { uniteTrees, weighSide } from './comparison/unite';
import { drained } from './steps';
import { completeTree, weightsOfSelf } from './tree';

/** The profiles that have one value of a label. */
export interface LabelPart {
  /** of the frame that stands for it, such as `region = eu` */
  readonly name: string;
  readonly profile: Profile;
}

/**
 * A profile with the values of a label as its first level; what no part has is under a frame of its own, so that the whole
 * stays the whole. Frames of labels have the kind `label`. O(nodes of all)
 *
 *     total ─ main 9 ─ read 4        total ─┬ region = eu ─ main 6 ─ read 4
 *                                           └ others      ─ main 3
 *
 * @param parts disjoint, of the same sample type and time as the whole; of graphs that were cut a part may show what the
 * whole does not: nothing of the rest is ever negative
 * @param others the name of what is left
 */
export function profileByLabel(whole: Profile, parts: readonly LabelPart[], others: string): Profile {
  const shown = parts.filter(({ profile }) => !isNoData(profile));
  if (shown.length === 0) {
    return whole;
  }
  const rest = without(
    whole,
    shown.map(({ profile }) => profile)
  );
  const below = shown.map(({ name, profile }) => underLabel(profile, name));
  return drained(mergeProfilesInSteps(isNoData(rest) ? below : [...below, underLabel(rest, others)]));
}

/** What of the whole no part has. */
function without(whole: Profile, parts: readonly Profile[]): Profile {
  const sum = drained(mergeProfilesInSteps(parts));
  const united = uniteTrees(sum, whole);
  const { tree } = united;
  const [less, all] = [weighSide(united, 'before', sum), weighSide(united, 'after', whole)];
  const weights = weightsOfSelf(
    tree,
    all.self.map((value, node) => Math.max(0, value - less.self[node]))
  );
  // A node that has something has ancestors that have it too.
  const kept = Array.from(tree.symbol.keys()).filter((node) => weights.total[node] > 0);
  const of = <T extends Int32Array | Float64Array>(column: T) => kept.map((node) => column[node]);
  return {
    ...completeTree({
      frames: tree.frames,
      level: Int32Array.from(of(tree.level)),
      symbol: Int32Array.from(of(tree.symbol)),
    }),
    self: Float64Array.from(of(weights.self)),
    total: Float64Array.from(of(weights.total)),
  };
}

/** All of a profile below one frame; what its root has of its own is that frame's. */
function underLabel({ frames, level, symbol, self, total }: Profile, name: string): Profile {
  const [root] = symbol;
  return {
    ...completeTree({
      frames: withFrame(frames, name),
      level: Int32Array.from([0, ...level.map((depth) => depth + 1)]),
      symbol: Int32Array.from([root, frames.names.length, ...symbol.subarray(1)]),
    }),
    self: Float64Array.from([0, ...self]),
    total: Float64Array.from([total[0], ...total]),
  };
}

function withFrame({ names, kinds, places, ...frames }: Frames, name: string): Frames {
  return {
    ...frames,
    names: [...names, name],
    kinds: Uint8Array.from([...kinds, FrameKind.label]),
    ...(places && { places: { ...places, offset: Int32Array.from([...places.offset, places.file.length]) } }),
  };
}
