import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile, type ValueType } from 'pprof-format';
import { array, number, object, parse, record, string } from 'valibot';

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

/** One sample type of one window, ready to be stamped with another time. */
export interface RecordedProfile {
  /** Path below the profiles folder; names the profile in ids. */
  file: string;
  /** The first part of the profile type id, such as `process_cpu`. */
  name: string;
  /** The full profile type id; a file with several sample types carries the first. */
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

/**
 * Reads the recorded profiles, grouped by service and window.
 *
 * @param folder - holds `index.json` and the gzipped pprof files that it names
 * @throws when the index or a file is missing or malformed
 */
export async function readRecordings(folder: string): Promise<Recording[]> {
  const index = parse(IndexSchema, JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
  const recordings = new Map<string, Recording>();
  for (const entry of index) {
    const key = JSON.stringify([entry.until, entry.labels]);
    const recording = recordings.get(key) ?? { labels: entry.labels, profiles: [] };
    recordings.set(key, recording);
    const window = BigInt((entry.until - entry.from) * 1e9);
    const pprof = gunzipSync(await readFile(join(folder, entry.file)));
    recording.profiles.push({ file: entry.file, name: entry.name, ...withoutTime(entry.name, pprof, window) });
  }
  return [...recordings.values()];
}

function withoutTime(name: string, pprof: Uint8Array, window: bigint) {
  const profile = Profile.decode(pprof);
  const text = (index: number | bigint) => profile.stringTable.strings[Number(index)];
  const pair = (type: ValueType | undefined) => (type ? `${text(type.type)}:${text(type.unit)}` : ':');
  // The files of the Go server carry no duration; theirs is the window's.
  const duration = BigInt(profile.durationNanos) || window;
  profile.timeNanos = 0;
  profile.durationNanos = 0;
  return {
    profileTypeId: `${name}:${pair(profile.sampleType[0])}:${pair(profile.periodType)}`,
    message: profile.encode(),
    duration,
  };
}
