import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { LogLevel } from '../options.mjs';
import type { Querier } from '../store/querier';
import { ThreadPool } from '../store/threadPool';
import { querierOf, type ThreadedStore, type ThreadProgram } from '../store/threads';
import type { RemoteServer } from './remoteServer';

/** What `thread.ts` is started with. */
export interface RemoteThreadData {
  remote: RemoteServer;
  logLevel?: LogLevel;
}

const MAX_THREADS = 2;
/** They mostly wait for the other server. */
const JOBS_EACH = 32;
const MEMORY_MB = 1024;
/** That server has a deadline of its own; this one is for an answer that never comes. */
const REQUEST_MS = 120_000;

interface RemoteThreads extends Pick<ThreadedStore, 'call'> {
  querier: Querier;
  close(): Promise<void>;
}

/**
 * Threads that ask a Pyroscope elsewhere: what it answers is read and written anew there, so that the calling thread stays
 * free however large an answer is.
 */
export async function openRemoteThreads(
  { file, execArgv }: Pick<ThreadProgram, 'file' | 'execArgv'>,
  workerData: RemoteThreadData,
  onNotice?: (text: string) => void
): Promise<RemoteThreads> {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  const pool = new ThreadPool(() => new Worker(file, { workerData, execArgv, resourceLimits }), {
    threads: Math.min(MAX_THREADS, availableParallelism()),
    jobsEach: JOBS_EACH,
    requestMs: REQUEST_MS,
    maxWaiting: 100,
    onNotice,
    isInterruptible: true,
  });
  await pool.opened;
  return {
    querier: querierOf(pool),
    call: (_role, ...asked) => pool.call(...asked),
    close: () => pool.close(),
  };
}
