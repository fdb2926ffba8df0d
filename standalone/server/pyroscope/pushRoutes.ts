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
  limit: 'resource_exhausted',
};

/**
 * push.v1.PusherService/Push: each sample is a profile, its label `__name__` the first part of its type id.
 * All profiles of a push are taken, or none.
 */
export function registerPush(app: FastifyInstance, writer: ProfileWriter, bodyLimit: number): void {
  const push = { request: pushRequest, answer: answers.empty, run: (message: PushMessage) => take(writer, message) };
  registerRpc(app, '/push.v1.PusherService/Push', push, bodyLimit);
}

async function take(writer: ProfileWriter, { series }: PushMessage) {
  const push = series.flatMap(({ labels, samples }) => {
    const { __name__: name, ...others } = labelsOf(labels);
    if (!name) {
      throw new ConnectError('invalid_argument', 'the profile has no label __name__');
    }
    return samples.map(({ ID, rawProfile }) => ({ labels: others, name, pprof: rawProfile, ...(ID && { id: ID }) }));
  });
  try {
    await writer.ingest(push);
    return {};
  } catch (error) {
    throw error instanceof IngestError ? new ConnectError(CODES[error.kind], error.message) : error;
  }
}

/** @throws {ConnectError} for a name that is there twice */
function labelsOf(pairs: PushMessage['series'][number]['labels']): Record<string, string> {
  const labels = new Map<string, string>();
  for (const { name, value } of pairs) {
    if (labels.has(name)) {
      throw new ConnectError('invalid_argument', `the profile has duplicate label name: '${name}'`);
    }
    labels.set(name, value);
  }
  return Object.fromEntries(labels);
}
