/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  const message = fieldOf(error, 'message');
  return typeof message === 'string' ? message : String(error);
}

/** What lay at the bottom of it: fetch itself only says "fetch failed". */
export function deepestMessage(error: unknown): string {
  const cause = fieldOf(error, 'cause');
  // Several addresses were tried, as with localhost; together they have no message.
  const tried = fieldOf(error, 'errors');
  const below = cause ?? (Array.isArray(tried) ? tried[0] : undefined);
  return below ? deepestMessage(below) : messageOf(error);
}

/** Node's name of a system error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** The HTTP status that fastify and its plugins put on their errors. */
export function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

/** By the field, not by the class: an error may come from another realm, as Node's own do in tests. */
function fieldOf(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
}
