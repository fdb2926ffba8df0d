import { join } from 'node:path';

import { readRecordings } from '../../standalone/demo/recorded/recordings';
import { dueWindows, instancesOf } from '../../standalone/demo/recorded/schedule';
import { Stamper } from '../../standalone/demo/recorded/stamp';
import { openStore } from '../../standalone/store/store';
import { pprofOf } from '../../standalone/store/testProfiles';
import { CPU, inFolder, megabytes, must, openThreads, report, ROOT } from './parts';

const TIME = Date.UTC(2026, 0, 1);
const FUNCTIONS = 300_000;
const FUNCTIONS_A_PUSH = 10_000;
const MAX_MEMORY = 200e6;
const HOUR_MS = 3_600_000;
const MAX_WEEK = 300e6;

/** So many functions in one store: what the process takes when they are written, and when some are asked for. */
export async function soakFunctions(): Promise<void> {
  await inFolder(async (dir) => {
    const store = await openThreads(dir, { readers: 1 });
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    for (let first = 0; first < FUNCTIONS; first += FUNCTIONS_A_PUSH) {
      const stacks = Array.from({ length: FUNCTIONS_A_PUSH }, (_, i): [string[], number] => [
        [`com.example.shop.package${(first + i) % 1000}.Class${first + i}.method${first + i}`],
        1,
      ]);
      await store.ingest({
        labels: { service_name: `service${first / FUNCTIONS_A_PUSH}` },
        name: 'process_cpu',
        pprof: pprofOf({ stacks, time: TIME }),
      });
    }
    const written = process.memoryUsage.rss();
    const request = { profileTypeID: CPU, labelSelector: '{service_name="service7"}', start: TIME, end: TIME };
    must((await store.querier.selectMergeStacktraces(request)).total === FUNCTIONS_A_PUSH, 'one service is answered');
    const asked = process.memoryUsage.rss();
    const { usedBytes } = await store.stats();
    await store.close();
    report(`${FUNCTIONS} functions`, {
      'memory of the process before': megabytes(before),
      'when they are written': megabytes(written),
      'when one service is asked for': megabytes(asked),
      'on disk': megabytes(usedBytes),
    });
    must(asked - before < MAX_MEMORY, `more than ${megabytes(MAX_MEMORY)} for the functions`);
  });
}

/** What the demo's recorded services push in a week, reckoned from a day of it or, with a share, from some hours. */
export async function soakDemoWeek(share: number): Promise<void> {
  const instances = instancesOf(await readRecordings(join(ROOT, 'standalone/demo/profiles')));
  // In the first hour all versions come up, and with them all that has a name.
  const hours = Math.max(2, Math.round(24 * share));
  await inFolder(async (dir) => {
    const store = openStore(dir, { anyTime: true });
    const stampers = new Map<string, Stamper>();
    const push = async (fromHour: number, toHour: number) => {
      for (const { instance, recording, time } of dueWindows(
        instances,
        TIME + fromHour * HOUR_MS,
        TIME + toHour * HOUR_MS
      )) {
        await store.ingest(
          recording.profiles.map((profile) => {
            const stamper = stampers.get(profile.file) ?? new Stamper(profile.message);
            stampers.set(profile.file, stamper);
            return {
              labels: { ...recording.labels, ...instance.labels },
              name: profile.name,
              pprof: stamper.at(time, profile.duration),
              id: `${profile.file}@${time}`,
            };
          })
        );
      }
      return (await store.stats()).usedBytes;
    };
    const first = await push(0, 1);
    const all = await push(1, hours);
    const { profiles } = await store.stats();
    await store.close();
    const day = first + 23 * ((all - first) / (hours - 1));
    report(`the demo's recorded services for ${hours} h`, {
      profiles,
      'on disk after an hour': megabytes(first),
      'on disk at the end': megabytes(all),
      'a day, each with names of its own': megabytes(day),
      'a week': megabytes(7 * day),
    });
    must(7 * day < MAX_WEEK, `a week takes more than ${megabytes(MAX_WEEK)}`);
  });
}
