import type { PprofColumns } from './columns';

/**
 * Without the frames that a pprof's `drop_frames` names and all that they call, but for those of `keep_frames`, as
 * `go tool pprof` shows it: heap profiles of C++ have their allocator left out so. A stack keeps what is nearer to the
 * root than its first other frame.
 * https://github.com/google/pprof/blob/main/profile/prune.go
 */
export function withoutDropped(pprof: PprofColumns): PprofColumns {
  const { strings, functions, locations, samples } = pprof;
  const drop = wholly(strings.text(pprof.dropFrames));
  if (drop === undefined) {
    return pprof;
  }
  const keep = wholly(strings.text(pprof.keepFrames));
  const isDropped = Array.from(functions.name, (name) => {
    const plain = withoutArguments(strings.text(name));
    return plain !== '' && drop.test(plain) && keep?.test(plain) !== true;
  });
  /** Of each location, how many of its lines are left, the outermost ones; -1 where nothing is dropped. */
  const left = new Int32Array(locations.length).fill(-1);
  const { lineStart, lineFunction } = locations;
  for (let l = 0; l < left.length; l++) {
    for (let line = lineStart[l + 1] - 1; line >= lineStart[l]; line--) {
      if (isDropped[lineFunction[line]]) {
        left[l] = lineStart[l + 1] - 1 - line;
        break;
      }
    }
  }
  return { ...pprof, locations: withLines(locations, left), samples: cutAt(samples, left) };
}

/** What may take JavaScript forever, where Go's expressions take linear time: a repeated group, and repetitions one after the other. */
const isSlow = (pattern: string) =>
  /\)[*+{]/.test(pattern) || pattern.split('|').some((one) => (one.match(/[*+}]/g) ?? []).length > 3);

/** Go's anchors; undefined for none, and for what JavaScript cannot read, or not in time. */
function wholly(pattern: string): RegExp | undefined {
  try {
    return pattern === '' || isSlow(pattern) ? undefined : new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

/** `ns::(anonymous namespace)::f` of `ns::(anonymous namespace)::f(int)`. */
function withoutArguments(name: string): string {
  for (const { 0: found, index } of name.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g)) {
    if (found === '(') {
      return name.slice(0, index).replace(/^\./, '');
    }
  }
  return name.replace(/^\./, '');
}

function withLines(locations: PprofColumns['locations'], left: Int32Array): PprofColumns['locations'] {
  const lineStart = new Int32Array(locations.length + 1);
  const kept: number[] = [];
  for (let l = 0; l < locations.length; l++) {
    const end = locations.lineStart[l + 1];
    // Of one that is dropped whole the lines stay: it stands in stacks that would else be empty.
    for (let line = left[l] > 0 ? end - left[l] : locations.lineStart[l]; line < end; line++) {
      kept.push(line);
    }
    lineStart[l + 1] = kept.length;
  }
  return {
    ...locations,
    lineStart,
    lineFunction: Int32Array.from(kept, (line) => locations.lineFunction[line]),
    line: Float64Array.from(kept, (line) => locations.line[line]),
  };
}

function cutAt(samples: PprofColumns['samples'], left: Int32Array): PprofColumns['samples'] {
  const locationStart = new Int32Array(samples.length + 1);
  const location = new Int32Array(samples.location.length);
  let length = 0;
  for (let s = 0; s < samples.length; s++) {
    const [leaf, end] = [samples.locationStart[s], samples.locationStart[s + 1]];
    let first = leaf;
    let isFound = false;
    for (let i = end - 1; i >= leaf; i--) {
      const lines = left[samples.location[i]];
      if (lines < 0) {
        isFound = true;
      } else if (isFound) {
        first = lines === 0 ? i + 1 : i;
        break;
      }
    }
    location.set(samples.location.subarray(first, end), length);
    length += end - first;
    locationStart[s + 1] = length;
  }
  return { ...samples, locationStart, location: location.subarray(0, length) };
}
