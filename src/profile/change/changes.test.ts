import fc from 'fast-check';
import { changesOf, type ChangeInput, type Changes } from './changes';
import { alarmsOf, injected, unchangedPairs, upperBound } from './testing/measure';
import { seeded } from './random';
import { comparisonOf, cutRun, generate, modelOf, poisson, readRun, slowed, type Run } from './testing/runs';

/** Functions with these shares of `samples` a window, independent from window to window; `times` by function from a window on. */
function steady(
  shares: number[],
  samples: number,
  columns: number,
  seed: number,
  times: number[] = [],
  from = columns
): Run {
  const random = seeded(seed);
  const self = new Float64Array(shares.length * columns);
  shares.forEach((share, row) => {
    for (let w = 0; w < columns; w++) {
      self[row * columns + w] = poisson(samples * share * (w >= from ? (times[row] ?? 1) : 1), random);
    }
  });
  return { names: shares.map((_, i) => `f${i}`), self, columns, seconds: 60 };
}

/**
 * +50 % put into every function of 4.5 to 7.5 %, all along a run, where both sides have the samples that a normal
 * approximation asks for at a false rate of 0.01, a power of 0.8 and a dispersion of 1.5: 3,300 for a function of 5 %.
 */
function injectedWhereDemanded(run: Run, side: number, random: () => number) {
  const sums = run.names.map((_, row) => (from: number, to: number) => {
    const at = row * run.columns;
    return run.self.subarray(at + from, at + to).reduce((sum, value) => sum + value, 0);
  });
  const all = (from: number, to: number) => sums.reduce((sum, read) => sum + read(from, to), 0);
  const history = 5 * side;
  return sums.flatMap((read, row) => {
    const share = read(0, run.columns) / all(0, run.columns);
    const count = Math.floor((run.columns - history - 2 * side) / side) + 1;
    return share < 0.045 || share > 0.075
      ? []
      : Array.from({ length: count }, (_, i) => i * side).flatMap((from) => {
          const [start, middle, end] = [history, history + side, history + 2 * side].map((at) => from + at);
          const result = injected(cutRun(run, from, end), row, { side, times: 1.5, random });
          const before = read(start, middle) / all(start, middle);
          const scatter = before * (1 - before) + 1.5 * before * (1 - 1.5 * before);
          const demanded = (1.5 * (2.576 + 0.842) ** 2 * scatter) / (0.5 * before) ** 2;
          return Math.min(all(start, middle), all(middle, end)) < demanded ? [] : [result];
        });
  });
}

const called = ({ rows }: Changes) =>
  rows.filter(({ verdict }) => verdict === 'clear' || verdict === 'likely').map(({ row }) => row);
const shares = [0.3, 0.18, 0.12, 0.1, 0.1, 0.05, 0.05, 0.04, 0.03, 0.02, 0.01];

