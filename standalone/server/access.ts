import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Addresses that are all of a machine's, and so none to be called by. */
const WILDCARDS = new Set(['0.0.0.0', '[::]']);

/**
 * There is no login, so that whoever reaches the server is its user; these are kept out:
 * - a name of somebody else's that leads here (DNS rebinding): the Host must be of this machine, the one listened on, or
 *   one that was allowed;
 * - other pages in the user's browser, by Origin (host and port) and by what the browser itself says of a request's
 *   origin (https://web.dev/articles/fetch-metadata). They may only be links to a page.
 */
export function restrictAccess(app: FastifyInstance, hosts: readonly string[]): void {
  const known = new Set(
    hosts.map((host) => hostnameOf(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host))
  );
  WILDCARDS.forEach((wildcard) => known.delete(wildcard));
  app.addHook('onRequest', async (request, reply) => {
    const hostname = hostnameOf(request.headers.host);
    if (hostname === undefined || !(isLoopback(hostname) || known.has(hostname))) {
      return refuse(
        reply,
        `host not allowed: start with --allow-host ${hostname ?? 'NAME'} to be reached under that name`
      );
    }
    if (!isSameOrigin(request) || !isOwnFetch(request)) {
      return refuse(reply, 'origin not allowed');
    }
    return undefined;
  });
}

function refuse(reply: FastifyReply, reason: string) {
  return reply.code(403).type('text/plain; charset=utf-8').send(reason);
}

/** The name in a Host header as URLs have it: lower case, numbers of IPv4 in full, IPv6 in brackets. */
function hostnameOf(host: string | undefined): string | undefined {
  const address = `http://${host}/`;
  return host && /^[\w.:[\]-]+$/.test(host) && URL.canParse(address) ? new URL(address).hostname : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function isSameOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  if (origin === undefined) {
    return true;
  }
  // Behind a proxy with TLS the scheme is another one.
  return URL.canParse(origin) && new URL(origin).host === new URL(`${new URL(origin).protocol}//${host}`).host;
}

function isOwnFetch({ headers, method, is404, url }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') {
    return true;
  }
  // What no route takes is the page.
  const isPage = is404 && method === 'GET' && !url.startsWith('/api');
  return isPage && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
