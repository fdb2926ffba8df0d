import { dateMath, dateTime, type TimeRange } from '@grafana/data';

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
 * The absolute range that raw forms mean now.
 * @returns undefined when either end cannot be read or the end is not after the start
 */
export function resolveRange(raw: RawRange, now: number = Date.now()): TimeRange | undefined {
  const resolve = (text: string, roundUp: boolean) => {
    const epoch = toEpoch(text);
    const moment = epoch === undefined ? dateMath.toDateTime(text, { roundUp, now: new Date(now) }) : dateTime(epoch);
    return moment?.isValid() ? moment : undefined;
  };
  const from = resolve(raw.from, false);
  const to = resolve(raw.to, true);
  return from && to && to.valueOf() > from.valueOf() ? { from, to, raw: { from, to } } : undefined;
}
