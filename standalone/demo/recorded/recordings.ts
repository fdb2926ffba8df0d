import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile, type ValueType } from 'pprof-format';
import { array, number, object, parse, record, string, type InferOutput } from 'valibot';
import { joinSampleTypes, textOf } from './join';

/** `profiles/index.json`: one entry a pprof file, with the window (Unix seconds) and the labels it was taken with. */
const IndexSchema = array(
  object({
    file: string(),
    name: string(),
    sampleType: string(),
    from: number(),
    until: number(),
    labels: record(string(), string()),
  })
);

type IndexEntry = InferOutput<typeof IndexSchema>[number];

/** What one window has of one profile name and set of stacks, ready to be stamped with another time. */
export interface RecordedProfile {
  /** Path below the profiles folder of its first file; names the profile in ids. */
  file: string;
  /** The first part of the profile type id, such as `process_cpu`. */
  name: string;
  /** The full profile type id of its first sample type. */
  profileTypeId: string;
  /** The pprof message, inflated, without time and duration. */
  message: Uint8Array;
  /** Nanoseconds that the window covered. */
  duration: bigint;
}

/** All profiles of one service taken in one window. */
export interface Recording {
  labels: Record<string, string>;
  profiles: RecordedProfile[];
}

interface Decoded {
  entry: IndexEntry;
  profile: Profile;
}

/**
 * Reads the recorded profiles, grouped by service and window.
 *
 * @param folder - holds `index.json` and the gzipped pprof files that it names
 * @throws when the index or a file is missing or malformed
 */
export async function readRecordings(folder: string): Promise<Recording[]> {
  const index = parse(IndexSchema, JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  const windows = new Map<string, Decoded[]>();
  for (const entry of index) {
    const key = JSON.stringify([entry.until, entry.labels]);
    const window = windows.get(key) ?? [];
    windows.set(key, window);
    const profile = Profile.decode(gunzipSync(await readFile(join(folder, entry.file))));
    if (!window.some((other) => other.entry.name === entry.name && joinSampleTypes(other.profile, profile))) {
      window.push({ entry, profile });
    }
  }
  return [...windows.values()].map((window) => ({
    labels: window[0].entry.labels,
    profiles: window.map(recordedProfile),
  }));
}

function recordedProfile({ entry, profile }: Decoded): RecordedProfile {
  // The files of the Go server carry no duration; theirs is the window's.
  return asRecorded(profile, entry, BigInt((entry.until - entry.from) * 1e9));
}

/** One pprof file that has all its sample types and its duration. */
export function readPprof(gzipped: Uint8Array, of: Pick<RecordedProfile, 'file' | 'name'>): RecordedProfile {
  return asRecorded(Profile.decode(gunzipSync(gzipped)), of, BigInt(0));
}

function asRecorded(
  profile: Profile,
  { file, name }: Pick<RecordedProfile, 'file' | 'name'>,
  otherwise: bigint
): RecordedProfile {
  const pair = (type: ValueType | undefined) =>
    type ? `${textOf(profile, type.type)}:${textOf(profile, type.unit)}` : ':';
  const duration = BigInt(profile.durationNanos) || otherwise;
  profile.timeNanos = 0;
  profile.durationNanos = 0;
  return {
    file,
    name,
    profileTypeId: `${name}:${pair(profile.sampleType[0])}:${pair(profile.periodType)}`,
    message: profile.encode(),
    duration,
  };
}
