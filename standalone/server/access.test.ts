import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer as createHttpServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { FastifyInstance, RouteOptions } from 'fastify';
import fc from 'fast-check';

import { createServer } from './app';
import { isClimbing } from './paths';
import { remoteQuerier } from './remote';
import { openTestServer, type TestServer } from './testServer';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';

/** Opens a server and gives all its routes, with what stands for their parameters. */
async function openWithRoutes(options: Parameters<typeof openTestServer>[0]) {
  const routes: Array<{ method: Method; url: string }> = [];
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
      const path = url.replace(':uid', 'pyroscope').replace(/:\w+/g, 'x').replace('*', 'x');
      [method].flat().forEach((one) => routes.push({ method: one as Method, url: path }));
    });
  };
  subscribe('fastify.initialization', listen);
  const server = await openTestServer(options, { '.standalone/page/index.html': '<!doctype html>' });
  unsubscribe('fastify.initialization', listen);
  return { server, routes: [...routes, { method: 'GET' as const, url: '/a/oss-serviceprofiles-app/services' }] };
}

const FOREIGN: Array<[string, Record<string, string>]> = [
  ['a name that leads here', { host: 'attacker.example:3300' }],
  ['a name that begins like ours', { host: 'localhost.attacker.example' }],
  ['a name that ends like ours', { host: 'attacker-localhost' }],
  ['a name with credentials', { host: 'localhost@attacker.example' }],
  ['another address', { host: '192.168.1.7:3300' }],
  ['the address of all', { host: '0.0.0.0:3300' }],
  ['another page', { origin: 'https://attacker.example' }],
  ['a page at another port', { host: 'localhost:3300', origin: 'http://localhost:8080' }],
  ['a page at the default port', { host: 'localhost:3300', origin: 'http://localhost' }],
  ['a page without an origin', { origin: 'null' }],
  [
    'a fetch of another page',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  ],
  ['a fetch of a page at another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  ['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
];

describe('only its user', () => {
  let opened: Awaited<ReturnType<typeof openWithRoutes>>;
  beforeAll(async () => {
    opened = await openWithRoutes({ hosts: ['0.0.0.0', 'Profiles.Example', '192.168.1.5'] });
  });
  afterAll(() => opened.server.close());

  const ask = (headers: Record<string, string>, { method, url }: { method: Method; url: string } = opened.routes[0]) =>
    opened.server.app.inject({ method, url, headers });

  it('the corpus goes through every route', () => {
    expect(opened.routes.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/ingest', '/push.v1.PusherService/Push', '/api/ds/query', '/api/user', '/ready'])
    );
    expect(opened.routes.length).toBeGreaterThan(100);
  });

  it.each(FOREIGN)('keeps out %s, on every route', async (_, headers) => {
    for (const route of opened.routes) {
      const answer = await ask({ host: 'localhost', ...headers }, route);
      expect({ ...route, status: answer.statusCode }).toEqual({ ...route, status: 403 });
    }
  });

  it.each<Record<string, string>>([
    { host: 'localhost:3300' },
    { host: 'LOCALHOST' },
    { host: '127.0.0.1:80' },
    { host: '127.9.9.9' },
    { host: '[::1]:3300' },
    { host: 'profiles.example' },
    { host: '192.168.1.5:3300' },
    { host: 'localhost:3300', origin: 'http://localhost:3300' },
    { host: 'profiles.example', origin: 'https://profiles.example' },
    { host: 'localhost', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    { host: 'localhost', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
  ])('lets in %j', async (headers) => {
    expect((await ask(headers, { method: 'GET', url: '/ready' })).statusCode).toBe(200);
  });

  it('can be linked to, but only its pages', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const status = async (url: string) => (await ask(link, { method: 'GET', url })).statusCode;
    expect(await status('/a/oss-serviceprofiles-app/services')).toBe(200);
    expect(await status('/api/user')).toBe(403);
    expect(await status('/api/datasources/proxy/uid/pyroscope/flush')).toBe(403);
  });

  it('says how to be reached under another name', async () => {
    expect((await ask({ host: 'box.local:3300' })).body).toContain('--allow-host box.local');
  });

  it('gives every answer the headers that keep it to itself', async () => {
    for (const route of opened.routes) {
      const { headers } = await ask({}, route);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringMatching(/^(sandbox|default-src 'self')/),
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the proxy', () => {
  const PREFIX = '/api/datasources/proxy/uid/pyroscope';
  let behind: Server;
  let seen: string[];
  let test: TestServer;
  let app: FastifyInstance;

  beforeAll(async () => {
    behind = createHttpServer((request, response) => {
      seen.push(`${request.headers.host} ${request.url}`);
      response.writeHead(302, { location: `http://127.0.0.1:1/` }).end();
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(behind.address() as AddressInfo).port}/base`;
    const remote = { url, basicAuth: { user: 'me', password: 'secret' } };
    test = await openTestServer();
    app = await createServer({ root: test.dir, dataDir: test.dir, querier: remoteQuerier(remote), remote });
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  beforeEach(() => {
    seen = [];
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    behind.close();
  });

  /** The status of a request as it is written here: no client in between that tidies the path. */
  function statusOf(path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const { port } = app.server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      });
      let text = '';
      socket.on('data', (data) => (text += String(data)));
      socket.on('end', () => resolve(Number(text.split(' ')[1])));
      socket.on('error', reject);
    });
  }

  it('stays below the path it was given, follows nothing and passes redirects on without their target', async () => {
    expect(await statusOf(`${PREFIX}/ready?a=..`)).toBe(302);
    expect(seen).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ \/base\/ready\?a=\.\.$/)]);
    expect((await app.inject(`${PREFIX}/ready`)).headers.location).toBeUndefined();
  });

  const UP = ['..', '.', '%2e%2e', '.%2E', '%252e%252e', '%25252e.', '..;', '..;a=b', '%c0%ae%c0%ae', '..%5c', '..%00'];
  it.each(
    UP.flatMap((up) => [`/${up}/x`, `/a/${up}`, `/a%2f${up}%2fx`, `/a%252f${up}%252fx`, `/a\\${up}\\x`, `/${up}/%`])
  )('does not pass on %s', async (path) => {
    expect([400, 404]).toContain(await statusOf(PREFIX + path));
    expect(seen).toEqual([]);
  });

  it.each(['http://attacker.example', 'http://attacker.example@localhost', '//attacker.example', '/x/..'])(
    'is not led elsewhere by %s before its path',
    async (before) => {
      // 503: it is a page's path, and the page is not built here.
      expect([400, 404, 503]).toContain(await statusOf(`${before}${PREFIX}/ready`));
      expect(seen).toEqual([]);
    }
  );

  it.each(['@attacker.example', ':80', '?x', '#x', '%40attacker.example/x', '%2f..%2f'])(
    'is not led elsewhere by %s after it',
    async (after) => {
      expect([400, 404]).toContain(await statusOf(PREFIX + after));
      expect(seen).toEqual([]);
    }
  );

  it('lets nothing through that a URL takes for a step up, escaped or not', () => {
    const part = fc.constantFrom('.', '..', '/', '%2e', '%2F', '%25', '2e', '2f', '\\', '%5c', 'a', ';', '%', '%c0%ae');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        let path = `/${parts.join('')}`;
        if (isClimbing(path)) {
          return;
        }
        for (let times = 0; times < 4; times++) {
          expect(new URL(`http://localhost/base${path}`).pathname).toMatch(/^\/base\//);
          path = path.replace(/%(2e|2f|25|5c)/gi, (escape) => decodeURIComponent(escape));
        }
      }),
      { numRuns: 2000 }
    );
  });
});
