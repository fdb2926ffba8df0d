import { deepestMessage } from './errors';
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
    throw new UnreachableError(deepestMessage(error));
  }
}
