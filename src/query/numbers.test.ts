import fc from 'fast-check';
import { coursesOfRates, coursesOfSnapshots, coversOf, numbersOf, type Course } from './numbers';
import { type Series } from './series';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const hour = { from: 0, to: HOUR };
const every = (gap: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / gap) }, (_, i) => from + (i + 1) * gap);
const series = (times: number[], value = 1): Series => ({ labels: {}, times, values: times.map(() => value) });
const rates = (...all: Series[]) => numbersOf(coursesOfRates(all, 15_000), hour, HOUR);

describe('the time that profiles cover', () => {
  const covered = (times: number[]) => rates(series(times)).covered;

  it('is all of it when each bucket has a point, and when profiles come less often', () => {
    expect(covered(every(15_000, 0, HOUR))).toBe(3600);
    expect(covered(every(60_000, 0, HOUR))).toBe(3600);
  });

  it('is all of it when two instances without a label send a profile a minute, one soon after the other', () => {
    // Nothing says where in the first minute it began.
    expect(covered(every(60_000, 0, HOUR).flatMap((time) => [time - 15_000, time]))).toBeGreaterThan(3570);
  });

  it('is what a job that runs now and then covers', () => {
    const times = every(600_000, 0, HOUR).flatMap((time) => [time - 45_000, time - 30_000, time - 15_000, time]);
    expect(covered(times)).toBe(6 * 60);
  });

  it('leaves out a gap, a late start and an early end, but not a bucket that an upload missed by a second', () => {
    expect(covered([...every(15_000, 10 * MINUTE, 30 * MINUTE), ...every(15_000, 35 * MINUTE, 50 * MINUTE)])).toBe(
      35 * 60
    );
    expect(covered(every(15_000, 0, HOUR).filter((_, i) => i % 20 !== 7))).toBe(3600);
  });

  it('does not hold against a service what is not yet due, or in the future', () => {
    const times = every(60_000, 0, 30 * MINUTE);
    const at = (now: number) => numbersOf(coursesOfRates([series(times)], 15_000), hour, now);
    expect(at(30 * MINUTE + 50_000)).toMatchObject({ covered: 30 * 60 + 50, coverable: 30 * 60 + 50 });
    expect(at(40 * MINUTE)).toMatchObject({ covered: 30 * 60, coverable: 40 * 60 });
  });

  it('is counted an instance: one of two that is missing for half the time costs a quarter', () => {
    const one = series(every(15_000, 0, HOUR));
    const two = series([...every(15_000, 0, 15 * MINUTE), ...every(15_000, 45 * MINUTE, HOUR)]);
    expect(rates(one, two).covered).toBe(45 * 60);
  });

  it('is the whole where instances replace one another', () => {
    const before = series(every(15_000, 0, 30 * MINUTE));
    const after = series(every(15_000, 30 * MINUTE, HOUR));
    expect(rates(before, after)).toMatchObject({ covered: 3600, average: 1 });
  });

  it('is nothing without profiles', () => {
    expect(numbersOf([], hour, HOUR)).toEqual({
      average: undefined,
      total: 0,
      covered: 0,
      instanceSeconds: 0,
      coverable: 3600,
    });
  });

  it('is, profile by profile, the time since the one before, at most twice the usual', () => {
    const times = [60, 120, 180, 240, 300, 430, 490, 550];
    expect(coversOf(times, 1)).toEqual([60, 60, 60, 60, 60, 60, 60, 60]);
    expect(coversOf([...times.slice(0, 5), 420], 1).at(-1)).toBe(120);
    expect(coversOf([60], 15)).toEqual([15]);
  });
});

