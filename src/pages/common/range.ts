import { dateMath, dateTime, type TimeRange } from '@grafana/data';
import { type TimeSettings } from './times';

export interface RawRange {
  /** Grafana's raw forms: `now-1h`, milliseconds since the epoch or ISO */
  from: string;
  to: string;
}

/** Epoch milliseconds as text are digits only; anything else is left to `dateMath`. */
export function toEpoch(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The absolute range that raw forms mean now: days, and fiscal years and quarters, are those of the settings.
 * @returns undefined when either end cannot be read or the end is not after the start
 */
export function resolveRange(
  raw: RawRange,
  { timeZone, fiscalYearStartMonth }: TimeSettings,
  now: number = Date.now()
): TimeRange | undefined {
  const resolve = (text: string, roundUp: boolean) => {
    const epoch = toEpoch(text);
    const options = { roundUp, timezone: timeZone, fiscalYearStartMonth, now: new Date(now) };
    const moment = epoch === undefined ? dateMath.toDateTime(text, options) : dateTime(epoch);
    return moment?.isValid() ? moment : undefined;
  };
  const from = resolve(raw.from, false);
  const to = resolve(raw.to, true);
  return from && to && to.valueOf() > from.valueOf() ? { from, to, raw: { from, to } } : undefined;
}

/** The range moved by half of its length, as whole milliseconds: those of days end at 23:59:59.999. */
export function shiftRange({ from, to }: TimeRange, direction: -1 | 1): RawRange {
  const by = direction * Math.round((to.valueOf() - from.valueOf()) / 2);
  return { from: String(from.valueOf() + by), to: String(to.valueOf() + by) };
}

/** The range with half of its length more on each side, as whole milliseconds. */
export function zoomOutRange({ from, to }: TimeRange): RawRange {
  const by = Math.round((to.valueOf() - from.valueOf()) / 2);
  return { from: String(from.valueOf() - by), to: String(to.valueOf() + by) };
}