test('a profile has not changed against itself', () => {
  const counts = fc.array(fc.array(fc.nat(300), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(counts, fc.constantFrom('counted' as const, 'uncounted' as const), (rows, values) => {
      const self = Float64Array.from(rows.flatMap((row) => [...row, ...row]));
      const run = { names: [], self, columns: 16, seconds: 15 };
      const changes = changesOf(comparisonOf(run, 8, values));
      expect(called(changes)).toEqual([]);
      expect(changes.rows.every(({ mix, load }) => Math.abs(mix) < 1e-9 && Math.abs(load) < 1e-9)).toBe(true);
    }),
    { numRuns: 40 }
  );
});

test('load and mix are the whole change, of each function and of all of them', () => {
  const run = steady(shares, 2000, 70, 3, [1, 3], 60);
  const { whole, rows, growth } = changesOf(comparisonOf(run, 10));
  for (const { before, after, load, mix } of [whole, ...rows]) {
    expect(load + mix).toBeCloseTo(after - before, 6);
    expect(load).toBeCloseTo(before * (growth - 1), 6);
  }
  const sum = (read: (row: Changes['rows'][number]) => number) => rows.reduce((total, row) => total + read(row), 0);
  expect(sum(({ mix }) => mix)).toBeCloseTo(whole.mix, 6);
  expect(sum(({ load }) => load)).toBeCloseTo(whole.load, 6);
  // The function tripled: 12 samples a second more are its own doing, none is the load's.
  expect(whole.mix).toBeCloseTo(12, 0);
  expect(Math.abs(whole.load)).toBeLessThan(0.5);
});

test('a load that doubles is load', () => {
  const changes = changesOf(comparisonOf(steady(shares, 2000, 70, 5, Array<number>(11).fill(2), 60), 10));
  expect(called(changes)).toEqual([]);
  expect(changes.growth).toBeCloseTo(2, 1);
  expect(changes.whole.load / (changes.whole.after - changes.whole.before)).toBeCloseTo(1, 2);
});

test('where one function of 18 % triples, the others are not said to have shrunk', () => {
  const wrong: number[] = [];
  for (let seed = 1; seed <= 40; seed++) {
    const changes = changesOf(comparisonOf(steady(shares, 1500, 70, seed, [1, 3], 60), 10));
    expect(changes.rows[0]).toMatchObject({ row: 1, verdict: 'clear' });
    wrong.push(...changes.rows.filter(({ row, verdict }) => row !== 1 && verdict === 'clear').map(({ row }) => row));
  }
  expect(wrong).toEqual([]);
});

test('where many small functions grow, the one large function is not said to have shrunk', () => {
  const many = [0.4, 0.2, ...Array<number>(20).fill(0.02)];
  const run = steady(many, 4000, 70, 9, [1, 1, ...Array<number>(20).fill(2)], 60);
  const changes = changesOf(comparisonOf(run, 10));
  expect(called(changes).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  expect(changes.growth).toBeCloseTo(1, 1);
});

test('nor where much of the rest is in functions that are too small to be tested', () => {
  // 3,000 functions, 55 of them of a quarter of a percent or more; thirty of those triple, a fifth of the whole.
  const weights = Array.from({ length: 3000 }, (_, i) => 1 / (i + 3));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const times = Array.from({ length: 3000 }, (_, i) => (i >= 5 && i < 35 ? 3 : 1));
  const run = steady(
    weights.map((weight) => weight / sum),
    20_000,
    60,
    2,
    times,
    55
  );
  const changes = changesOf(comparisonOf(run, 5));
  expect(changes.growth).toBeCloseTo(1, 1);
  const clear = changes.rows.filter(({ verdict }) => verdict === 'clear').map(({ row }) => row);
  expect(clear.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 5));
});

test('without history the same change is at most likely', () => {
  const run = steady(shares, 2000, 70, 3, [1, 3], 60);
  const [withHistory, without] = [run, cutRun(run, 50, 70)].map((one) => changesOf(comparisonOf(one, 10)));
  expect([withHistory.placebos, withHistory.rows[0].verdict]).toEqual([5, 'clear']);
  expect([without.placebos, without.rows[0].verdict]).toEqual([0, 'likely']);
});

test('what comes and goes by itself is not clear when it comes again', () => {
  const run = steady(shares, 2000, 90, 4);
  // Every twenty windows a job makes f5 three times as dear for ten.
  const self = run.self.map((value, i) =>
    Math.floor(i / 90) === 5 && Math.floor((i % 90) / 10) % 2 === 0 ? 3 * value : value
  );
  const changes = changesOf(comparisonOf({ ...run, self }, 10));
  expect(changes.rows.find(({ row }) => row === 5)!.after).toBeGreaterThan(4);
  expect(changes.rows.filter(({ verdict }) => verdict === 'clear')).toEqual([]);
});

describe('six windows a side after thirty-six of history', () => {
  /** f5 takes three times as much in these windows of 48. */
  const dearIn = (from: number, to: number, seed = 4) => {
    const run = steady(shares, 6000, 48, seed);
    const self = run.self.map((value, i) =>
      Math.floor(i / 48) === 5 && i % 48 >= from && i % 48 < to ? 3 * value : value
    );
    return changesOf(comparisonOf({ ...run, self }, 6)).rows.find(({ row }) => row === 5)!;
  };

  test('a burst that is over is likely at most, what began meanwhile and lasts is clear', () => {
    expect(dearIn(42, 48).verdict).toBe('clear');
    expect(dearIn(45, 48).verdict).toBe('clear');
    expect(dearIn(42, 45)).toMatchObject({
      verdict: 'likely',
      before: expect.closeTo(5, 0),
      after: expect.closeTo(10, 0),
    });
  });

  test('what a handful of samples speaks for is likely at most; with ten times as many it is clear', () => {
    const rare = [...shares, 0.001];
    const times = [...shares.map(() => 1), 7];
    const last = (samples: number) =>
      changesOf(comparisonOf(steady(rare, samples, 48, 6, times, 42), 6)).rows.find(({ row }) => row === 11)!;
    expect(last(1000)).toMatchObject({ verdict: 'likely', after: expect.closeTo(7 / 60, 1) });
    expect(last(10_000).verdict).toBe('clear');
  });

  test('what the machine does to a program is likely at most', () => {
    const run = steady(shares, 6000, 48, 4, [1, 1, 1, 1, 1, 3, 3], 42);
    const names = run.names.map((name, row) => (row === 5 ? 'runtime.asyncPreempt' : name));
    const { rows } = changesOf(comparisonOf({ ...run, names }, 6));
    expect(rows.slice(0, 2).map(({ row, verdict }) => [row, verdict])).toEqual([
      [6, 'clear'],
      [5, 'likely'],
    ]);
  });
});

test('a job that came in every block before and after is no change', () => {
  const changes = changesOf(comparisonOf(readRun('go-idle'), 20));
  expect(called(changes)).toEqual([]);
});

test('the moment since when', () => {
  const run = steady(shares, 2000, 70, 3, [1, 3], 62);
  const { onset } = changesOf(comparisonOf(run, 10)).rows[0];
  expect(onset).toEqual({ from: 62 * 60_000, at: 62 * 60_000, to: 62 * 60_000 });
  const apart = changesOf({ ...comparisonOf(run, 10), adjacent: false }).rows[0];
  expect(apart.onset).toBeUndefined();
});

describe('with too little', () => {
  const small = (seed: number, columns: number, from: number) =>
    steady(shares, 60, columns, seed, [1, 1, 1, 1, 1, 2], from);

  test('it cannot be told, and how much longer it takes is said', () => {
    const row = changesOf(comparisonOf(small(1, 70, 60), 10)).rows.find((one) => one.row === 5)!;
    expect(row.verdict).toBe('unknown');
    expect(row.needs).toBeGreaterThan(60);
    expect(row.interval[0]).toBeLessThan(0);
  });

  test('so much longer it is found in four of five', () => {
    const found = Array.from({ length: 20 }, (_, seed) => {
      // What is needed for 3 of 60 samples a minute to be seen double, of eleven functions with five pairs of history.
      const row = changesOf(comparisonOf(small(seed, 210, 180), 30)).rows.find((one) => one.row === 5)!;
      const more = Math.ceil((row.needs ?? 0) / 60);
      const side = 30 + more;
      return changesOf(comparisonOf(small(seed + 100, 7 * side, 6 * side), side)).rows[0];
    });
    expect(found.filter(({ row, verdict }) => row === 5 && verdict === 'clear').length).toBeGreaterThanOrEqual(16);
  });

  test('no samples, no windows, nothing on one side: nothing is claimed', () => {
    const nothing = (input: Partial<ChangeInput>) =>
      changesOf({ ...comparisonOf(steady(shares, 100, 20, 1), 10), ...input });
    expect(nothing({ self: new Float64Array(220) }).rows).toEqual([]);
    expect(
      nothing({ self: new Float64Array(0), columns: 0, seconds: [], starts: [], before: 0, after: 0 }).rows
    ).toEqual([]);
    const oneSide = steady(shares, 100, 20, 1, Array<number>(11).fill(0), 10);
    expect(called(changesOf(comparisonOf(oneSide, 10)))).toEqual([]);
  });
});

test('with much, what did not change is said to be so', () => {
  const changes = changesOf(comparisonOf(steady(shares, 2_000_000, 70, 3, [1, 1.2], 60), 10));
  expect(changes.rows[0]).toMatchObject({ row: 1, verdict: 'clear' });
  const others = changes.rows.slice(1);
  expect(others.map(({ verdict }) => verdict)).toEqual(Array<string>(10).fill('unchanged'));
  for (const { within, before, mix, interval } of others) {
    expect(within).toBeLessThan(Math.max(0.05 * before, 0.0025 * changes.whole.after));
    expect(within).toBeCloseTo(Math.max(...interval.map(Math.abs)), 6);
    expect(Math.abs(mix)).toBeLessThan(within!);
  }
});

describe('where samples cannot be counted', () => {
  /** A few large values and many of none, as bytes and waiting times are. */
  const heavy = (seed: number, times: number) => {
    const random = seeded(seed);
    const run = steady(shares, 300, 70, seed, [1, 1, times], 60);
    return { ...run, self: run.self.map((value) => value * 1e6 * (0.8 + 0.4 * random())) };
  };

  test('no more than one in twenty is called where nothing changed', () => {
    const wrong = Array.from({ length: 30 }, (_, seed) => changesOf(comparisonOf(heavy(seed, 1), 10, 'uncounted')));
    expect(alarmsOf(wrong).clear).toBeLessThanOrEqual(30 / 20);
  });

  test('what doubled is found, by windows and by instances', () => {
    expect(changesOf(comparisonOf(heavy(2, 2), 10, 'uncounted')).rows[0]).toMatchObject({ row: 2, verdict: 'clear' });
    const instances = { ...cutRun(heavy(2, 2), 54, 66), before: 6, after: 6, paired: true };
    expect(changesOf({ ...comparisonOf(heavy(2, 2), 10, 'uncounted'), instances }).rows[0].row).toBe(2);
  });

  test('four windows a side are too few', () => {
    expect(called(changesOf(comparisonOf(heavy(2, 5), 4, 'uncounted')))).toEqual([]);
  });
});

describe('by instance', () => {
  /** Six instances before and after; of `odd` one instance has ten times as much of f5. */
  const pods = (times: number, only = [0, 1, 2, 3, 4, 5]) => {
    const run = steady(shares, 3000, 12, 8);
    const self = run.self.map((value, i) => {
      const [row, column] = [Math.floor(i / 12), i % 12];
      return row === 5 && column >= 6 && only.includes(column - 6) ? times * value : value;
    });
    return { self, columns: 12, before: 6, after: 6, paired: true };
  };
  const windows = comparisonOf(steady(shares, 18_000, 70, 8, [1, 1, 1, 1, 1, 2], 60), 10);

  test('what all of them show is found', () => {
    expect(changesOf({ ...windows, instances: pods(2) }).rows[0]).toMatchObject({ row: 5, verdict: 'clear' });
  });

  test('what one of them shows is not clear, however many samples it has', () => {
    const changes = changesOf({ ...windows, instances: pods(7, [2]) });
    expect(changes.rows.filter(({ verdict }) => verdict === 'clear')).toEqual([]);
    // The windows alone would have called it.
    expect(changesOf(windows).rows[0]).toMatchObject({ row: 5, verdict: 'clear' });
  });
});

describe('on recorded programs', () => {
  const programs = ['go-drift-cpu', 'go-batch', 'node-drift'];

  test('less than one pair in twenty of neighbors is called changed (upper 95 % bound), loads drifting', () => {
    const pairs = programs.map((name) =>
      alarmsOf([5, 10, 20].flatMap((side) => unchangedPairs(readRun(name), side, 5 * side)))
    );
    const [seen, of] = [
      pairs.reduce((sum, { clear }) => sum + clear, 0),
      pairs.reduce((sum, one) => sum + one.pairs, 0),
    ];
    expect(of).toBeGreaterThan(300);
    expect(upperBound(seen, of)).toBeLessThan(0.05);
  });

  test('nor over two hours of each, by the minute', () => {
    const results = ['go-drift-hours', 'go-batch-hours', 'node-drift-hours'].map((name) => {
      const run = readRun(name);
      expect(run.seconds).toBe(60);
      expect(run.columns).toBeGreaterThanOrEqual(120);
      return alarmsOf([5, 6, 8, 10].flatMap((side) => unchangedPairs(run, side, 5 * side)));
    });
    const sum = (read: (one: (typeof results)[number]) => number) => results.reduce((all, one) => all + read(one), 0);
    const [seen, of] = [sum(({ clear }) => clear), sum(({ pairs }) => pairs)];
    expect(of).toBeGreaterThan(100);
    expect(upperBound(seen, of)).toBeLessThan(0.05);
  });

  test('+50 % in a function of 5 % is found in four of five, and first, with 9,000 samples a side', () => {
    const random = seeded(11);
    const model = modelOf(readRun('node-drift'), 10);
    const row = model.functions.findIndex(({ share }) => share < 0.06);
    const results = Array.from({ length: 40 }, () => {
      const run = generate(model, 70, random, { drift: 0.3, wave: 50 });
      return injected(run, row, { side: 10, times: 1.5, random });
    });
    const clear = results.filter(({ verdict }) => verdict === 'clear');
    expect(model.samples * 10).toBeLessThan(9000);
    expect(clear.length).toBeGreaterThanOrEqual(0.8 * 40);
    expect(results.filter(({ rank }) => rank === 0).length).toBeGreaterThanOrEqual(0.9 * 40);
  });

  test('+50 % in a function of about 5 % is found in four of five, and first, where the table of sample sizes says it must be', () => {
    const results = ['go-drift-hours', 'go-batch-hours', 'node-drift-hours'].flatMap((name) => {
      const run = readRun(name);
      return [10, 15].flatMap((side) => injectedWhereDemanded(run, side, seeded(7)));
    });
    expect(results.length).toBeGreaterThan(18);
    const found = results.filter(({ verdict }) => verdict === 'clear' || verdict === 'likely');
    expect(found.length).toBeGreaterThanOrEqual(0.8 * results.length);
    expect(results.filter(({ rank }) => rank === 0).length).toBeGreaterThanOrEqual(0.9 * results.length);
  });

  test('a slow version is found, and when it came', () => {
    // Windows of two seconds; the new version came after a hundred and twenty seconds.
    const found = changesOf(comparisonOf(readRun('go-slow'), 60));
    const names = readRun('go-slow').names;
    const slow = found.rows.find(({ row }) => names[row] === 'main.discount')!;
    expect(slow.verdict).toBe('likely');
    expect(slow.mix).toBeGreaterThan(0.3 * slow.after);
    expect(slow.onset!.from).toBeLessThanOrEqual(124_000);
    expect(slow.onset!.to).toBeGreaterThanOrEqual(116_000);
  });

  test('a slow version that is put into an hour is found where it is', () => {
    const random = seeded(5);
    const run = generate(modelOf(readRun('node-drift'), 10), 70, random);
    const changes = changesOf(comparisonOf(slowed(run, 3, 60, 2, random), 10));
    expect(changes.rows[0]).toMatchObject({ row: 3, verdict: 'clear' });
    expect(changes.rows[0].onset!.at).toBe(60 * 60_000);
  });
});
