import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import type { Store } from '../../standalone/store/store';
import { openStoreThreads, type ThreadedStoreOptions } from '../../standalone/store/threads';

export const ROOT = resolve(__dirname, '../..');
export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** Prints what was found, a figure a line. */
export function report(title: string, figures: Record<string, string | number>): void {
  console.log(title);
  for (const [name, figure] of Object.entries(figures)) {
    console.log(`  ${name.padEnd(44)} ${figure}`);
  }
}

export function must(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(`failed: ${what}`);
  }
}

export async function inFolder<T>(test: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'soak-'));
  try {
    return await test(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The store as the server has it, from source. */
export function openThreads(dir: string, options: ThreadedStoreOptions = {}): Promise<Store> {
  const program = { file: join(ROOT, 'standalone/store/testThread.ts'), execArgv: ['-r', 'esbuild-register'] };
  return openStoreThreads(program, dir, { anyTime: true, onNotice: console.error, ...options });
}

/** The recorded profiles of the demo and the made ones of the tests, unzipped. */
export function realProfiles(): Uint8Array[] {
  const folders = [
    'standalone/demo/profiles/pyroscope',
    'standalone/demo/profiles/tsc',
    'standalone/store/testdata/fieldcases',
  ];
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.pb.gz'))
      .map((file) => gunzipSync(readFileSync(join(ROOT, folder, file))))
  );
}

/** Numbers from 0 up to `below` that are the same at every run: a failure can be repeated. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
export const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
