/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

/** Grafana's raw forms: `now-1h`, `now/d`, or milliseconds since the epoch. */
interface RawRange {
  from: string;
  to: string;
}

/** The date math of Grafana (@grafana/data datemath): at most five digits; fiscal years and quarters only in `/`. */
const DATE_MATH = /^now(?:[+-]\d{0,5}[yQMwdhms]|\/(?:[yQMwdhms]|f[yQ]))*$/;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** The largest time that a Date can hold. */
const MAX_TIME = 8.64e15;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each divides a day, so that a day's range is a whole number of them. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
];

/**
 * A raw time as it is kept: date math without spaces, everything else as whole milliseconds since the epoch. ISO times
 * without a zone are UTC, so that a link means the same to everybody. Undefined when it is none of these.
 */
export function normalizeTime(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('now')) {
    const math = trimmed.replace(/\s/g, '');
    return DATE_MATH.test(math) ? math : undefined;
  }
  if (/^-?\d{9,16}(?:\.\d+)?$/.test(trimmed)) {
    const time = Math.round(Number(trimmed));
    return Math.abs(time) <= MAX_TIME ? String(time) : undefined;
  }
  const iso = ISO.exec(trimmed);
  const hasTime = trimmed.length > 10;
  const time = iso ? Date.parse(hasTime && !iso[1] ? `${trimmed.replace(' ', 'T')}Z` : trimmed) : NaN;
  return Number.isFinite(time) ? String(time) : undefined;
}

/** Both ends normalized; undefined when one is malformed, or when the range ends before it starts. */
export function normalizeRange(raw: RawRange): RawRange | undefined {
  const from = normalizeTime(raw.from);
  const to = normalizeTime(raw.to);
  if (from === undefined || to === undefined) {
    return undefined;
  }
  const absolute = !from.startsWith('now') && !to.startsWith('now');
  return absolute && Number(from) >= Number(to) ? undefined : { from, to };
}

/**
 * The step of a series in milliseconds: round, at least the data source's own minimum (it would take that one
 * instead, and points would be lost), and so wide that the range has at most `maxPoints`.
 */
export function chooseStep(range: AbsoluteRange, maxPoints: number, minStepMs = 15 * SECOND): number {
  const wanted = Math.max((range.to - range.from) / maxPoints, minStepMs);
  if (wanted === minStepMs) {
    return minStepMs;
  }
  return STEPS.find((step) => step >= wanted) ?? Math.ceil(wanted / DAY) * DAY;
}

/** So many points of a series, and no more than a minute apart, say enough of any range. */
const FINE_POINTS = 1_440;

/**
 * The step to ask for numbers with: the data source's own minimum, on long ranges more, but never more than a minute
 * unless the data source insists. A server that keeps old and new profiles apart begins the new ones' buckets anew, and
 * loses what does not fill the last one: with large steps most of all.
 */
export function fineStep(range: AbsoluteRange, minStepMs: number): number {
  return Math.max(minStepMs, Math.min(MINUTE, chooseStep(range, FINE_POINTS, minStepMs)));
}

/** What of a range is not in the future; at least a second. */
export function untilNow({ from, to }: AbsoluteRange, now: number): AbsoluteRange {
  return { from, to: Math.min(to, Math.max(now, from + SECOND)) };
}

/**
 * The range moved so that it ends on a multiple of the step and is a whole number of steps long. Pyroscope stamps the
 * first bucket's end `start + step` and drops profiles after the last whole step, so anything else loses the newest.
 * A length that is a whole number of steps is kept: a range as long as the server's limit stays inside it.
 */
export function alignRange(range: AbsoluteRange, stepMs: number): AbsoluteRange {
  const steps = Math.max(1, Math.ceil((range.to - range.from) / stepMs));
  const to = Math.ceil(range.to / stepMs) * stepMs;
  return { from: to - steps * stepMs, to };
}

/** The window of equal length that ends where the range starts. */
export function windowBefore({ from, to }: AbsoluteRange): AbsoluteRange {
  return { from: from - (to - from), to: from };
}

/**
 * The newest part of a range that a limit allows, in raw form; one that ends now or later, as "today" does, is relative.
 * @param resolved the range in milliseconds; `raw` the same as it stands in the link
 * @param limit milliseconds; without it the newer half
 */
export function shortenRange(raw: RawRange, resolved: AbsoluteRange, limit?: number, now = Date.now()): RawRange {
  const { from, to } = untilNow(resolved, now);
  const limitMs = limit ?? Math.max(SECOND, Math.round((to - from) / 2 / SECOND) * SECOND);
  if (resolved.to - resolved.from <= limitMs) {
    return raw;
  }
  if ((raw.to === 'now' || to < resolved.to) && limitMs >= SECOND) {
    return { from: `now-${relative(Math.min(limitMs, to - from))}`, to: 'now' };
  }
  return { from: String(to - limitMs), to: String(to) };
}

/** In hours and below, because a day of Grafana's date math has 25 hours once a year. */
function relative(ms: number): string {
  const [size, unit] =
    ms % HOUR === 0 ? [HOUR, 'h'] : ms % MINUTE === 0 || ms >= 99_999 * SECOND ? [MINUTE, 'm'] : [SECOND, 's'];
  return `${Math.floor(ms / Number(size))}${unit}`;
}
