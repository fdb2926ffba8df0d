import { growingStacks, type Growth, type InstanceSnapshots, type LeakInput } from './leaks';
import { cacheOf, CHURNING, heapOf, withStack } from './testing/heaps';
import { seeded } from './random';
import { readRun } from './testing/runs';

const minutes = (columns: number) => Float64Array.from({ length: columns }, (_, i) => i * 60_000);

function growing(instances: InstanceSnapshots[], columns: number, more: Partial<LeakInput> = {}): Growth[] {
  const load = new Float64Array(columns).fill(1);
  return growingStacks({ instances, columns, starts: minutes(columns), objectSize: 1, load, ...more });
}

/** In how many of so many rounds something is told, and of which stacks. */
function told(rounds: number, make: (random: () => number) => Growth[]): { rounds: number; rows: number[] } {
  const random = seeded(3);
  const found = Array.from({ length: rounds }, () => make(random));
  return { rounds: found.filter(({ length }) => length > 0).length, rows: found.flat().map(({ row }) => row) };
}

test('a leak of 1 % of a churning heap a minute is found within twenty minutes, at its pace', () => {
  const paces: number[] = [];
  const { rows } = told(30, (random) => {
    const found = growing([heapOf([...CHURNING, { arrivals: () => 10.7, life: Infinity }], 20, random)], 20);
    paces.push(...found.filter(({ row }) => row === 8).map(({ perHour }) => perHour));
    return found;
  });
  expect(rows.filter((row) => row === 8).length).toBeGreaterThanOrEqual(0.9 * 30);
  expect(paces.reduce((sum, pace) => sum + pace, 0) / paces.length).toBeCloseTo(60 * 10.7, -2);
});

test('what is told of a leak', () => {
  const random = seeded(5);
  const pods = [1, 2, 3].map(() => heapOf([...CHURNING, { arrivals: () => 5, life: Infinity }], 40, random));
  const [leak, ...others] = growing(pods, 40);
  expect(others).toEqual([]);
  expect(leak).toMatchObject({ row: 8, verdict: 'clear', instances: 3 });
  expect(leak.interval[0]).toBeLessThan(3 * 5 * 60);
  expect(leak.interval[1]).toBeGreaterThan(3 * 5 * 60);
  expect(leak.inADay).toBeCloseTo(24 * leak.perHour, 6);
  expect(growing(pods, 40, { load: undefined })[0].verdict).toBe('likely');
});

describe('where snapshots were cut', () => {
  /** A stack that holds the same all the time, of which more and more is loaded, as what is larger goes. */
  const comingInSight = (columns: number, random: () => number): InstanceSnapshots => {
    const { values, present } = heapOf([...CHURNING, { arrivals: () => 20, life: 20 }], columns, random);
    const row = CHURNING.length * columns;
    const loaded = values.map((value, i) => (i < row ? value : Math.round((value * (i - row + 1)) / columns)));
    return {
      values: loaded,
      present,
      cut: Array.from({ length: columns }, (_, c) => values[row + c] - loaded[row + c]),
    };
  };

  it('what comes in sight does not grow, though it looks so', () => {
    const { rounds } = told(20, (random) => growing([comingInSight(40, random)], 40));
    expect(rounds).toBe(0);
    const blind = told(20, (random) => growing([{ ...comingInSight(40, random), cut: undefined }], 40));
    expect(blind.rounds).toBeGreaterThan(15);
  });

  it('a leak is found that is more than what was not loaded, and its interval is wider by that', () => {
    const random = seeded(5);
    const pods = [1, 2].map(() => heapOf([...CHURNING, { arrivals: () => 5, life: Infinity }], 40, random));
    const hiding = (objects: number) =>
      growing(
        pods.map((pod) => ({ ...pod, cut: new Float64Array(40).fill(objects) })),
        40
      );
    const [[loaded], [open]] = [hiding(0), hiding(60)];
    expect(open).toMatchObject({ row: 8, verdict: 'clear', instances: 2, perHour: loaded.perHour });
    // 60 more in the first twenty of forty minutes turn a line by 2.25 a minute, in each of both.
    expect(loaded.interval[0] - open.interval[0]).toBeCloseTo(2 * 60 * 2.25, 0);
    expect(open.interval[1] - loaded.interval[1]).toBeCloseTo(2 * 60 * 2.25, 0);
    expect(hiding(150)).toEqual([]);
  });

  it('what is loaded no more is no restart', () => {
    const random = seeded(5);
    const pods = [1, 2].map(() => {
      const pod = heapOf([...CHURNING, { arrivals: () => 30, life: Infinity }], 14, random);
      // From minute 7 on nothing but the leak is loaded. Lives of seven windows have no trend.
      const isHidden = (i: number) => i < CHURNING.length * 14 && i % 14 >= 7;
      const cut = new Float64Array(14);
      pod.values.forEach((value, i) => (cut[i % 14] += isHidden(i) ? value : 0));
      return { ...pod, values: pod.values.map((value, i) => (isHidden(i) ? 0 : value)), cut };
    });
    expect(growing(pods, 14).map(({ row }) => row)).toEqual([8]);
  });
});

