import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Function, Label, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import { openStore, type Store, type StoreOptions } from './store';

/** `main;b;c` is a stack from the root; values are one a sample type. */
export type Stacks = ReadonlyArray<readonly [stack: string | readonly string[], ...values: number[]]>;

export interface TestProfile {
  stacks: Stacks;
  types?: Array<[type: string, unit: string]>;
  period?: [type: string, unit: string];
  /** Milliseconds since the epoch. */
  time?: number;
}

/** A pprof (not gzipped) with one function and one location a name, ids from 1 in the order the names appear. */
export function pprofOf({ stacks, types = [['cpu', 'nanoseconds']], period, time = 0 }: TestProfile): Uint8Array {
  const strings = new StringTable();
  const valueType = ([type, unit]: [string, string]) =>
    new ValueType({ type: strings.dedup(type), unit: strings.dedup(unit) });
  const ids = new Map<string, number>();
  const idOf = (name: string) => ids.get(name) ?? ids.set(name, ids.size + 1).size;
  const sample = stacks.map(([stack, ...value]) => {
    const names = typeof stack === 'string' ? stack.split(';') : stack;
    return new Sample({ locationId: names.map(idOf).reverse(), value });
  });
  return new Profile({
    sampleType: types.map(valueType),
    periodType: valueType(period ?? ['cpu', 'nanoseconds']),
    sample,
    function: [...ids].map(([name, id]) => new Function({ id, name: strings.dedup(name) })),
    location: [...ids.values()].map((id) => new Location({ id, line: [new Line({ functionId: id, line: 1 })] })),
    stringTable: strings,
    timeNanos: BigInt(time) * BigInt(1_000_000),
  }).encode();
}

/** A stack, its value as samples (as cpu it is twice that), and labels. */
export type Labeled = readonly [stack: string, value: number, labels?: Record<string, string>];

/** A pprof (not gzipped) of two sample types, cpu and samples. */
export function labeledPprof(samples: readonly Labeled[], time: number): Uint8Array {
  const strings = new StringTable();
  const text = (value: string) => strings.dedup(value);
  const types = [
    ['cpu', 'nanoseconds'],
    ['samples', 'count'],
  ].map(([type, unit]) => new ValueType({ type: text(type), unit: text(unit) }));
  const names = [...new Set(samples.flatMap(([stack]) => stack.split(';')))];
  const sample = samples.map(([stack, value, labels = {}]) => {
    const label = Object.entries(labels).map(([key, str]) => new Label({ key: text(key), str: text(str) }));
    const locationId = stack
      .split(';')
      .map((name) => names.indexOf(name) + 1)
      .reverse();
    return new Sample({ locationId, value: [2 * value, value], label });
  });
  return new Profile({
    sampleType: types,
    periodType: types[0],
    sample,
    function: names.map((name, at) => new Function({ id: at + 1, name: text(name) })),
    location: names.map((_, at) => new Location({ id: at + 1, line: [new Line({ functionId: at + 1 })] })),
    stringTable: strings,
    timeNanos: BigInt(time) * BigInt(1_000_000),
  }).encode();
}

/** Runs `test` with a folder of its own. */
export async function withFolder(test: (dir: string) => Promise<void>) {
  const dir = mkdtempSync(join(tmpdir(), 'profile-store-'));
  try {
    await test(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs `test` with a store in a folder of its own, which takes profiles of any time. */
export function withStore(test: (store: Store, dir: string) => Promise<void>, options?: StoreOptions) {
  return withFolder(async (dir) => {
    const store = openStore(dir, { anyTime: true, ...options });
    try {
      await test(store, dir);
    } finally {
      await store.close();
    }
  });
}
