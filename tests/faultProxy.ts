import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { STANDALONE_PROJECT } from './targets';
import { test as base } from './test';

/** One request of the page, its body read. */
export interface Asked {
  method: string;
  url: URL;
  body: string;
  /** the body as it came: it may be no text */
  bytes: Buffer;
  /** the page has given it up */
  aborted: boolean;
}

interface Exchange {
  asked: Asked;
  request: IncomingMessage;
  response: ServerResponse;
  /** what the server behind answers, read whole; `url` and `body` in the place of the asked ones */
  ask(changes?: {
    url?: string;
    body?: string;
  }): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>;
}

export type When = (asked: Asked) => boolean;
type Answer = (exchange: Exchange) => Promise<void> | void;

/**
 * Stands before the server under test and does to its answers what networks, administrators and busy servers do. The
 * product has no switches for tests; it does not know that this is here.
 */
export class FaultProxy {
  readonly asked: Asked[] = [];
  private faults: Array<{ when: When; answer: Answer }> = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: URL,
    private readonly server: Server
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(new URL(target), server);
    server.on('request', (request, response) => void proxy.handle(request, response));
    server.on('connection', (socket) => {
      proxy.sockets.add(socket);
      socket.on('close', () => proxy.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Where a path of the server is to be asked for, so that it goes through here. */
  url(path: string): string {
    const { port } = this.server.address() as AddressInfo;
    return new URL(path, `http://127.0.0.1:${port}`).href;
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The newest fault that fits is the one that counts. */
  on(when: When, answer: Answer): void {
    this.faults.unshift({ when, answer });
  }

  /** From now on everything passes through as it is. */
  heal(): void {
    this.faults = [];
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readAll(request);
    const asked: Asked = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', this.target),
      body: bytes.toString('utf8'),
      bytes,
      aborted: false,
    };
    response.on('close', () => (asked.aborted = !response.writableFinished));
    this.asked.push(asked);
    const ask: Exchange['ask'] = (changes) => this.forward(request, response, asked, changes);
    const fault = this.faults.find(({ when }) => when(asked));
    try {
      await (fault ? fault.answer({ asked, request, response, ask }) : passOn(response, await ask()));
    } catch {
      // Whoever asked is gone, or the server is.
      response.destroy();
    }
  }

  private forward(
    request: IncomingMessage,
    response: ServerResponse,
    asked: Asked,
    changes: { url?: string; body?: string } = {}
  ): ReturnType<Exchange['ask']> {
    return new Promise((resolve, reject) => {
      // Not all bodies are text.
      const body = changes.body === undefined ? asked.bytes : Buffer.from(changes.body);
      const { connection: _, 'accept-encoding': __, ...headers } = request.headers;
      const onward = httpRequest(
        new URL(changes.url ?? asked.url.pathname + asked.url.search, this.target),
        { method: asked.method, headers: { ...headers, 'content-length': body.length } },
        (answer) =>
          readAll(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
            reject
          )
      );
      onward.on('error', reject);
      response.on('close', () => response.writableFinished || onward.destroy());
      onward.end(body);
    });
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

type Forwarded = Awaited<ReturnType<Exchange['ask']>>;

function passOn(response: ServerResponse, { status, headers, body }: Forwarded): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length });
  response.end(body);
}

/** Requests of the page, by what they are about. */
export const when = {
  flameGraph: ({ url, body }: Asked) => url.pathname === '/api/ds/query' && body.includes('"queryType":"profile"'),
  query: ({ url }: Asked) => url.pathname === '/api/ds/query',
  resource: ({ url }: Asked) => /^\/api\/datasources\/uid\/[^/]+\/resources\//.test(url.pathname),
  health: ({ url }: Asked) => /^\/api\/datasources\/uid\/[^/]+\/health$/.test(url.pathname),
  wholeProfile: ({ url }: Asked) => url.pathname.endsWith('/SelectMergeProfile'),
  proxy: ({ url }: Asked) => url.pathname.startsWith('/api/datasources/proxy/'),
  settings: ({ url }: Asked) => url.pathname === '/api/frontend/settings',
};

/** What happens to them. */
export const answers = {
  /** any status and JSON */
  with:
    (status: number, body: unknown): Answer =>
    ({ response }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    },
  /** a query's error as Grafana wraps Pyroscope's: `code: words` */
  queryError: (words: string): Answer =>
    answers.with(400, {
      results: {
        A: {
          error: `received error from client while getting profile: ${words}`,
          errorSource: 'downstream',
          status: 500,
        },
      },
    }),
  /** a failing resource: Grafana keeps the server's words to itself */
  hiddenError: (): Answer =>
    answers.with(500, {
      statusCode: 500,
      messageId: 'plugin.requestFailureError',
      message: 'An error occurred within the plugin',
    }),
  /** the server's JSON, changed */
  changed:
    <T>(change: (json: T) => unknown): Answer =>
    async ({ response, ask }) => {
      const answer = await ask();
      const body = Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString('utf8')))));
      passOn(response, { ...answer, body });
    },
  /** passed on, but only when the promise is kept */
  after:
    (gate: Promise<unknown>): Answer =>
    async ({ response, ask }) => {
      await gate;
      passOn(response, await ask());
    },
  /** passed on, but not before so many milliseconds have gone by */
  late:
    (ms: number): Answer =>
    async ({ response, ask }) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      passOn(response, await ask());
    },
  /** the connection breaks in the middle of the answer */
  cutOff:
    (): Answer =>
    async ({ response, ask }) => {
      const { status, headers, body } = await ask();
      response.writeHead(status, { 'content-type': headers['content-type'], 'content-length': body.length });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    },
  /** the same data source under another name */
  asUid:
    (alias: string, uid: string): Answer =>
    async ({ asked, response, ask }) => {
      const path = asked.url.pathname + asked.url.search;
      const url = path.replace(`/uid/${alias}/`, `/uid/${uid}/`);
      const named = asked.body.includes(`"${alias}"`);
      // A body that does not name it may be no text: read as text, the times in protobuf became others.
      passOn(response, await ask({ url, body: named ? asked.body.replaceAll(`"${alias}"`, `"${uid}"`) : undefined }));
    },
};

