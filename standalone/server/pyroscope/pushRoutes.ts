import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';

import { IngestError, type IngestErrorKind } from '../../store/ingestError';
import { ConnectError, type ConnectCode } from '../../store/querier';
import { readMessage } from './connect';
import type { ProfileWriter } from './ingestRoutes';
import { registerRpc } from './querierRoutes';

const text = v.nullish(v.string(), '');

/** push.v1.PushRequest; bytes are base64 in JSON. */
const pushSchema = v.object({
  series: v.nullish(
    v.array(
      v.object({
        labels: v.nullish(v.array(v.object({ name: text, value: text })), []),
        samples: v.nullish(v.array(v.object({ ID: text, rawProfile: text })), []),
      })
    ),
    []
  ),
});

const CODES: Readonly<Record<IngestErrorKind, ConnectCode>> = {
  malformed: 'unknown',
  invalid: 'invalid_argument',
  too_large: 'invalid_argument',
};

/**
 * push.v1.PusherService/Push as JSON: each sample is a profile, its label `__name__` the first part of its type id.
 * Profiles are taken one after the other; the first that is refused ends it, those before it are kept.
 */
export function registerPush(app: FastifyInstance, writer: ProfileWriter, bodyLimit: number): void {
  const push = async (body: unknown) => {
    const { series } = readMessage(pushSchema, body);
    for (const { labels, samples } of series) {
      const byName = Object.fromEntries(labels.map(({ name, value }) => [name, value]));
      const { __name__: name, ...others } = byName;
      if (!name) {
        throw new ConnectError('invalid_argument', 'the profile has no label __name__');
      }
      for (const { ID, rawProfile } of samples) {
        const pprof = Buffer.from(rawProfile, 'base64');
        await writer.ingest({ labels: others, name, pprof, ...(ID && { id: ID }) });
      }
    }
    return {};
  };
  registerRpc(
    app,
    '/push.v1.PusherService/Push',
    async (request) => {
      try {
        return await push(request.body);
      } catch (error) {
        throw error instanceof IngestError ? new ConnectError(CODES[error.kind], error.message) : error;
      }
    },
    bodyLimit
  );
}
