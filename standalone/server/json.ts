import type { FastifyInstance } from 'fastify';

/** Far more than any request has; what is deeper breaks recursion, what has more takes a hundred times its bytes. */
const MAX_DEPTH = 100;
export const MAX_ELEMENTS = 1_000_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * JSON.parse, for what somebody sent: depth and number of elements are counted before anything is made of them.
 * @throws Error
 */
export function parseJson(bytes: Buffer): unknown {
  checkShape(bytes);
  return JSON.parse(bytes.toString('utf8'));
}

/** Bodies are read as JSON whatever their content type says; what is no JSON is left to the route to refuse. */
export function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, Buffer.isBuffer(body) ? parseJson(body) : undefined);
    } catch {
      done(null, undefined);
    }
  });
}

function checkShape(bytes: Buffer): void {
  let depth = 0;
  let elements = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at + 1);
    } else if (byte === COMMA) {
      elements++;
    } else if (OPENING.has(byte)) {
      elements++;
      depth++;
    } else if (CLOSING.has(byte)) {
      depth--;
    }
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
      throw new Error(
        depth > MAX_DEPTH ? `JSON deeper than ${MAX_DEPTH}` : `JSON of more than ${MAX_ELEMENTS} elements`
      );
    }
  }
}

/** The place of the quote that ends a text, or the end. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === BACKSLASH && at - 1 - backslashes >= from) {
      backslashes++;
    }
    if (backslashes % 2 === 0) {
      return at;
    }
  }
  return bytes.length;
}