describe('an average', () => {
  it('is over the time covered, not over the range', () => {
    expect(rates(series(every(15_000, 30 * MINUTE, HOUR), 0.3))).toMatchObject({ average: 0.3, total: 0.3 * 1800 });
  });

  it('is not too large where the first profile of the range began before it', () => {
    // A profile each minute, of 30 s of CPU: 2 cores of the bucket in which it stands.
    const times = every(60_000, -45_000, HOUR);
    expect(rates(series(times, 2)).average).toBeCloseTo(0.5, 9);
  });

  it('counts an instance that is missing for a while with its own average, and others while they are there', () => {
    const one = series(every(15_000, 0, HOUR), 1);
    const missing = series([...every(15_000, 0, 15 * MINUTE), ...every(15_000, 45 * MINUTE, HOUR)], 0.2);
    expect(rates(one, missing).average).toBeCloseTo(1.2, 9);
    const young = series(every(15_000, 55 * MINUTE, HOUR), 1);
    expect(rates(one, young).average).toBeCloseTo(1 + 5 / 60, 9);
  });

  it('is of instances that are all there, whenever in a minute each of them sends', () => {
    const instances = [0, 10_000, 35_000, 50_000].map((offset) => series(every(60_000, offset - 60_000, HOUR), 4));
    expect(rates(...instances).average).toBeCloseTo(4, 9);
  });

  it('of snapshots weighs each by the time it stands for', () => {
    const snapshots = (times: number[], values: number[]) =>
      numbersOf(coursesOfSnapshots([{ labels: {}, times, values }]), hour, HOUR).average;
    expect(snapshots(every(15_000, 0, HOUR), Array(240).fill(348))).toBe(348);
    // Every 40 s, then every 80 s: the second half of them stands for two thirds of the time.
    const times = [...every(40_000, 0, 20 * MINUTE), ...every(80_000, 20 * MINUTE, HOUR)];
    const values = times.map((time) => (time <= 20 * MINUTE ? 3 : 9));
    expect(snapshots(times, values)).toBeCloseTo(7, 1);
  });
});

/** Second by second: what is there, and what is missing of those that are between their first and last profile. */
function slow(courses: Course[], to: number) {
  const own = courses.map(
    ({ amounts, covers }) => amounts.reduce((a, b) => a + b, 0) / covers.reduce((a, b) => a + b, 0)
  );
  let [sum, seconds, covered] = [0, 0, 0];
  const lives = courses.map(({ times, covers }) => [times[0] - covers[0], times[times.length - 1]]);
  const [first, last] = [Math.min(...lives.map(([a]) => a)), Math.max(...lives.map(([, b]) => b))];
  for (let second = first; second < last; second += 1) {
    const inside = courses.map(({ times, covers }) =>
      times.findIndex((time, i) => time - covers[i] <= second && second < time)
    );
    const alive = courses.map(({ covers }, c) => {
      const usual = [...covers].sort((a, b) => a - b)[(covers.length - 1) >> 1];
      const from = lives[c][0] - Math.max(first, 0) <= 2 * usual ? first : lives[c][0];
      const until = Math.min(last, to) - lives[c][1] <= 2 * usual ? last : lives[c][1];
      return { is: second >= from && second < until, gap: second >= lives[c][0] && second < lives[c][1] };
    });
    if (inside.every((i) => i < 0)) {
      continue;
    }
    seconds += 1;
    courses.forEach(({ amounts, covers }, c) => {
      sum += inside[c] >= 0 ? amounts[inside[c]] / covers[inside[c]] : alive[c].is ? own[c] : 0;
    });
    if (second >= 0 && second < to) {
      const seen = alive.filter(({ is, gap }, c) => is && (inside[c] >= 0 || !gap)).length;
      covered += seen / alive.filter(({ is }) => is).length;
    }
  }
  return { average: sum / seconds, covered };
}

describe('the numbers of any instances', () => {
  const course = fc
    .array(
      fc.record({ gap: fc.integer({ min: 1, max: 9 }), covers: fc.integer({ min: 1, max: 9 }), amount: fc.nat(20) }),
      {
        minLength: 1,
        maxLength: 8,
      }
    )
    .chain((points) =>
      fc.integer({ min: 0, max: 60 }).map((start): Course => {
        let at = start;
        const times = points.map(({ gap }) => (at += gap));
        const covers = points.map(({ gap, covers: some }, i) => (i > 0 ? Math.min(some, gap) : some));
        return { times, covers, amounts: points.map(({ amount }) => amount) };
      })
    );

  it('are those of the slow definition', () => {
    fc.assert(
      fc.property(fc.array(course, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 150 }), (courses, to) => {
        // One unit of time is a millisecond to the one, a second to the other.
        const quick = numbersOf(courses, { from: 0, to }, to);
        const expected = slow(courses, to);
        expect(quick.average! / 1000).toBeCloseTo(expected.average, 6);
        const last = Math.max(...courses.map(({ times }) => times[times.length - 1]));
        fc.pre(last >= to);
        expect(quick.covered * 1000).toBeCloseTo(expected.covered, 6);
      })
    );
  });
});
