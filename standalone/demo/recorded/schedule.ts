import type { Recording } from './recordings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A new version comes out every so many minutes, so that the last hour always holds both. */
const MINUTES_PER_VERSION = 30;

/** A program that ran for less than a minute is run again every so many minutes. */
const MINUTES_BETWEEN_RUNS = 5;

/** One process of a service: it stays in its region and is replaced version by version. */
export interface Instance {
  labels: { service_name: string; pod: string; region?: string };
  /** Milliseconds into each minute at which it reports: real processes do not report in step. */
  offset: number;
  /** It reports every so many minutes. */
  everyMinutes: number;
  /** How far back it has reported when the demo starts, in milliseconds. */
  past: number;
  /** All that it may report, oldest version first. */
  recordings: Recording[];
  /** What it reports in a minute, counted from the epoch. */
  recordingIn(minute: number): Recording;
}

/** What an instance has to report at `time` (milliseconds since the epoch). */
export interface DueWindow {
  instance: Instance;
  recording: Recording;
  time: number;
}

/** Makes one instance a service and region, whose versions take turns by the clock. */
export function instancesOf(recordings: readonly Recording[]): Instance[] {
  const instances = new Map<string, Instance>();
  for (const recording of [...recordings].sort(byVersion)) {
    const { service_name, namespace, region } = recording.labels;
    const key = JSON.stringify([service_name, namespace, region]);
    let instance = instances.get(key);
    if (!instance) {
      const number = [...instances.values()].filter((other) => other.labels.service_name === service_name).length;
      const own: Recording[] = [];
      instance = {
        labels: { service_name, pod: `${service_name}-${number}` },
        offset: (7_000 + 17_000 * instances.size) % MINUTE,
        everyMinutes: isShortRun(recording) ? MINUTES_BETWEEN_RUNS : 1,
        past: HOUR,
        recordings: own,
        recordingIn: (minute) => own[Math.floor(minute / MINUTES_PER_VERSION) % own.length],
      };
      instances.set(key, instance);
    }
    instance.recordings.push(recording);
  }
  return [...instances.values()];
}

function isShortRun({ profiles }: Recording): boolean {
  return profiles.some(({ duration }) => duration < BigInt(MINUTE * 1e6));
}

function byVersion(a: Recording, b: Recording): number {
  return (a.labels.version ?? '').localeCompare(b.labels.version ?? '', 'en');
}

/**
 * The windows due after `after` and no later than `until` (milliseconds since the epoch), in the order of time: one an
 * instance and minute (or several). They depend on the clock alone, so whoever asks again for a minute gets the same windows.
 */
export function dueWindows(instances: readonly Instance[], after: number, until: number): DueWindow[] {
  const due: DueWindow[] = [];
  for (let minute = Math.floor(after / MINUTE); minute * MINUTE <= until; minute++) {
    for (const instance of instances) {
      const time = minute * MINUTE + instance.offset;
      if (minute % instance.everyMinutes === 0 && time > after && time <= until) {
        due.push({ instance, recording: instance.recordingIn(minute), time });
      }
    }
  }
  return due.sort((a, b) => a.time - b.time);
}