/** What the page does when only the flame graph can be had, which most errors are about. */
export function refuseWholeProfiles(faults: FaultProxy): void {
  faults.on(when.wholeProfile, answers.with(403, { message: 'Forbidden' }));
}

/** A server that allows no range longer than this: it says why to queries and the proxy, of lists Grafana hides it. */
export function limitRange(faults: FaultProxy, limitMs: number, words: string): void {
  const message = `the query time range exceeds the limit (max_query_length, actual: 48h0m0s, limit: ${words})`;
  const isTooLong = (from: unknown, to: unknown) => Number(to) - Number(from) > limitMs;
  faults.on(
    (asked) => {
      const { from, to } = when.query(asked) ? JSON.parse(asked.body) : { from: 0, to: 0 };
      return isTooLong(from, to);
    },
    answers.queryError(`invalid_argument: ${message}`)
  );
  faults.on((asked) => {
    const { searchParams } = asked.url;
    return when.resource(asked) && isTooLong(searchParams.get('start'), searchParams.get('end'));
  }, answers.hiddenError());
  faults.on(
    (asked) => {
      const { start = 0, end = 0 } = !when.proxy(asked)
        ? {}
        : when.wholeProfile(asked)
          ? rangeOfProto(asked.bytes)
          : JSON.parse(asked.body || '{}');
      return isTooLong(start, end);
    },
    answers.with(400, { code: 'invalid_argument', message })
  );
}

/** Of the request for a whole profile: fields 3 and 4, after the texts of 1 and 2. */
function rangeOfProto(bytes: Buffer): { start: number; end: number } {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = bytes[at++];
      value += (byte % 0x80) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  const range = { start: 0, end: 0 };
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    at += tag % 8 === 2 ? value : 0;
    range.start = tag === 3 * 8 ? value : range.start;
    range.end = tag === 4 * 8 ? value : range.end;
  }
  return range;
}

/** A promise and the function that keeps it. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Tests with a fault proxy of their own before the server under test. */
export const test = base.extend<{ faults: FaultProxy }>({
  faults: async ({ baseURL }, use, { project, file }) => {
    if (project.name !== STANDALONE_PROJECT) {
      throw new Error(`${file} uses a fault proxy: name it in tests/targets.ts`);
    }
    const proxy = await FaultProxy.start(baseURL!);
    await use(proxy);
    await proxy.stop();
  },
});
