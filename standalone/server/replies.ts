import type { FastifyReply } from 'fastify';

/**
 * Sends JSON with exactly this content type. As bytes, because fastify adds a charset to the JSON it serializes itself,
 * and Grafana and Pyroscope send most of theirs without one.
 */
export function sendJson(reply: FastifyReply, status: number, body: unknown, contentType = 'application/json') {
  return reply
    .code(status)
    .header('content-type', contentType)
    .send(Buffer.from(JSON.stringify(body)));
}

/** Go's answer for a path it does not know, which is Pyroscope's. */
export function sendPageNotFound(reply: FastifyReply) {
  return reply.code(404).type('text/plain; charset=utf-8').send('404 page not found\n');
}
