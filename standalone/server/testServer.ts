import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { openStore, type Store } from '../store/store';
import { createServer, type ServerOptions } from './app';

export interface TestServer {
  app: FastifyInstance;
  store: Store;
  dir: string;
  close(): Promise<void>;
}

/**
 * A server over an empty store in a folder of its own, which is also its project folder: nothing is built there but the
 * files given, by their paths.
 */
export async function openTestServer(
  options: Partial<ServerOptions> = {},
  files: Record<string, string> = {}
): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), 'standalone-server-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  const store = openStore(dir, { anyTime: true });
  const app = await createServer({ root: dir, dataDir: dir, querier: store.querier, writer: store, ...options });
  const close = async () => {
    await app.close();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { app, store, dir, close };
}