test.each([20, 40, 60])('a heap that only churns does not leak, one instance, %i minutes', (columns) => {
  const { rounds } = told(50, (random) => growing([heapOf(CHURNING, columns, random)], columns));
  expect(rounds).toBeLessThanOrEqual(2);
});

test('nor do three instances of it', () => {
  const { rounds } = told(30, (random) =>
    growing(
      [1, 2, 3].map(() => heapOf(CHURNING, 40, random)),
      40
    )
  );
  expect(rounds).toBeLessThanOrEqual(1);
});

test.each([
  [200, 40],
  [200, 20],
  [400, 20],
])('a cache of %i keys that fills by %i a minute is no leak', (keys, asked) => {
  const { rows } = told(30, (random) =>
    growing([withStack(heapOf(CHURNING, 60, random), cacheOf(keys, asked, 60, random))], 60)
  );
  expect(rows.filter((row) => row === 8)).toEqual([]);
});

test('a cache that takes hours to fill is no leak after a start', () => {
  const { rounds } = told(30, (random) => {
    const heap = withStack(heapOf(CHURNING, 40, random, true), cacheOf(4000, 20, 40, random));
    return growing([{ ...heap, started: 0 }], 40);
  });
  expect(rounds).toBe(0);
});

test.each([2, 3])('memory that follows a load that grows %i times is no leak', (times) => {
  const grown = (window: number) => 1 + ((times - 1) * window) / 40;
  const { rounds } = told(30, (random) => {
    const stacks = CHURNING.map(({ arrivals, life }) => ({ arrivals: (w: number) => arrivals(w) * grown(w), life }));
    const load = Array.from({ length: 40 }, (_, window) => 1000 * grown(window) * (0.9 + 0.2 * random()));
    return growing([heapOf(stacks, 40, random)], 40, { load });
  });
  expect(rounds).toBeLessThanOrEqual(1);
});

test('a process that is killed by its leak again and again', () => {
  const random = seeded(9);
  const life = () => heapOf([...CHURNING, { arrivals: () => 90, life: Infinity }], 20, random);
  const lives = [life(), life(), life()];
  const values = Float64Array.from(
    Array.from({ length: 9 }, (_, row) =>
      lives.flatMap((one) => [...one.values.subarray(row * 20, (row + 1) * 20)])
    ).flat()
  );
  const found = growing([{ values, present: new Uint8Array(60).fill(1), started: 0 }], 60);
  expect(found.map(({ row, verdict }) => ({ row, verdict }))).toEqual([{ row: 8, verdict: 'likely' }]);
  expect(found[0].perHour).toBeGreaterThan(0.8 * 90 * 60);
});

test('less than twenty sampled objects, or one of three instances, is nothing', () => {
  const random = seeded(1);
  const leaking = (rate: number) => heapOf([...CHURNING, { arrivals: () => rate, life: Infinity }], 40, random);
  expect(growing([leaking(10)], 40, { objectSize: 100 })).toEqual([]);
  expect(growing([leaking(10), leaking(0), leaking(0)], 40)).toEqual([]);
});

describe('recorded heaps', () => {
  /** After the first minute, in which they come up. */
  const recorded = (name: string) => {
    const run = readRun(name);
    const columns = run.columns - 15;
    const values = Float64Array.from(
      run.names.flatMap((_, row) => [...run.self.subarray(row * run.columns + 15, (row + 1) * run.columns)])
    );
    const starts = Float64Array.from({ length: columns }, (_, i) => i * 1000 * run.seconds);
    // Values are KiB; the program samples one object in 16 KiB.
    const instances = [{ values, present: new Uint8Array(columns).fill(1) }];
    const load =
      name === 'heap-ramp'
        ? Float64Array.from({ length: columns }, (_, i) => 75 + (2 * i * 50) / 60)
        : new Float64Array(columns).fill(1);
    return growingStacks({ instances, columns, starts, objectSize: 16, load }).map(({ row, perHour }) => ({
      name: run.names[row],
      perHour,
    }));
  };

  test('the leak is found, and only it', () => {
    const found = recorded('heap-leak');
    expect(found.map(({ name }) => name)).toEqual(['main.leak']);
    // 4,000 bytes of one order in twenty, a hundred a second, in blocks of 4,096.
    expect(found[0].perHour / ((5 * 4096 * 3600) / 1024)).toBeCloseTo(1, 0);
  });

  test.each(['heap-churn', 'heap-cache', 'heap-ramp'])('nothing in %s', (name) => {
    expect(recorded(name)).toEqual([]);
  });
});
