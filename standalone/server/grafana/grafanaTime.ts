const UNIT_MS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
]);

/** The last that a Date can be, and the first with a minus. */
const MAX_DATE_MS = 8.64e15;

/**
 * A bound of a query's time range in ms since the epoch: digits, or `now` with an offset such as `now-1h`.
 * Undefined for anything else (rounding as in `now/d` included: browsers send absolute times).
 */
export function parseGrafanaTime(text: string | number | undefined, now = Date.now()): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (/^-?\d+$/.test(String(text))) {
    const time = Number(text);
    return Math.abs(time) <= MAX_DATE_MS ? time : undefined;
  }
  const relative = /^now(?:([+-])(\d+)(ms|s|m|h|d|w))?$/.exec(String(text));
  if (!relative) {
    return undefined;
  }
  const [, sign, count, unit] = relative;
  const offset = Number(count ?? 0) * (UNIT_MS.get(unit) ?? 0);
  const time = sign === '-' ? now - offset : now + offset;
  return Math.abs(time) <= MAX_DATE_MS ? time : undefined;
}
