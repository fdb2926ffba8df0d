import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { TestInfo } from '@playwright/test';
import { Function as PprofFunction, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import { seeded } from './data';
import { LISTED_WITHIN_MS, seedProfiles, waitUntilListed, type SeedProfile } from './seed';

const SECOND = 1_000_000_000;
/** Between two samples. */
const TICK = 10_000_000;
const MINUTE = 60_000;
const CPU = { type: 'cpu', unit: 'nanoseconds' };

/**
 * A CPU profile from text, a stack a line: `main;json.Marshal 3` are three seconds, in 300 samples as Go counts them.
 *
 * @returns the bytes of a pprof file
 */
export function cpuProfile(folded: string): Uint8Array {
  const sample = { type: 'samples', unit: 'count', each: SECOND / TICK };
  return drawnProfile(folded, { samples: [sample, { ...CPU, each: SECOND }], period: CPU, every: TICK });
}

/** The same from a profiler that does not count its samples, such as eBPF's. */
export function uncountedProfile(folded: string): Uint8Array {
  return drawnProfile(folded, { samples: [{ ...CPU, each: SECOND }], period: CPU, every: TICK });
}

/** A snapshot of a heap from text, a stack a line: `main;session.New 3` holds three MiB. */
export function heapProfile(folded: string): Uint8Array {
  const samples = [{ type: 'inuse_space', unit: 'bytes', each: 2 ** 20 }];
  return drawnProfile(folded, { samples, period: { type: 'space', unit: 'bytes' }, every: 2 ** 19 });
}

interface Drawing {
  /** `each`: what a one in the text stands for */
  samples: Array<{ type: string; unit: string; each: number }>;
  period: { type: string; unit: string };
  every: number;
}

function drawnProfile(folded: string, { samples, period, every }: Drawing): Uint8Array {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const typeOf = ({ type, unit }: Drawing['period']) => new ValueType({ type: text(type), unit: text(unit) });
  const profile = new Profile({
    stringTable,
    sampleType: samples.map(typeOf),
    periodType: typeOf(period),
    period: every,
  });
  const ids = new Map<string, number>();
  const idOf = (name: string) => {
    const id = ids.get(name) ?? ids.size + 1;
    if (!ids.has(name)) {
      ids.set(name, id);
      profile.function.push(new PprofFunction({ id, name: text(name), systemName: text(name) }));
      profile.location.push(new Location({ id, line: [new Line({ functionId: id })] }));
    }
    return id;
  };
  for (const line of folded.trim().split('\n')) {
    const at = line.lastIndexOf(' ');
    const locationId = line.slice(0, at).trim().split(';').map(idOf).reverse();
    const value = samples.map(({ each }) => Math.round(Number(line.slice(at)) * each));
    profile.sample.push(new Sample({ locationId, value }));
  }
  return profile.encode();
}

/** The first samples of a pprof file, as a pprof file. */
export async function someSamples(file: string, count: number): Promise<Uint8Array> {
  const profile = Profile.decode(gunzipSync(await readFile(file)));
  profile.sample = profile.sample.slice(0, count);
  return profile.encode();
}

/** Pushes a pprof file to the server under test. */
export const pushProfileAt = (testInfo: TestInfo, profile: SeedProfile): Promise<void> =>
  seedProfiles(targetOf(testInfo), [profile]);

/** Pushes a pprof file to the server under test; it lies in the run's range. */
export async function pushFile(testInfo: TestInfo, profile: Omit<SeedProfile, 'time'>): Promise<void> {
  await seedProfiles(targetOf(testInfo), [{ ...profile, time: seeded().range.to - 2 * MINUTE }]);
}

/** Where the tests push to. */
const targetOf = ({ project }: TestInfo): string => process.env.PYROSCOPE_URL ?? String(project.use.baseURL);

/** Waits until lists have what the test has pushed, and gives the test that much longer. */
export async function waitForList(testInfo: TestInfo, ...services: Array<SeedProfile['labels']>): Promise<void> {
  testInfo.setTimeout(testInfo.timeout + LISTED_WITHIN_MS);
  await waitUntilListed(targetOf(testInfo), services);
}

/** Pushes a drawn CPU profile. */
export async function pushDrawn(testInfo: TestInfo, folded: string, labels: Record<string, string>): Promise<void> {
  const file = testInfo.outputPath('drawn.pb');
  await writeFile(file, cpuProfile(folded));
  await pushFile(testInfo, { file, name: 'process_cpu', labels });
}

/** A name that a backtracking engine never finishes with when it looks for `(a+)+$`. */
export const MATCH_TRAP = `${'a'.repeat(40)}!`;

/**
 * 100 s. Rows with all groups collapsed: total; gc (40 s, a group of three) and main (60 s, a group of three); under main
 * the cache (20 s) and the parser (40 s, 10 s of its own); under the parser json.Decode (30 s), under that the trap (5 s).
 */
const DRAWING = `
gc.mark;gc.scan;gc.drain 40
main.main;main.run;main.loop;work.(*cache).get 20
main.main;main.run;main.loop;work.parse 10
main.main;main.run;main.loop;work.parse;json.Decode 25
main.main;main.run;main.loop;work.parse;json.Decode;${MATCH_TRAP} 5
`;

/** A name that no other push has, whatever runs how often in one worker: a second push would double the numbers. */
export const freshName = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

/** Pushes the drawing as a service of its own. @returns its name */
export async function pushDrawing(testInfo: TestInfo): Promise<string> {
  const service = freshName('drawing');
  await pushDrawn(testInfo, DRAWING, { service_name: service, namespace: seeded().namespaceOf('drawings') });
  return service;
}

/** The parameters of a link to the drawing. */
export function shownDrawing(service: string) {
  return { service_name: service, namespace: seeded().namespaceOf('drawings'), ...seeded().range };
}
