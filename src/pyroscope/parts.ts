import { DataSourceError } from './errors';
import { type join as Join, type PartsDone } from './longRange';
import { type AbsoluteRange } from './query';

/** So many parts a server is asked for at most, and a person waits for: a month, where a day is the limit. */
export const MOST_PARTS = 31;

/** The longest range that each data source's server answers, once it refused a longer one. As long as the page lives. */
const limits = new Map<string, number>();

/**
 * Asks in pieces of at most what the server allows. A server says how much that is only when it is asked for more: then
 * it is asked again.
 * @param ask Infinity: nothing is known of a limit, or the range has more than 31 parts of it
 * @throws what `ask` does; the server's refusal where the range has more than 31 parts
 */
export async function withinLimit<T>(
  uid: string,
  { from, to }: AbsoluteRange,
  ask: (limitMs: number) => Promise<T>
): Promise<T> {
  const known = limits.get(uid) ?? Infinity;
  const asked = to - from > MOST_PARTS * known ? Infinity : known;
  try {
    return await ask(asked);
  } catch (error) {
    const told = error instanceof DataSourceError ? error.limitMs : undefined;
    if (told !== undefined) {
      limits.set(uid, told);
    }
    // What Grafana hides the reason of was refused for the same reason as another question meanwhile.
    const limitMs = limits.get(uid) ?? Infinity;
    if (limitMs >= asked || to - from <= limitMs || to - from > MOST_PARTS * limitMs) {
      throw error;
    }
    return withinLimit(uid, { from, to }, ask);
  }
}

interface PartOptions {
  signal?: AbortSignal;
  onParts?(parts: PartsDone): void;
}

/**
 * Asks about a range: at once, or in parts where the server allows no range that long.
 * @param ask both ends belong to the part
 * @param join makes one answer of those to the parts, the newest first
 */
export function inParts<T>(
  uid: string,
  range: AbsoluteRange,
  ask: (part: AbsoluteRange, signal?: AbortSignal) => Promise<T>,
  join: (by: typeof Join) => (answers: T[], signal: AbortSignal) => T | Promise<T>,
  options: PartOptions = {}
): Promise<T> {
  return withinLimit(uid, range, async (limitMs) => {
    if (range.to - range.from <= limitMs) {
      return ask(range, options.signal);
    }
    const long = await import(/* webpackChunkName: "long-range" */ './longRange');
    const answers = await long.askInParts(range, limitMs, ask, options);
    return join(long.join)(answers, options.signal ?? new AbortController().signal);
  });
}
