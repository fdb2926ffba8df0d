/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

/** Where the keyboard is on the timeline; indices of its points. */
export interface KeyCursor {
  at: number;
  /** where the selection began; undefined: nothing is selected */
  anchor?: number;
}

const PAGE = 10;

/**
 * The cursor after a key: arrows, Page Up and Down, Home and End move it, with Shift they extend the selection.
 * @returns undefined for keys that do not move it
 */
export function moveCursor(
  cursor: KeyCursor | undefined,
  key: string,
  shift: boolean,
  points: number
): KeyCursor | undefined {
  const from = cursor?.at ?? points - 1;
  const targets: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    PageUp: from - PAGE,
    PageDown: from + PAGE,
    Home: 0,
    End: points - 1,
  };
  if (!(key in targets) || points === 0) {
    return undefined;
  }
  // The first key only brings the cursor in, so that it is seen where it starts.
  const at = cursor ? Math.min(points - 1, Math.max(0, targets[key])) : points - 1;
  return shift ? { at, anchor: cursor?.anchor ?? from } : { at };
}

/** The time between two points: each stands for the step that it ends. */
export function rangeOfPoints(times: readonly number[], { at, anchor = at }: KeyCursor, stepMs: number): AbsoluteRange {
  return { from: times[Math.min(at, anchor)] - stepMs, to: times[Math.max(at, anchor)] };
}

/** A drag as whole milliseconds inside the range; undefined when it is too short to be meant. */
export function rangeOfDrag(a: number, b: number, range: AbsoluteRange): AbsoluteRange | undefined {
  const from = Math.max(range.from, Math.round(Math.min(a, b)));
  const to = Math.min(range.to, Math.round(Math.max(a, b)));
  return to - from >= 1000 ? { from, to } : undefined;
}
