import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeInput } from '../changes';
import { rowsOfTheMachine } from '../machine';
import type { Selves } from '../selves';

/** A recorded run (`scripts/record-runs.mjs`), or one that is generated. */
export interface Run extends Selves {
  readonly names: readonly string[];
  /** that a column covers */
  readonly seconds: number;
}

export function readRun(name: string): Run {
  const text = readFileSync(join(__dirname, '..', 'testdata', `${name}.json`), 'utf8');
  const { seconds, functions } = JSON.parse(text) as { seconds: number; functions: Record<string, string> };
  const rows = Object.values(functions).map((values) => values.split(' ').map(Number));
  const columns = rows[0].length;
  return { names: Object.keys(functions), seconds, columns, self: Float64Array.from(rows.flat()) };
}

/** Only some columns of a run. */
export function cutRun(run: Run, from: number, to: number): Run {
  const rows = Array.from({ length: run.names.length }, (_, row) =>
    run.self.slice(row * run.columns + from, row * run.columns + to)
  );
  const self = new Float64Array(rows.length * (to - from));
  rows.forEach((values, row) => self.set(values, row * (to - from)));
  return { ...run, columns: to - from, self };
}

/** Whether the values are numbers of samples, or are taken as if nobody knew of how many they are made. */
export type Values = 'counted' | 'uncounted';

/** A run's last columns as a comparison: as many for each side, the rest is history. */
export function comparisonOf(run: Run, side: number, values: Values = 'counted'): ChangeInput {
  const column = (read: (i: number) => number) => Float64Array.from({ length: run.columns }, (_, i) => read(i));
  return {
    self: run.self,
    columns: run.columns,
    seconds: column(() => run.seconds),
    starts: column((i) => 1000 * run.seconds * i),
    history: run.columns - 2 * side,
    before: side,
    after: side,
    adjacent: true,
    samples: values === 'counted' ? 1 : undefined,
    ofTheMachine: rowsOfTheMachine(run.names),
  };
}

/** The run with one row made larger from a column on: `times` as many samples, the added ones at random. */
export function slowed(run: Run, row: number, from: number, times: number, random: () => number): Run {
  const self = run.self.slice();
  for (let i = row * run.columns + from; i < (row + 1) * run.columns; i++) {
    self[i] += poisson((times - 1) * self[i], random);
  }
  return { ...run, self };
}

/** How the functions of a recorded program behave, to make hours of it that cannot be recorded. */
export interface Model {
  readonly names: readonly string[];
  /** samples in a window, on average */
  readonly samples: number;
  readonly functions: ReadonlyArray<{
    /** of all samples */
    readonly share: number;
    /** standard deviation of the share's logarithm, beyond what independent samples scatter */
    readonly wandering: number;
    /** correlation of that from one window to the next */
    readonly correlation: number;
  }>;
}

/** Measures a run, `windows` of its columns as one: dispersion and correlation of every function that is seen often enough. */
export function modelOf(run: Run, windows: number): Model {
  const columns = Math.floor(run.columns / windows);
  const summed = (row: number) =>
    Array.from({ length: columns }, (_, w) => {
      const at = row * run.columns + w * windows;
      return run.self.subarray(at, at + windows).reduce((sum, value) => sum + value, 0);
    });
  const rows = run.names.map((_, row) => summed(row));
  const whole = rows[0].map((_, w) => rows.reduce((sum, row) => sum + row[w], 0));
  const all = whole.reduce((sum, value) => sum + value, 0);
  const functions = rows.map((row) => {
    const share = row.reduce((sum, value) => sum + value, 0) / all;
    const residuals = row.map((y, w) => (y - whole[w] * share) / Math.sqrt(whole[w] * share * (1 - share)));
    const squares = residuals.reduce((sum, e) => sum + e * e, 0);
    const products = residuals.slice(1).reduce((sum, e, w) => sum + e * residuals[w], 0);
    const excess = Math.max(0, squares / (columns - 1) - 1);
    return {
      share,
      wandering: Math.min(0.7, Math.sqrt((excess * (1 - share) * columns) / (share * all))),
      correlation: excess > 0 ? Math.min(0.9, Math.max(0, products / (squares - columns))) : 0,
    };
  });
  return { names: run.names, samples: all / columns, functions: functions.filter(({ share }) => share * all >= 40) };
}

/**
 * Windows of a minute of a program that nobody changes.
 * @param drift the load rises and falls by this part of itself, in waves of `wave` windows
 */
export function generate(
  { names, samples, functions }: Model,
  columns: number,
  random: () => number,
  { drift = 0, wave = 60 } = {}
): Run {
  const self = new Float64Array(functions.length * columns);
  const phase = 2 * Math.PI * random();
  functions.forEach(({ share, wandering, correlation }, row) => {
    let wander = wandering * normal(random);
    for (let w = 0; w < columns; w++) {
      const load = 1 + drift * Math.sin(phase + (2 * Math.PI * w) / wave);
      self[row * columns + w] = poisson(samples * share * load * Math.exp(wander - wandering ** 2 / 2), random);
      wander = correlation * wander + Math.sqrt(1 - correlation ** 2) * wandering * normal(random);
    }
  });
  return { names, columns, self, seconds: 60 };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function poisson(mean: number, random: () => number): number {
  if (mean > 60) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  }
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) {
    count++;
  }
  return count;
}
