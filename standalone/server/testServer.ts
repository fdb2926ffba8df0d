import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { openStore, type Store, type StoreOptions } from '../store/store';
import { openStoreThreads, type ThreadedStoreOptions } from '../store/threads';
import { createServer, type ServerOptions } from './app';
import { handOverTo } from './handOver';

const PROGRAM = { file: join(__dirname, 'thread.ts'), execArgv: ['-r', 'esbuild-register'] };

export interface TestServer {
  app: FastifyInstance;
  store: Store;
  dir: string;
  close(): Promise<void>;
}

interface TestOptions extends Partial<ServerOptions> {
  /** opens the store with threads, as the server as a process has it; else in this thread */
  threads?: Omit<ThreadedStoreOptions, keyof StoreOptions>;
}

/**
 * A server over an empty store in a folder of its own, which is also its project folder: nothing is built there but the
 * files given, by their paths.
 */
export async function openTestServer(
  { threads, ...options }: TestOptions = {},
  files: Record<string, string> = {}
): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), 'standalone-server-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  const served = threads
    ? await openInThreads(dir, threads)
    : { store: openStore(dir, { anyTime: true }), handOver: undefined };
  const { store, handOver } = served;
  const app = await createServer({
    root: dir,
    dataDir: dir,
    querier: store.querier,
    writer: store,
    handOver,
    ...options,
  });
  const close = async () => {
    await app.close();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { app, store, dir, close };
}

async function openInThreads(dir: string, threads: NonNullable<TestOptions['threads']>) {
  const store = await openStoreThreads(PROGRAM, dir, { anyTime: true, readers: 1, ...threads });
  return { store, handOver: handOverTo(store) };
}
