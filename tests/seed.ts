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
const LOOK_EVERY_MS = 500;

/**
 * Pushes profiles to a Pyroscope (a server, or the standalone one, which speaks its API) and waits until queries see all
 * their services: a real server writes behind.
 *
 * @param pyroscopeUrl - without a path
 * @throws when the server refuses a profile, or does not show the services in time
 */
export async function seedProfiles(pyroscopeUrl: string, profiles: readonly SeedProfile[]): Promise<void> {
  for (const profile of profiles) {
    const labels = Object.entries({ ...profile.labels, __name__: profile.name });
    const rawProfile = (await datedPprof(profile)).toString('base64');
    const series = [{ labels: labels.map(([name, value]) => ({ name, value })), samples: [{ rawProfile }] }];
    await post(pyroscopeUrl, 'push.v1.PusherService/Push', { series });
  }
  await waitForServices(pyroscopeUrl, profiles);
}

async function datedPprof({ file, time }: SeedProfile): Promise<Buffer> {
  const bytes = await readFile(file);
  const profile = Profile.decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  profile.timeNanos = BigInt(time) * BigInt(1e6);
  return gzipSync(profile.encode());
}

async function waitForServices(pyroscopeUrl: string, profiles: readonly SeedProfile[]): Promise<void> {
  const times = profiles.map(({ time }) => time);
  const range = { start: Math.min(...times) - 1_000, end: Math.max(...times) + 1_000 };
  const missing = new Set(profiles.map(({ labels }) => JSON.stringify([labels.service_name, labels.namespace])));
  const deadline = Date.now() + VISIBLE_WITHIN_MS;
  while (missing.size > 0) {
    const { labelsSet = [] } = (await post(pyroscopeUrl, 'querier.v1.QuerierService/Series', {
      ...range,
      matchers: [],
      labelNames: ['service_name', 'namespace'],
    })) as { labelsSet?: Array<{ labels?: Array<{ name: string; value: string }> }> };
    for (const { labels = [] } of labelsSet) {
      const of = (name: string) => labels.find((label) => label.name === name)?.value;
      missing.delete(JSON.stringify([of('service_name'), of('namespace')]));
    }
    if (missing.size > 0 && Date.now() > deadline) {
      throw new Error(`${pyroscopeUrl} does not show what was pushed: ${[...missing].join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, missing.size > 0 ? LOOK_EVERY_MS : 0));
  }
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
