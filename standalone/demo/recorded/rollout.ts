import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pyroscope } from './pyroscope';
import { readPprof, type Recording } from './recordings';
import type { Instance } from './schedule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What came out, in one of the regions. */
export const NEW_VERSION = '2.31';
const NEW_REGION = 'eu-west';
const REGIONS = ['us-central', NEW_REGION];
/** So long ago the new version came out when the demo starts for the first time. */
const OUT_SINCE = 35 * MINUTE;
/** Whether a change is like what there was before is asked of six hours before the two that are compared. */
export const PAST = 8 * HOUR + 10 * MINUTE;
/** After so long without the new version a demo that starts tells the story anew. */
const FORGOTTEN_AFTER = 2 * HOUR;

/**
 * Reads the recorded minutes of the service whose new version is slower: files named `VERSION-NUMBER.pb.gz`.
 *
 * @param folder - `profiles/orders`
 */
export async function readOrders(folder: string): Promise<Recording[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.pb.gz')).sort();
  return Promise.all(
    files.map(async (file) => ({
      labels: { service_name: 'orders', namespace: 'shop', version: file.slice(0, file.indexOf('-')) },
      profiles: [readPprof(await readFile(join(folder, file)), { file: `orders/${file}`, name: 'process_cpu' })],
    }))
  );
}

/**
 * When the new version came out: what the server has of it tells, or it came out a while ago. Milliseconds since the epoch, a
 * whole minute.
 */
export async function deployedAt(server: Pyroscope, recordings: readonly Recording[], now: number): Promise<number> {
  const { labels, profiles } = recordings.find(isNew)!;
  const known = await server
    .timesOf(profiles[0].profileTypeId, labels, now - FORGOTTEN_AFTER, now)
    .catch(() => new Set<number>());
  return Math.floor(Math.min(now - OUT_SINCE, ...known) / MINUTE) * MINUTE;
}

/** One instance a region. All run the old version, from `deployed` on one of them the new one, each minute as another was. */
export function rollout(recordings: readonly Recording[], deployed: number): Instance[] {
  const versions = { new: recordings.filter(isNew), old: recordings.filter((one) => !isNew(one)) };
  return REGIONS.map((region, at) => ({
    labels: { service_name: recordings[0].labels.service_name, region, pod: `orders-${region}` },
    offset: 20_000 + 20_000 * at,
    everyMinutes: 1,
    past: PAST,
    recordings: [...recordings],
    recordingIn: (minute) => {
      const isOut = region === NEW_REGION && minute * MINUTE >= deployed;
      const minutes = isOut ? versions.new : versions.old;
      // No region is a copy of another.
      return minutes[(minute + at * Math.floor(minutes.length / 2)) % minutes.length];
    },
  }));
}

const isNew = ({ labels }: Recording) => labels.version === NEW_VERSION;
