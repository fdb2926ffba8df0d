import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

import { PLUGIN_ID } from './grafana/pluginManifest';
import { unescapeOnce } from './paths';
import { sendJson } from './replies';

interface Folders {
  /** the plugin's production build */
  distDir: string;
  /** the stand-in page's build: `index.html` and `public/` */
  pageDir: string;
}

/** Paths that are never a page, RPCs (`querier.v1.QuerierService`) among them: what is not found there is not found. */
const NO_PAGE = /^\/+(api|apis|public|pyroscope|ingest|ready|metrics|\w+(\.\w+)*\.v\d\w*\.\w+)(\/|$)/i;
const YEAR_SECONDS = 31_536_000;
/** So long Grafana has all files of a plugin kept. */
const HOUR_SECONDS = 3600;
/** Of the content: `module.js`, which names the chunks, has the plugin's version there, which builds do not change. */
const CHUNK_HASH = /\?_cache=[0-9a-f]{8}$/;

/** The plugin's files, the page's files, and the page itself at every other path that a browser opens. */
export async function registerStatic(app: FastifyInstance, { distDir, pageDir }: Folders): Promise<void> {
  const options = { index: false, redirect: false, dotfiles: 'deny' } as const;
  await app.register(fastifyStatic, {
    ...options,
    root: join(pageDir, 'public'),
    prefix: '/public/',
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names there carry a hash of the content; elsewhere the browser asks whether its copy is good.
      const isHashed = /[\\/]build[\\/][^\\/]+$/.test(path);
      reply.setHeader('cache-control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  await app.register(fastifyStatic, {
    ...options,
    root: distDir,
    prefix: `/public/plugins/${PLUGIN_ID}/`,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => {
      const { req } = reply as unknown as ServerResponse;
      const isHashed = CHUNK_HASH.test(req.url ?? '');
      reply.setHeader('cache-control', isHashed ? `public, max-age=${HOUR_SECONDS}` : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !NO_PAGE.test(unescapeOnce(request.url.split('?', 1)[0]));
    return isPage ? sendPage(reply, pageDir) : sendJson(reply, 404, { message: 'Not found' });
  });
}

async function sendPage(reply: FastifyReply, pageDir: string) {
  if (!existsSync(join(pageDir, 'index.html'))) {
    return reply.code(503).type('text/plain; charset=utf-8').send('The page is not built: run npm start.');
  }
  reply.code(200).header('cache-control', 'no-cache');
  return reply.sendFile('index.html', pageDir, { cacheControl: false });
}
