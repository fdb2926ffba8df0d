import { DistinctLines } from './distinctLines';
import type { LinedStacks } from './lines';

/** How many lines are handled between two pauses: about a millisecond's work. */
const LINES_A_SLICE = 1 << 12;

/**
 * The stacks of several profiles of one sample type as one; lines of one name, file and number are one. O(frames), with a
 * pause every millisecond or so.
 */
export function* mergeLinesInSteps(parts: readonly LinedStacks[]): Generator<void, LinedStacks> {
  const distinct = new DistinctLines();
  const self: number[] = [];
  const total: number[] = [];
  const lineAt: Int32Array[] = [];
  for (const { lines, lineAt: before } of parts) {
    const entries = new Int32Array(lines.length);
    for (let l = 0; l < lines.length; l++) {
      const entry = distinct.indexOf(lines.name[l], lines.file[l], lines.line[l]);
      self[entry] = (self[entry] ?? 0) + lines.self[l];
      total[entry] = (total[entry] ?? 0) + lines.total[l];
      entries[l] = entry;
      if (l % LINES_A_SLICE === LINES_A_SLICE - 1) {
        yield;
      }
    }
    lineAt.push(before.map((l) => entries[l]));
    yield;
  }
  const stacks: Int32Array[] = [];
  for (const part of movedBehind(parts)) {
    stacks.push(part);
    yield;
  }
  const { name, file, line } = distinct;
  return {
    lines: {
      ...{ length: name.length, name, file, line: Float64Array.from(line) },
      ...{ self: Float64Array.from(self), total: Float64Array.from(total) },
    },
    lineStart: joinedStarts(parts.map(({ lineStart }) => lineStart)),
    lineAt: joined(lineAt, (length) => new Int32Array(length)),
    bare: bareOfAll(parts),
    stackStart: joinedStarts(parts.map(({ stackStart }) => stackStart)),
    stack: joined(stacks, (length) => new Int32Array(length)),
    value: joined(
      parts.map(({ value }) => value),
      (length) => new Float64Array(length)
    ),
    total: parts.reduce((sum, part) => sum + part.total, 0),
    notLoaded: parts.reduce((sum, part) => sum + part.notLoaded, 0),
  };
}

/** Stacks name locations, which are behind those of the parts before. */
function* movedBehind(parts: readonly LinedStacks[]): Generator<Int32Array> {
  const firsts = firstLocations(parts);
  for (const [i, { stack }] of parts.entries()) {
    yield stack.map((location) => location + firsts[i]);
  }
}

function bareOfAll(parts: readonly LinedStacks[]): Map<number, string> {
  const all = new Map<number, string>();
  firstLocations(parts).forEach((first, i) =>
    parts[i].bare.forEach((name, location) => all.set(first + location, name))
  );
  return all;
}

function firstLocations(parts: readonly LinedStacks[]): number[] {
  let before = 0;
  return parts.map(({ lineStart }) => {
    const first = before;
    before += lineStart.length - 1;
    return first;
  });
}

/** Where each entry of the joined lists starts, and the end of the last. */
function joinedStarts(lists: readonly Int32Array[]): Int32Array {
  let before = 0;
  const starts = lists.map((list) => {
    const first = before;
    before += list[list.length - 1];
    return list.subarray(0, -1).map((start) => start + first);
  });
  return joined([...starts, Int32Array.of(before)], (length) => new Int32Array(length));
}

function joined<A extends Int32Array | Float64Array>(lists: readonly A[], make: (length: number) => A): A {
  const all = make(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
