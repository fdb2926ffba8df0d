import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { openTestServer, type TestServer } from './testServer';
import { seedRecorded } from './testSeed';

const FOLDER = join(__dirname, 'testdata', 'contract');

interface Recorded {
  why: string;
  request: { method: 'GET' | 'POST' | 'PATCH'; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; contentType: string | null; body: unknown };
}

/** Fields that answers may have or not, by the reason. */
const IGNORED = new Set([
  'traceID',
  // Pyroscope's dual storage sends it along, and leaves the time out.
  'tree',
  'oldestProfileTime',
  // Kubernetes' notes on who last wrote which field: nothing reads them.
  'managedFields',
  // Which flags a Grafana has on depends on its version and settings.
  'featureToggles',
]);

/** Requests that say something only after another one, in this order. */
const SEQUENCES = [
  ['plugin-settings.get', 'plugin-settings.post', 'plugin-settings.get-after-post'],
  ['user-storage.get', 'user-storage.create-again', 'user-storage.patch', 'user-storage.get-missing'],
];
const SEQUENTIAL = new Set(SEQUENCES.flat());

/** Names, ids and errors, which the seeded store gives as the recorded server did, value for value. */
const EQUAL =
  /^resources\.|^proxy\.(LabelNames|LabelValues|ProfileTypes|Series)$|bad-|too-many|no-queries|not-json|unknown|empty|missing/;

const USER = { uid: 'dg525w3eef5kwa', login: 'v' };

function read(name: string): Recorded {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

/** Keys and types, arrays as what any of their elements is. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return [value.map(shapeOf).reduce(merge, undefined)];
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([field]) => !IGNORED.has(field));
    return Object.fromEntries(fields.map(([field, inside]) => [field, shapeOf(inside)]));
  }
  return value === null ? 'null' : typeof value;
}

function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    return [merge(a[0], b[0])];
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return a === undefined || a === b ? b : b === undefined ? a : `${JSON.stringify(a)} or ${JSON.stringify(b)}`;
  }
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...fields].map((field) => [field, merge(Reflect.get(a, field), Reflect.get(b, field))]));
}

async function replay(app: FastifyInstance, name: string): Promise<void> {
  const { request, response } = read(name);
  const answer = await app.inject({
    method: request.method,
    url: request.path,
    // Where a header was recorded twice, in two spellings, the last one was sent.
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [header.toLowerCase(), value])
    ),
    ...(request.body !== undefined && {
      payload: typeof request.body === 'string' ? request.body : JSON.stringify(request.body),
    }),
  });
  const body: unknown = answer.body === '' ? '' : answer.json();
  expect({ status: answer.statusCode, contentType: answer.headers['content-type'] ?? null }).toEqual({
    status: response.status,
    contentType: response.contentType,
  });
  expect(shapeOf(body)).toEqual(shapeOf(response.body));
  if (EQUAL.test(name)) {
    expect(body).toEqual(response.body);
  }
}

/** The plugin as it was when its settings were recorded. */
function writeManifest(dir: string): void {
  const { body } = read('plugin-settings.get').response;
  const manifest = JSON.stringify(body).replaceAll('public/plugins/oss-serviceprofiles-app/', '');
  mkdirSync(join(dir, 'dist'));
  writeFileSync(join(dir, 'dist', 'plugin.json'), manifest);
}

describe('answers as recorded from a real Grafana and Pyroscope', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await openTestServer({ user: USER });
    writeManifest(server.dir);
    await seedRecorded(server.store);
  });
  afterAll(() => server.close());

  const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  const single = names.filter((name) => !SEQUENTIAL.has(name));

  test('all recordings are replayed', () => {
    expect(single.length + SEQUENTIAL.size).toBe(names.length);
    expect(names.length).toBe(53);
  });

  test.each(single)('%s', (name) => replay(server.app, name));

  test.each(SEQUENCES.map((sequence) => [sequence[0].split('.')[0], sequence]))('%s', async (_, sequence) => {
    const { path, body, headers } = read('user-storage.create-again').request;
    if (sequence[0].startsWith('user-storage')) {
      await server.app.inject({ method: 'POST', url: path, headers, payload: JSON.stringify(body) });
    }
    for (const name of sequence) {
      await replay(server.app, name);
    }
  });
});
