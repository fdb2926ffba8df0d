import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeedProfile } from './seed';

/** The recorded profiles that the tests look at: an entry a file, as `index.json` there has them. */
export interface RecordedProfile {
  file: string;
  name: string;
  sampleType: string;
  /** Unix seconds. */
  until: number;
  labels: { service_name: string; namespace: string; region: string; version: string };
}

const folder = join(__dirname, '../standalone/demo/profiles');
const MINUTE = 60_000;
/** The newest window is this old at the start of the run: old enough for any server, young enough for a long run. */
const AGE_MINUTES = 5;

/** What global setup pushed, the same in every worker. */
export interface Seeded {
  /** In place of each recorded namespace one of this run's own: a real server keeps the data of earlier runs. */
  namespaceOf: (recorded: string) => string;
  /** Milliseconds since the epoch at which each recorded window was dated, by its `until`. */
  timeOf: (until: number) => number;
  /** A range (milliseconds since the epoch) that holds all of it and nothing else of this run. */
  range: { from: number; to: number };
}

export const recorded: RecordedProfile[] = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));

/** Where a recorded profile's file is, for tests that compute the right answer from it. */
export const pathOf = (profile: RecordedProfile): string => join(folder, profile.file);

/** Names this run and its time, once, in a variable that Playwright's workers inherit. */
export function startRun(now: number): void {
  process.env.E2E_RUN = JSON.stringify({
    id: now.toString(36),
    newest: Math.floor(now / MINUTE - AGE_MINUTES) * MINUTE,
  });
}

/** @throws when global setup has not run */
export function seeded(): Seeded {
  const { id, newest }: { id: string; newest: number } = JSON.parse(process.env.E2E_RUN ?? 'null');
  const windows = [...new Set(recorded.map(({ until }) => until))].sort((a, b) => a - b);
  return {
    namespaceOf: (namespace) => `${namespace}-${id}`,
    timeOf: (until) => newest - (windows.length - 1 - windows.indexOf(until)) * MINUTE,
    range: { from: newest - windows.length * MINUTE, to: newest + MINUTE },
  };
}

/** Every recorded profile as it is pushed. */
export function seedProfilesOfRun(): SeedProfile[] {
  const { namespaceOf, timeOf } = seeded();
  return recorded.map((profile) => ({
    file: pathOf(profile),
    name: profile.name,
    labels: { ...profile.labels, namespace: namespaceOf(profile.labels.namespace) },
    time: timeOf(profile.until),
  }));
}
