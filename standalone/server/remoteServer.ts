import { messageOf } from './errors';
import { UnreachableError } from './unreachableError';

/** A Pyroscope server elsewhere, and how to be let in. */
export interface RemoteServer {
  /** without a slash at the end */
  url: string;
  tenant?: string;
  basicAuth?: { user: string; password: string };
}

/** Headers that a remote server gets with each request. */
export function authHeaders({ tenant, basicAuth }: RemoteServer): Record<string, string> {
  const credentials = basicAuth && Buffer.from(`${basicAuth.user}:${basicAuth.password}`).toString('base64');
  return {
    ...(tenant && { 'x-scope-orgid': tenant }),
    ...(credentials && { authorization: `Basic ${credentials}` }),
  };
}

/**
 * fetch, with the server's address in front of the path.
 * @throws UnreachableError when nothing answers; the caller's abort as it is
 */
export async function fetchRemote(server: RemoteServer, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(server.url + path, { ...init, redirect: 'manual' });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new UnreachableError(reasonOf(error));
  }
}

/** fetch itself only says "fetch failed". */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  // Several addresses were tried, as with localhost: the message is empty then.
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return messageOf(first ?? error);
}
