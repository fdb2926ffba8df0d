import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchError } from '@grafana/runtime';
import { firstValueFrom, toArray } from 'rxjs';
import { FetchBackendSrv, type Notice } from './backendSrv';

interface Seen {
  method?: string;
  url?: string;
  headers: IncomingMessage['headers'];
  body: string;
  aborted: boolean;
}

let server: Server;
let seen: Seen[];
let notices: Notice[];
let srv: FetchBackendSrv;
/** Answers of the server by path; a path that is not there never answers. */
const answers: Record<string, [status: number, body: string, type?: string]> = {
  '/api/ok': [200, '{"answer":42}'],
  '/api/text': [200, 'plain', 'text/plain'],
  '/api/empty': [200, ''],
  '/api/saved': [200, '{"message":"Saved"}'],
  '/api/broken': [500, '{"message":"An error occurred within the plugin","messageId":"plugin.requestFailureError"}'],
  '/api/forbidden': [403, '{"error":"no permission"}'],
  '/api/gateway': [502, 'upstream is gone', 'text/plain'],
  '/api/long': [400, JSON.stringify({ message: 'x'.repeat(81) })],
  '/api/ds/query': [400, '{"message":"bad query"}'],
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const entry: Seen = {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: '',
      aborted: false,
    };
    seen.push(entry);
    request.on('data', (chunk) => (entry.body += chunk)).on('end', () => answer(request, response));
    response.on('close', () => (entry.aborted = !response.writableFinished));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realFetch = globalThis.fetch;
  // A browser completes paths by itself.
  jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) => realFetch(`${base}${String(input)}`, init));
});

function answer(request: IncomingMessage, response: ServerResponse) {
  const known = answers[request.url?.split('?')[0] ?? ''];
  if (known) {
    response.writeHead(known[0], { 'content-type': known[2] ?? 'application/json' }).end(known[1]);
  }
}

afterAll(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen = [];
  // Toasts come late: each test has a list of its own.
  const own: Notice[] = [];
  notices = own;
  srv = new FetchBackendSrv({ orgId: 7, notify: (notice) => own.push(notice) });
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean) {
  for (let i = 0; i < 100 && !condition(); i++) {
    await wait(20);
  }
  expect(condition()).toBe(true);
}

test('get returns the data, and sends params and the organization', async () => {
  expect(await srv.get('/api/ok', { a: [1, 'b c'], none: undefined })).toEqual({ answer: 42 });
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/ok?a=1&a=b%20c' });
  expect(seen[0].headers['x-grafana-org-id']).toBe('7');
});

test('fetch returns the whole answer', async () => {
  const response = await firstValueFrom(srv.fetch({ url: 'api/text' }));
  expect(response).toMatchObject({ status: 200, ok: true, data: 'plain', config: { url: 'api/text' } });
  expect(response.headers.get('content-type')).toBe('text/plain');
});

test('nothing is sent until somebody subscribes', async () => {
  srv.fetch({ url: '/api/ok' });
  await wait(50);
  expect(seen).toEqual([]);
});

test('the body is JSON, also with a type of its own', async () => {
  await srv.post('/api/ok', { a: 1 });
  await srv.patch('/api/ok', { b: 2 }, { headers: { 'Content-Type': 'application/merge-patch+json' } });
  expect(seen.map(({ method, headers, body }) => [method, headers['content-type'], body])).toEqual([
    ['POST', 'application/json', '{"a":1}'],
    ['PATCH', 'application/merge-patch+json', '{"b":2}'],
  ]);
});

test('an empty answer where JSON was asked for is an empty object', async () => {
  expect(await srv.request({ url: '/api/empty', responseType: 'json' })).toEqual({});
});

test('a status of 400 and above is thrown as a FetchError', async () => {
  const error = await srv.get('/api/broken').catch((thrown: FetchError) => thrown);
  expect(error).toMatchObject({
    status: 500,
    statusText: 'Internal Server Error',
    data: { messageId: 'plugin.requestFailureError' },
    config: { url: '/api/broken', method: 'GET' },
  });
});

test('the data of an error always has a message', async () => {
  const data = async (url: string) => (await srv.get(url).catch((thrown: FetchError) => thrown)).data;
  expect(await data('/api/forbidden')).toMatchObject({ error: 'no permission', message: 'no permission' });
  expect(await data('/api/gateway')).toMatchObject({ message: 'upstream is gone', error: 'Bad Gateway' });
});

