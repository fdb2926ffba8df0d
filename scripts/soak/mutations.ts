import { IngestError } from '../../standalone/store/ingestError';
import type { IngestRequest } from '../../standalone/store/ingest';
import { openStore } from '../../standalone/store/store';
import { inFolder, must, randomFrom, realProfiles, report } from './parts';

const ROUNDS = 100_000;
const TIME = Date.UTC(2026, 0, 1);

/** Real profiles with bytes changed, cut out, doubled: each is taken or refused, and the store answers after it. */
export async function soakMutations(share: number): Promise<void> {
  const random = randomFrom(20_260_101);
  // The smallest half: a mutation is as good in a small one, and there is time for more.
  const originals = realProfiles()
    .sort((a, b) => a.length - b.length)
    .filter((bytes) => bytes.length < 60_000);
  const rounds = Math.round(ROUNDS * share);
  const counts = { taken: 0, refused: 0 };
  let slowest = 0;
  await inFolder(async (dir) => {
    const store = openStore(dir, { anyTime: true, limits: { series: Infinity } });
    for (let round = 0; round < rounds; round++) {
      const pprof = mutated(originals[random(originals.length)], originals[random(originals.length)], random);
      const request: IngestRequest = {
        labels: { service_name: `s${round % 10}` },
        pprof,
        fromMs: TIME,
        spyName: SPIES[round % SPIES.length],
      };
      const start = performance.now();
      try {
        await store.ingest(request);
        counts.taken++;
      } catch (error) {
        must(error instanceof IngestError, `round ${round}: ${String(error)}`);
        counts.refused++;
      }
      slowest = Math.max(slowest, performance.now() - start);
      if (round % 5000 === 0) {
        await askAll(store.querier);
      }
    }
    const types = await askAll(store.querier);
    const stats = await store.stats();
    await store.close();
    const again = openStore(dir);
    must((await askAll(again.querier)) === types, 'the same profile types after a restart');
    await again.close();
    report(`${rounds} mutated real profiles (${originals.length} originals)`, {
      ...counts,
      'samples dropped from those taken': stats.droppedSamples,
      'profile types that came of it': types,
      'errors that are not refusals': 0,
      'slowest push': `${slowest.toFixed(0)} ms`,
    });
  });
}

const SPIES = ['unknown', 'dotnetspy', 'pyspy', 'gospy'];

async function askAll(querier: ReturnType<typeof openStore>['querier']): Promise<number> {
  const types = await querier.profileTypes({});
  const stats = await querier.getProfileStats();
  for (const { ID } of types.slice(0, 5)) {
    const range = { start: TIME - 1000, end: TIME + 1000 };
    await querier.selectMergeStacktraces({ profileTypeID: ID, labelSelector: '{}', ...range });
    await querier.selectMergeProfile({ profileTypeID: ID, labelSelector: '{service_name="s1"}', ...range });
  }
  must(types.length === 0 || stats.dataIngested, 'types mean data');
  return types.length;
}

function mutated(bytes: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  let result = Buffer.from(bytes);
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(Math.max(1, result.length));
    const length = 1 + random(24);
    switch (random(6)) {
      case 0:
        result[at] = random(256);
        break;
      case 1:
        result[at] ^= 1 << random(8);
        break;
      case 2:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
        break;
      case 3:
        result = Buffer.concat([result.subarray(0, at), result.subarray(Math.max(0, at - length))]);
        break;
      case 4:
        result = Buffer.concat([result.subarray(0, at), other.subarray(random(other.length))]);
        break;
      default:
        result.fill(0xff, at, Math.min(at + length, result.length));
    }
  }
  return result;
}
