import type { Pyroscope } from './pyroscope';
import { dueWindows, type DueWindow, type Instance } from './schedule';

/** A missed window is made up for so long. */
const HOUR = 3_600_000;
const LOOK_EVERY_MS = 1_000;
/** While the server stores one window, the next is being made. */
const PUSHES_AT_ONCE = 2;

export interface BackfillResult {
  pushed: number;
  alreadyThere: number;
  /** What the server said of the windows it did not want; the windows before its horizon, usually. */
  refusals: string[];
}

/**
 * Pushes the past of each instance up to `now` (milliseconds since the epoch), leaving out what the server has already.
 *
 * @throws when the server is out of reach
 */
export async function backfill(server: Pyroscope, instances: Instance[], now: number): Promise<BackfillResult> {
  const present = await presentTimes(server, instances, now);
  const all = instances.flatMap((instance) => dueWindows([instance], now - instance.past, now));
  const missing = all.filter(({ instance, time }) => !present.get(instance)?.has(time));
  const refusals = await pushAll(server, missing);
  return { pushed: missing.length - refusals.length, alreadyThere: all.length - missing.length, refusals };
}

/** A server that cannot tell gets everything: ids keep an embedded store from taking a profile twice. */
async function presentTimes(server: Pyroscope, instances: Instance[], now: number) {
  const times = instances.map(async (instance) => {
    const { profileTypeId } = instance.recordings[0].profiles[0];
    const known = await server
      .timesOf(profileTypeId, instance.labels, now - instance.past, now)
      .catch(() => new Set<number>());
    return [instance, known] as const;
  });
  return new Map(await Promise.all(times));
}

async function pushAll(server: Pyroscope, windows: DueWindow[]): Promise<string[]> {
  const refusals: string[] = [];
  const queue = windows.values();
  const work = async () => {
    for (const window of queue) {
      const refusal = await server.push(window);
      if (refusal !== undefined) {
        refusals.push(refusal);
      }
    }
  };
  await Promise.all(Array.from({ length: PUSHES_AT_ONCE }, work));
  return refusals;
}

/**
 * Pushes each window as it falls due, from `after` on (milliseconds since the epoch). What could not be pushed is
 * tried again, an hour back at most: after a suspended night there is no night to make up for.
 *
 * @returns a function that ends it
 */
export function keepFeeding(server: Pyroscope, instances: Instance[], after: number): () => void {
  let done = after;
  let busy = false;
  const look = async () => {
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (const window of dueWindows(instances, Math.max(done, Date.now() - HOUR), Date.now())) {
        await server.push(window);
        done = window.time;
      }
    } catch {
      // The server is gone for now; the same windows are due at the next look.
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
