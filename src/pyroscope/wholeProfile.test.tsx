import { config } from '@grafana/runtime';
import { NEVER, Observable, of, concat } from 'rxjs';
import { recorded } from './recorded';
import { fetchWholeProfile, OverBudgetError, type WholeProfileRequest } from './wholeProfile';

const mockChunked = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ chunked: mockChunked }),
}));

interface RecordedProto {
  request: { path: string; bodyBase64: string; bodyMeans: Record<string, never> };
  response: { status: number; contentType: string; body?: object; bodyBase64?: string };
}

const recordedProto = (name: string) => recorded(`proxy.SelectMergeProfile.proto${name}`) as unknown as RecordedProto;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** As Grafana's backend service gives an answer: its head with each part, at last without data. */
function answered(status: number, contentType: string, ...parts: Uint8Array[]) {
  const headers = new Headers({ 'content-type': contentType });
  const head = { status, statusText: 'status text', ok: status < 400, headers };
  return of(...parts.map((data) => ({ ...head, data })), { ...head, data: undefined });
}

function answeredAsRecorded({ status, contentType, body, bodyBase64 }: RecordedProto['response']) {
  const bytes = body ? bytesOf(JSON.stringify(body)) : Uint8Array.from(Buffer.from(bodyBase64!, 'base64'));
  return answered(status, contentType, ...(bytes.length > 0 ? [bytes.slice(0, 7), bytes.slice(7)] : []));
}

const REQUEST: WholeProfileRequest = { profileTypeId: 'a:b:c:d:e', labelSelector: '{}', range: { from: 1, to: 2 } };
const ask = (options: Partial<Parameters<typeof fetchWholeProfile>[2]> = {}, request = REQUEST) =>
  fetchWholeProfile({ uid: 'pyroscope' }, request, { signal: new AbortController().signal, ...options });

beforeAll(() => {
  config.bootData = { ...config.bootData, user: { orgId: 7 } as typeof config.bootData.user };
});
beforeEach(() => jest.resetAllMocks());

it('asks as recorded from a real Grafana, byte by byte, and gives the bytes of its answer', async () => {
  const { request, response } = recordedProto('');
  mockChunked.mockReturnValue(answeredAsRecorded(response));
  const { profileTypeID, labelSelector, start, end } = request.bodyMeans;
  const parts = await ask({}, { profileTypeId: profileTypeID, labelSelector, range: { from: start, to: end } });
  expect(Buffer.concat(parts).toString('base64')).toBe(response.bodyBase64);
  const sent = mockChunked.mock.calls[0][0];
  expect(sent).toMatchObject({
    url: request.path,
    method: 'POST',
    headers: { 'Content-Type': 'application/proto', 'X-Grafana-Org-Id': 7 },
  });
  expect(Buffer.from(await blobBytes(sent.data)).toString('base64')).toBe(request.bodyBase64);
});

it('gives no bytes where nothing matches', async () => {
  mockChunked.mockReturnValue(answeredAsRecorded(recordedProto('.empty').response));
  expect(await ask()).toEqual([]);
});

it.each([
  ['.bad-selector', 'bad-selector', 'parsing label selector "{oops"'],
  ['.too-long-range', 'range-too-long', 'the query time range exceeds the limit'],
])('fails in the words of the server: %s', async (name, kind, words) => {
  mockChunked.mockReturnValue(answeredAsRecorded(recordedProto(name).response));
  await expect(ask()).rejects.toMatchObject({ kind, words: expect.stringContaining(words) });
});

it.each([
  ['a refused proxy', 403, 'application/json', '{"message":"data source access denied"}', 'forbidden'],
  ['a gateway', 502, 'text/html', '<html>Bad gateway</html>', 'unreachable'],
  ['a login page instead of an answer', 200, 'text/html; charset=utf-8', '<html>Log in</html>', 'not-pyroscope'],
  ['JSON instead of protobuf', 200, 'application/json', '{}', 'not-pyroscope'],
])('tells %s', async (_, status, type, body, kind) => {
  mockChunked.mockReturnValue(answered(status, type, bytesOf(body)));
  await expect(ask()).rejects.toMatchObject({ name: 'DataSourceError', kind });
});

it('tells an answer that never came from one that broke off', async () => {
  mockChunked.mockReturnValue(of());
  await expect(ask()).rejects.toMatchObject({ kind: 'broken-off' });
  mockChunked.mockReturnValue(concat(answered(200, 'application/proto'), failing()));
  await expect(ask()).rejects.toThrow('network');
});

it('counts what it receives, and gives up beyond the budget', async () => {
  const tenths = Array.from({ length: 10 }, () => new Uint8Array(100));
  mockChunked.mockReturnValue(answered(200, 'application/proto', ...tenths));
  const seen: number[] = [];
  const budget = { ms: 60_000, bytes: 1000 };
  expect(await ask({ budget, onBytes: (received) => seen.push(received) })).toHaveLength(10);
  expect(seen).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  const error = await ask({ budget: { ...budget, bytes: 999 } }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OverBudgetError);
  expect(error).toMatchObject({ exceeded: 'bytes' });
});

it('gives up when time is over, and stops asking', async () => {
  jest.useFakeTimers();
  const { answer, isStopped } = endless();
  mockChunked.mockReturnValue(answer);
  const result = ask({ budget: { ms: 3000, bytes: 1e9 } }).catch((thrown: unknown) => thrown);
  jest.advanceTimersByTime(2999);
  expect(isStopped()).toBe(false);
  jest.advanceTimersByTime(1);
  expect(await result).toMatchObject({ name: 'OverBudgetError', exceeded: 'ms' });
  expect(isStopped()).toBe(true);
  jest.useRealTimers();
});

it('stops asking on abort, also one that came before', async () => {
  const { answer, isStopped } = endless();
  mockChunked.mockReturnValue(answer);
  const controller = new AbortController();
  const result = ask({ signal: controller.signal });
  controller.abort();
  await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  expect(isStopped()).toBe(true);
  await expect(ask({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

function failing() {
  return new Observable<never>((observer) => observer.error(new TypeError('network')));
}

function endless() {
  let stopped = false;
  const answer = new Observable((observer) => {
    observer.add(NEVER.subscribe());
    return () => (stopped = true);
  });
  return { answer, isStopped: () => stopped };
}

/** jsdom's blobs cannot be read but by its own reader. */
function blobBytes(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(blob);
  });
}
