import type { Recording } from './recordings';

const MINUTE = 60_000;
/** A new version comes out every so many minutes, so that the last hour always holds both. */
const MINUTES_PER_VERSION = 30;

/** A program that ran for less than a minute is run again every so many minutes. */
const MINUTES_BETWEEN_RUNS = 5;

/** One process of a service: it stays in its region and is replaced version by version. */
export interface Instance {
  labels: { service_name: string; pod: string };
  /** Milliseconds into each minute at which it reports: real processes do not report in step. */
  offset: number;
  /** It reports every so many minutes. */
  everyMinutes: number;
  /** What it may report, one recording a version, oldest first. */
  versions: Recording[];
}

/** What an instance has to report at `time` (milliseconds since the epoch). */
export interface DueWindow {
  instance: Instance;
  recording: Recording;
  time: number;
}

/** Makes one instance a service and region. */
export function instancesOf(recordings: readonly Recording[]): Instance[] {
  const instances = new Map<string, Instance>();
  for (const recording of [...recordings].sort(byVersion)) {
    const { service_name, namespace, region } = recording.labels;
    const key = JSON.stringify([service_name, namespace, region]);
    let instance = instances.get(key);
    if (!instance) {
      const number = [...instances.values()].filter((other) => other.labels.service_name === service_name).length;
      const offset = (7_000 + 17_000 * instances.size) % MINUTE;
      const everyMinutes = isShortRun(recording) ? MINUTES_BETWEEN_RUNS : 1;
      instance = { labels: { service_name, pod: `${service_name}-${number}` }, offset, everyMinutes, versions: [] };
      instances.set(key, instance);
    }
    instance.versions.push(recording);
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
  for (let slot = Math.floor(after / MINUTE); slot * MINUTE <= until; slot++) {
    for (const instance of instances) {
      const time = slot * MINUTE + instance.offset;
      if (slot % instance.everyMinutes === 0 && time > after && time <= until) {
        const version = Math.floor(slot / MINUTES_PER_VERSION) % instance.versions.length;
        due.push({ instance, recording: instance.versions[version], time });
      }
    }
  }
  return due.sort((a, b) => a.time - b.time);
}
