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

/** What of a range is not in the future; at least a second. */
export function untilNow({ from, to }: AbsoluteRange, now: number): AbsoluteRange {
  return { from, to: Math.min(to, Math.max(now, from + SECOND)) };
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
