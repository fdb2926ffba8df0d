import { Transform } from 'node:stream';
import type { FastifyInstance } from 'fastify';

import { ConnectError } from '../store/querier';

/** What bodies may take together, each from its first byte until its request is answered. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Refuses a request whose body would be too much beside those of all others that are under way, in Pyroscope's words. */
export function boundBodies(app: FastifyInstance, maxBytes = MAX_BYTES): void {
  let held = 0;
  app.addHook('preParsing', async ({ method, headers }, reply, payload) => {
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    // Nobody reads the body of a GET: Node does away with it, unless it is on its way elsewhere.
    if (!hasBody || method === 'GET' || method === 'HEAD') {
      return payload;
    }
    let own = 0;
    reply.raw.once('close', () => {
      held -= own;
      own = 0;
    });
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (held + chunk.length > maxBytes) {
          done(tooMuch());
          return;
        }
        own += chunk.length;
        held += chunk.length;
        done(null, chunk);
      },
    });
    // Whoever reads the body hears of it; where nobody does, as after a refusal, it would end the process.
    counted.on('error', () => undefined);
    payload.on('error', (error) => counted.destroy(error));
    return payload.pipe(counted);
  });
}

function tooMuch(): Error {
  return Object.assign(new ConnectError('resource_exhausted', 'too many outstanding requests'), { statusCode: 429 });
}