test('an error becomes a toast, at its severity, unless told otherwise or handled', async () => {
  await srv.get('/api/broken').catch(() => {});
  await srv.get('/api/long').catch(() => {});
  await srv.get('/api/forbidden', undefined, undefined, { showErrorAlert: false }).catch(() => {});
  await srv.post('/api/ds/query', {}).catch(() => {});
  await srv.get('/api/gateway').catch((error: FetchError) => (error.isHandled = true));
  await wait(100);
  expect(notices).toEqual([
    { severity: 'error', title: 'An error occurred within the plugin', text: '' },
    { severity: 'warning', title: 'Error', text: 'x'.repeat(81) },
  ]);
});

test('a query that asks for it gets its toast', async () => {
  await srv.post('/api/ds/query', {}, { showErrorAlert: true }).catch(() => {});
  await wait(100);
  expect(notices).toMatchObject([{ severity: 'warning', title: 'bad query' }]);
});

test('what the server says of a change is a toast, of a read it is not', async () => {
  await srv.post('/api/saved');
  await srv.get('/api/saved');
  await srv.post('/api/saved', {}, { showSuccessAlert: false });
  expect(notices).toEqual([{ severity: 'success', title: 'Saved', text: '' }]);
});

test('unsubscribing aborts the request, without a toast', async () => {
  const subscription = srv.fetch({ url: '/api/never' }).subscribe();
  await until(() => seen.length === 1);
  subscription.unsubscribe();
  await until(() => seen[0].aborted);
  await wait(80);
  expect(notices).toEqual([]);
});

test('an abort signal aborts the request, without a toast', async () => {
  const controller = new AbortController();
  const result = srv.request({ url: '/api/never', abortSignal: controller.signal }).catch((error: Error) => error);
  await until(() => seen.length === 1);
  controller.abort();
  expect(await result).toMatchObject({ name: 'AbortError' });
  await wait(80);
  expect(notices).toEqual([]);
});

test('a request cancels the one with its id, and no other', async () => {
  const overtaken = srv.request({ url: '/api/never', requestId: 'a' }).catch((error: FetchError) => error);
  const other = srv.request({ url: '/api/never?other', requestId: 'b' }).catch((error: FetchError) => error);
  const without = srv.request({ url: '/api/never?without' }).catch((error: FetchError) => error);
  await until(() => seen.length === 3);
  expect(await srv.request({ url: '/api/ok', requestId: 'a' })).toEqual({ answer: 42 });
  expect(await overtaken).toMatchObject({ type: 'cancelled', cancelled: true, status: -1, data: null });
  await until(() => seen.find(({ url }) => url === '/api/never')!.aborted);
  expect(await Promise.race([other, without, wait(60)])).toBeUndefined();
  expect(notices).toEqual([]);
});

test('a server that is not there is an error with a message', async () => {
  jest.mocked(fetch).mockImplementationOnce(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(srv.get('/api/ok')).rejects.toThrow('Failed to fetch');
  await wait(100);
  expect(notices).toEqual([{ severity: 'error', title: 'Failed to fetch', text: '' }]);
});

describe('chunked', () => {
  const parts = async (url: string) => {
    const responses = await firstValueFrom(srv.chunked({ url, method: 'POST', data: 'question' }).pipe(toArray()));
    return responses.map(({ status, ok, data }) => ({ status, ok, text: data && new TextDecoder().decode(data) }));
  };

  test('gives the answer in parts, then one without data', async () => {
    expect(await parts('/api/text')).toEqual([
      { status: 200, ok: true, text: 'plain' },
      { status: 200, ok: true, text: undefined },
    ]);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/text', body: 'question' });
  });

  test('gives an answer without content one part without data', async () => {
    expect(await parts('/api/empty')).toEqual([{ status: 200, ok: true, text: undefined }]);
  });

  test('gives errors as values, without a toast, and names no organization', async () => {
    expect(await parts('/api/gateway')).toEqual([
      { status: 502, ok: false, text: 'upstream is gone' },
      { status: 502, ok: false, text: undefined },
    ]);
    expect(seen[0].headers['x-grafana-org-id']).toBeUndefined();
    await wait(80);
    expect(notices).toEqual([]);
  });

  test('sends a blob as it is', async () => {
    await firstValueFrom(srv.chunked({ url: '/api/ok', method: 'POST', data: new Blob(['\n\x03cpu']) }));
    expect(seen[0].body).toBe('\n\x03cpu');
  });

  test('aborts when nobody listens any more', async () => {
    const subscription = srv.chunked({ url: '/api/never' }).subscribe();
    await until(() => seen.length === 1);
    subscription.unsubscribe();
    await until(() => seen[0].aborted);
  });

  test('fails where the server is not there', async () => {
    jest.mocked(fetch).mockImplementationOnce(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(firstValueFrom(srv.chunked({ url: '/api/ok' }))).rejects.toThrow('Failed to fetch');
  });
});
