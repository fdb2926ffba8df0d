import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';

/** One pprof file to push, under labels and at a time of the test's own. */
export interface SeedProfile {
  /** A pprof file, gzipped or not. */
  file: string;
  /** The first part of the profile type id, such as `process_cpu`. */
  name: string;
  labels: Record<string, string>;
  /** Milliseconds since the epoch. A real server takes only the last hour. */
  time: number;
}

const VISIBLE_WITHIN_MS = 90_000;
/** A real server lists a service once it has compacted what was pushed: after 20 s to minutes. */
export const LISTED_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 500;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Pushes profiles to a Pyroscope (a server, or the standalone one, which speaks its API) and waits until queries that name
 * their services find them: a real server writes behind. Its lists have them later (`waitUntilListed`).
 *
 * @param pyroscopeUrl - without a path
 * @throws when the server refuses a profile, or does not find one in time
 */
export async function seedProfiles(pyroscopeUrl: string, profiles: readonly SeedProfile[]): Promise<void> {
  const questions = new Map<string, SeriesQuestion>();
  for (const { file, name, labels, time } of profiles) {
    const profile = await readPprof(file);
    profile.timeNanos = BigInt(time) * BigInt(1e6);
    const named = Object.entries({ ...labels, __name__: name }).map(([key, value]) => ({ name: key, value }));
    const rawProfile = gzipSync(profile.encode()).toString('base64');
    await post(pyroscopeUrl, 'push.v1.PusherService/Push', { series: [{ labels: named, samples: [{ rawProfile }] }] });
    const matchers = Object.entries(labels).map(
      ([key, value]) => `${/^[a-z_]\w*$/i.test(key) ? key : JSON.stringify(key)}=${JSON.stringify(value)}`
    );
    const what = {
      types: typesOf(profile).map((type) => `${name}:${type}`),
      labelSelector: `{${matchers.join(', ')}}`,
    };
    const { start = time, end = time } = questions.get(JSON.stringify(what)) ?? {};
    questions.set(JSON.stringify(what), { ...what, start: Math.min(start, time), end: Math.max(end, time) });
  }
  await Promise.all([...questions.values()].map((question) => waitForSeries(pyroscopeUrl, question)));
}

async function readPprof(file: string): Promise<Profile> {
  const bytes = await readFile(file);
  return Profile.decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

/** What follows the name in the ids of a file's profile types: sample type and unit, period type and unit. */
function typesOf({ sampleType, periodType, stringTable }: Profile): string[] {
  return sampleType.map((sampled) =>
    [sampled, periodType ?? sampled]
      .flatMap(({ type, unit }) => [type, unit])
      .map((index) => stringTable.strings[Number(index)])
      .join(':')
  );
}

interface SeriesQuestion {
  /** One with values is enough: servers leave out sample types whose values are zero. */
  types: string[];
  labelSelector: string;
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
}

async function waitForSeries(pyroscopeUrl: string, question: SeriesQuestion): Promise<void> {
  const { types, labelSelector, start, end } = question;
  const asked = { labelSelector, start: start - MINUTE, end: end + MINUTE, step: 15 };
  const found = async () => {
    for (const profileTypeID of types) {
      const answer = await post(pyroscopeUrl, 'querier.v1.QuerierService/SelectSeries', { ...asked, profileTypeID });
      if (((answer as { series?: unknown[] }).series ?? []).length > 0) {
        return true;
      }
    }
    return false;
  };
  await waitFor(found, VISIBLE_WITHIN_MS, `${pyroscopeUrl} does not find what was pushed: ${JSON.stringify(question)}`);
}

async function waitFor(isSo: () => Promise<boolean>, withinMs: number, otherwise: string): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(otherwise);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Waits until the server lists services of the last hour, each with its namespace: for tests that look at lists. */
export async function waitUntilListed(
  pyroscopeUrl: string,
  services: ReadonlyArray<SeedProfile['labels']>
): Promise<void> {
  const wanted = new Set(services.map((labels) => JSON.stringify([labels.service_name, labels.namespace])));
  const listed = async () => {
    const { labelsSet = [] } = (await post(pyroscopeUrl, 'querier.v1.QuerierService/Series', {
      start: Date.now() - HOUR,
      end: Date.now(),
      matchers: [],
      labelNames: ['service_name', 'namespace'],
    })) as { labelsSet?: Array<{ labels?: Array<{ name: string; value: string }> }> };
    for (const { labels = [] } of labelsSet) {
      const of = (name: string) => labels.find((label) => label.name === name)?.value;
      wanted.delete(JSON.stringify([of('service_name'), of('namespace')]));
    }
    return wanted.size === 0;
  };
  await waitFor(listed, LISTED_WITHIN_MS, `${pyroscopeUrl} does not list what was pushed`);
}

async function post(pyroscopeUrl: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, `${pyroscopeUrl}/`), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${basename(path)} at ${pyroscopeUrl}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}
