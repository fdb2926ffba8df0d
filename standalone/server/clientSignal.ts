import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Makes `request.signal` abort when the client goes away before it has its answer. Fastify's own listens to the
 * request's `close`, which Node emits as soon as a body was read, so that every query that takes longer than a tick
 * would be canceled.
 */
export async function signalWhenClientLeaves(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort();
    }
  });
  Object.defineProperty(request, 'signal', { value: controller.signal });
}
