import type { FastifyInstance } from 'fastify';

import { IngestError, type IngestErrorKind } from '../../store/ingestError';
import { ConnectError, type ConnectCode } from '../../store/querier';
import { registerRpc } from './connect';
import type { ProfileWriter } from './ingestRoutes';
import type { Decoded } from './message';
import { answers, pushRequest } from './messages';

type PushMessage = Decoded<typeof pushRequest>;

const CODES: Readonly<Record<IngestErrorKind, ConnectCode>> = {
  malformed: 'unknown',
  invalid: 'invalid_argument',
  too_large: 'invalid_argument',
};

/**
 * push.v1.PusherService/Push: each sample is a profile, its label `__name__` the first part of its type id.
 * Profiles are taken one after the other; the first that is refused ends it, those before it are kept.
 */
export function registerPush(app: FastifyInstance, writer: ProfileWriter, bodyLimit: number): void {
  const push = { request: pushRequest, answer: answers.empty, run: (message: PushMessage) => take(writer, message) };
  registerRpc(app, '/push.v1.PusherService/Push', push, bodyLimit);
}

async function take(writer: ProfileWriter, { series }: PushMessage) {
  try {
    for (const { labels, samples } of series) {
      const byName = Object.fromEntries(labels.map(({ name, value }) => [name, value]));
      const { __name__: name, ...others } = byName;
      if (!name) {
        throw new ConnectError('invalid_argument', 'the profile has no label __name__');
      }
      for (const { ID, rawProfile } of samples) {
        await writer.ingest({ labels: others, name, pprof: rawProfile, ...(ID && { id: ID }) });
      }
    }
    return {};
  } catch (error) {
    throw error instanceof IngestError ? new ConnectError(CODES[error.kind], error.message) : error;
  }
}
