import fc from 'fast-check';
import { type Series } from '../series';

export const series = (times: number[], values: number[]): Series => ({ labels: {}, times, values });
/** Between two snapshots of an instance, in milliseconds. */
export const INTERVAL = 15_000;
/** Ten minutes. */
export const range = { from: 0, to: 600_000 };

/** One instance that always has the same value, asked about every 15 s. */
export const steady = (value: number, jitter: number[], start = 0): Series => {
  const times = jitter.map((off, i) => start + (i + 1) * INTERVAL + off).filter((time) => time <= range.to);
  return series(
    times,
    times.map(() => value)
  );
};

const jitters = fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 41, maxLength: 41 });
/** Of snapshots that come a little early or late. */
export const instance = fc
  .tuple(jitters, fc.integer({ min: 0, max: 14_999 }), fc.integer({ min: 1, max: 500 }))
  .map(([jitter, start, value]) => steady(value, jitter, start));
/** Of snapshots at any seconds of the range. */
export const irregular = fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { maxLength: 30 }).chain((seconds) =>
  fc.array(fc.nat(100), { minLength: seconds.length, maxLength: seconds.length }).map((values) =>
    series(
      [...seconds].sort((a, b) => a - b).map((s) => s * 1000),
      values
    )
  )
);
