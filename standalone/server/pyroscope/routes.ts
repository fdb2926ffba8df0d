import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

import { ConnectError, type Querier } from '../../store/querier';
import { handOverRoutes, type HandOver } from '../handOver';
import { handleConnectError } from './connect';
import { registerIngest, type ProfileWriter } from './ingestRoutes';
import { registerPush } from './pushRoutes';
import { registerQuerier, registerUnknownRpcs } from './querierRoutes';
import { registerRender } from './render';
import { registerStatus } from './statusRoutes';

/** The largest body of a push; a profile itself may be smaller still, which the store decides. */
const PUSH_LIMIT = 64 * 1024 * 1024;

interface Options {
  /** Absent: nothing is answered. */
  querier?: Querier;
  /** Absent: nothing is taken in. */
  writer?: ProfileWriter;
  /** Absent: querier and writer are asked in this thread. */
  handOver?: HandOver;
}

/** Pyroscope's own paths: with a querier its query API, with a writer those that take profiles. */
export async function registerPyroscope(app: FastifyInstance, { querier, writer, handOver }: Options): Promise<void> {
  takeBytes(app);
  if (!handOver) {
    unzip(app);
  }
  app.setErrorHandler(handleConnectError);
  registerStatus(app);
  registerUnknownRpcs(app);
  await app.register(async (scope) => {
    if (handOver) {
      handOverRoutes(scope, 'reader', handOver);
    }
    if (querier) {
      registerQuerier(scope, querier);
      registerRender(scope, querier);
    }
  });
  await app.register(async (scope) => {
    if (handOver) {
      handOverRoutes(scope, 'writer', handOver);
    }
    if (writer) {
      registerIngest(scope, writer, PUSH_LIMIT);
      registerPush(scope, writer, PUSH_LIMIT);
    }
  });
}

/** Bodies arrive as bytes whatever their content type. */
function takeBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * Unzips bodies of requests that say so. Where they are answered in threads it is done there, one after the other: some
 * kilobytes make as many megabytes, and many such requests at once would take them all together.
 */
function unzip(app: FastifyInstance): void {
  app.addHook('preParsing', async ({ headers }, _reply, payload) => {
    const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
    if (encoding === 'identity') {
      return payload;
    }
    if (encoding !== 'gzip') {
      throw new ConnectError('unimplemented', `unknown compression "${encoding}": supported encodings are gzip`);
    }
    // The length is that of the zipped body; the limit counts what comes out. Without a length and a content type there
    // would seem to be no body.
    delete headers['content-length'];
    headers['transfer-encoding'] = 'chunked';
    const unzipped = createGunzip();
    // Whoever reads the body hears of it; where nobody does, as after a refusal, it would end the process.
    unzipped.on('error', () => undefined);
    payload.on('error', (error) => unzipped.destroy(error));
    return payload.pipe(unzipped);
  });
}
