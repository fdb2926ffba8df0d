import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { openTestServer, type TestServer } from './testServer';

const KB = 1000;
const READY = { method: 'GET', url: '/ready' } as const;

describe('bodies that are under way', () => {
  let server: TestServer;
  let port: number;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await openTestServer({ maxBodyBytes: 500 * KB });
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = server.app.server.address() as AddressInfo);
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    await server.close();
  });

  /** A push of which so much is sent, and the rest never. */
  async function begin(bytes: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    const head = 'POST /ingest?name=slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n';
    await new Promise<void>((resolve) => socket.write(head + 'x'.repeat(bytes), () => resolve()));
    return socket;
  }

  const push = (bytes: number, url = '/ingest?format=pprof&name=a') =>
    fetch(`http://127.0.0.1:${port}${url}`, { method: 'POST', body: 'x'.repeat(bytes) });

  /** What is sent has not arrived yet, and what was ended is not let go yet. */
  async function until(status: number, ask: () => Promise<{ status: number }>) {
    let last = 0;
    for (let tries = 0; tries < 100 && last !== status; tries++) {
      ({ status: last } = await ask());
      await sleep(20);
    }
    expect(last).toBe(status);
  }

  it('may take so much together; what is too much beside them is refused, and taken when they are gone', async () => {
    const slow = [await begin(300 * KB), await begin(100 * KB)];
    await until(429, () => push(200 * KB));
    const refused = await push(200 * KB);
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { code: 'resource_exhausted', message: 'too many outstanding requests' },
    ]);
    expect((await push(200 * KB, '/api/ds/query')).status).toBe(429);
    // Others go on. It is no profile, which is said.
    expect((await push(50 * KB)).status).toBe(422);
    expect((await server.app.inject(READY)).body).toBe('ready');
    slow.forEach((socket) => socket.destroy());
    await until(422, () => push(200 * KB));
  });

  it('are let go when they are answered', async () => {
    for (let n = 0; n < 20; n++) {
      expect((await push(200 * KB)).status).toBe(422);
    }
  });

  it.each(['GET', 'POST'])('leave the connection free where nobody reads them: %s', async (method) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    let answers = '';
    socket.on('data', (data) => (answers += String(data)));
    const head = `${method} /ready HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${400 * KB}\r\n\r\n`;
    socket.write(`${head}${'x'.repeat(400 * KB)}GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    const first = method === 'GET' ? 200 : 404;
    expect([...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))).toEqual([first, 200]);
  });

  it('have a minute to arrive', () => {
    expect(server.app.server.requestTimeout).toBe(60_000);
  });
});
