import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Profile } from 'pprof-format';

import { openTestServer, type TestServer } from './testServer';
import { seedRecorded } from './testSeed';

const FOLDER = join(__dirname, 'testdata', 'contract');

/** JSON as it is, protobuf in base64. */
interface Body {
  body?: unknown;
  bodyBase64?: string;
}

interface Recorded {
  why: string;
  request: { method: 'GET' | 'POST' | 'PATCH'; path: string; headers: Record<string, string> } & Body;
  response: { status: number; contentType: string | null } & Body;
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
  /^resources\.|^proxy\.(LabelNames|LabelValues|ProfileTypes|Series)$|bad-|too-many|no-queries|not-json|(?<!format-)unknown|empty|missing/;

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

/** The recorded plugin had none, and Grafana leaves the field out then. */
function withoutLanguages(body: unknown): unknown {
  const { translations: _, ...rest } = body as { translations?: unknown };
  return rest;
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
    ...payloadOf(request),
  });
  expect({ status: answer.statusCode, contentType: answer.headers['content-type'] ?? null }).toEqual({
    status: response.status,
    contentType: response.contentType,
  });
  if (response.bodyBase64 !== undefined) {
    expect(pprofOf(answer.rawPayload)).toEqual(pprofOf(Buffer.from(response.bodyBase64, 'base64')));
    return;
  }
  const body: unknown = answer.body === '' ? '' : answer.json();
  expect(shapeOf(name.startsWith('plugin-settings') ? withoutLanguages(body) : body)).toEqual(shapeOf(response.body));
  if (EQUAL.test(name)) {
    expect(body).toEqual(response.body);
  }
}

function payloadOf({ body, bodyBase64 }: Body): { payload?: string | Buffer } {
  if (bodyBase64 !== undefined) {
    return { payload: Buffer.from(bodyBase64, 'base64') };
  }
  return body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** A profile in words: its samples, in no order, as value and stack, and what it says of itself. */
function pprofOf(bytes: Buffer) {
  if (bytes.length === 0) {
    return 'nothing';
  }
  const { stringTable, sampleType, periodType, period, timeNanos, sample, location, ...rest } = Profile.decode(bytes);
  const text = (index: number | bigint | undefined) => stringTable.strings[Number(index)];
  const frameOf = (id: number | bigint) =>
    location[Number(id) - 1].line.map(({ functionId, line }) => {
      const { name, filename, startLine } = rest.function[Number(functionId) - 1];
      return `${text(name)} ${text(filename)}:${startLine}:${line}`;
    });
  return {
    types: [...sampleType, periodType].map((type) => `${text(type?.type)} ${text(type?.unit)}`),
    samples: sample.map(({ value, locationId }) => `${value} ${locationId.map(frameOf).join(' < ')}`).sort(),
    mappings: rest.mapping.length,
    rest: [period, timeNanos, text(rest.defaultSampleType)].map(String),
  };
}

/** The plugin as it was when its settings were recorded. */
function writeManifest(dir: string): void {
  const { body } = read('plugin-settings.get').response;
  const manifest = JSON.stringify(body).replaceAll('public/plugins/oss-serviceprofiles-app/', '');
  mkdirSync(join(dir, 'dist'));
  writeFileSync(join(dir, 'dist', 'plugin.json'), manifest);
}

describe.each([
  ['in this thread', undefined],
  ["by the store's threads", {}],
])('answers as recorded from a real Grafana and Pyroscope, %s', (_, threads) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await openTestServer({ user: USER, threads });
    writeManifest(server.dir);
    await seedRecorded(server.store);
  });
  afterAll(() => server.close());

  const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  const single = names.filter((name) => !SEQUENTIAL.has(name));

  test('all recordings are replayed', () => {
    expect(single.length + SEQUENTIAL.size).toBe(names.length);
    expect(names.length).toBe(63);
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
