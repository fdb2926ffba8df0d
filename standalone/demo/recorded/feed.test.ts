import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { backfill } from './feed';
import { Pyroscope } from './pyroscope';
import { readRecordings, type Recording } from './recordings';
import { instancesOf, type Instance } from './schedule';

interface Pushed {
  labels: Record<string, string>;
  id: string;
  time: number;
}

const NOW = Date.UTC(2030, 0, 1, 12, 0, 30);
let server: Server;
let url: string;
let pushed: Pushed[];
let refuseBefore: number;
let recordings: Recording[];
let instances: Instance[];

interface PushBody {
  series: Array<{
    labels: Array<{ name: string; value: string }>;
    samples: Array<{ ID: string; rawProfile: string }>;
  }>;
}

/** Takes a push as Pyroscope does; its answer to SelectSeries has a point for every CPU profile and TypeScript run. */
function answer(path: string, body: string): [number, unknown] {
  if (path.endsWith('/SelectSeries')) {
    const pod = /pod=\\?"([^"\\]+)/.exec(body)?.[1];
    const points = pushed.filter(({ labels }) => labels.pod === pod).map(({ time }) => ({ timestamp: String(time) }));
    return [200, points.length > 0 ? { series: [{ labels: [], points }] } : {}];
  }
  const { series } = JSON.parse(body) as PushBody;
  const profiles = series.map(({ labels, samples }) => ({
    labels: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
    id: samples[0].ID,
    time: Number(BigInt(decode(samples[0].rawProfile).timeNanos) / BigInt(1e6)),
  }));
  if (profiles.some(({ time }) => time < refuseBefore)) {
    return [400, { code: 'invalid_argument', message: 'outside of ingestion window' }];
  }
  pushed.push(...profiles);
  return [200, {}];
}

function decode(rawProfile: string): Profile {
  return Profile.decode(gunzipSync(Buffer.from(rawProfile, 'base64')));
}

beforeAll(async () => {
  recordings = await readRecordings(join(__dirname, '../profiles'));
  // The real files' labels and names with hardly anything in them: the server below inflates every one.
  const message = new Profile({ period: 1 }).encode();
  const profilesOf = recordings.map(({ profiles }) => profiles.map((profile) => ({ ...profile, message })));
  instances = instancesOf(recordings.map((recording, i) => ({ ...recording, profiles: profilesOf[i] })));
});

beforeEach(async () => {
  pushed = [];
  refuseBefore = 0;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(Buffer.from(chunk));
    }
    const [status, body] = answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('backfill', () => {
  it('fills the last hour with every profile type of the recordings', async () => {
    const result = await backfill(new Pyroscope(url), instances, NOW);

    expect(result).toEqual({ pushed: 132, alreadyThere: 0, refusals: [] });
    // Two pods of the Go server with six profiles a minute each, and the TypeScript compiler every five minutes.
    expect(pushed).toHaveLength(60 * 2 * 6 + 12);
    expect(new Set(pushed.map(({ labels }) => labels.__name__))).toEqual(
      new Set(['process_cpu', 'memory', 'block', 'mutex', 'goroutines', 'wall'])
    );
    expect(new Set(pushed.map(({ labels }) => `${labels.service_name} ${labels.namespace} ${labels.region}`))).toEqual(
      new Set(['pyroscope monitoring us-central', 'pyroscope monitoring eu-west', 'tsc build eu-west'])
    );
    expect(pushed.every(({ time }) => time > NOW - 3_600_000 && time <= NOW)).toBe(true);
    expect(new Set(pushed.map(({ id }) => id)).size).toBe(pushed.length);
    expect(pushed[0].id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('reports all sample types of a profile together, as a Go process does', async () => {
    const types = recordings[0].profiles.map(({ name, message }) => {
      const { sampleType, stringTable } = Profile.decode(message);
      return `${name}: ${sampleType.map(({ type }) => stringTable.strings[Number(type)]).join(', ')}`;
    });
    expect(types.sort()).toEqual([
      'block: contentions, delay',
      'goroutines: goroutine',
      'memory: alloc_objects, alloc_space',
      'memory: inuse_objects, inuse_space',
      'mutex: contentions, delay',
      'process_cpu: cpu, samples',
    ]);
  });

  it('adds nothing twice after a restart, and what is pushed again keeps its id', async () => {
    await backfill(new Pyroscope(url), instances, NOW);
    const first = new Map(pushed.map(({ labels, time, id }) => [JSON.stringify([labels, time]), id]));

    expect(await backfill(new Pyroscope(url), instances, NOW + 60_000)).toMatchObject({ pushed: 3, alreadyThere: 129 });

    pushed = [];
    await backfill(new Pyroscope(url), instances, NOW);
    expect(new Map(pushed.map(({ labels, time, id }) => [JSON.stringify([labels, time]), id]))).toEqual(first);
  });

  it('reports what the server does not want and goes on', async () => {
    refuseBefore = NOW - 1_800_000;
    const { pushed: accepted, refusals } = await backfill(new Pyroscope(url), instances, NOW);

    expect(accepted).toBe(66);
    expect(refusals).toHaveLength(66);
    expect(refusals[0]).toContain('outside of ingestion window');
  });
});
