import { availableParallelism } from 'node:os';
import { Worker, type WorkerOptions } from 'node:worker_threads';

import { lockFolder } from './folderLock';
import { IngestError } from './ingestError';
import type { IngestRequest } from './ingest';
import { ConnectError, type Querier } from './querier';
import type { Store, StoreOptions } from './store';
import type { ThreadData } from './threadCalls';
import { ThreadPool } from './threadPool';
import type { WriterStats } from './writer';

/** The threads' program, as `new Worker` takes it: one that calls `runThread` of `thread.ts`, built. */
export interface ThreadProgram {
  file: string;
  execArgv?: string[];
  /** What it is given. */
  given?: unknown;
}

export interface ThreadedStore extends Store {
  /** Asks a thread for what its program added, in line with everything else that is asked. */
  call(role: ThreadData['role'], method: string, argument: unknown, signal?: AbortSignal): Promise<unknown>;
}

export interface ThreadedStoreOptions extends StoreOptions {
  readers?: number;
  /** How long a request may take, waiting included. */
  requestMs?: number;
  /** How many requests may wait for a thread; further ones are refused at once. */
  maxWaiting?: number;
}

const READER_MEMORY_MB = 1024;
const WRITER_MEMORY_MB = 512;
const MAX_READERS = 4;

/**
 * Opens the profile store in `dir` with threads of its own, one that writes and some that read, so that the calling
 * thread stays free whatever is asked. Requests wait for a thread in line, have a deadline, and are refused when too
 * many wait.
 * @throws {Error} with a message for the operator
 */
export async function openStoreThreads(
  program: ThreadProgram,
  dir: string,
  { readers: count, requestMs = 30_000, maxWaiting = 100, onNotice, ...options }: ThreadedStoreOptions = {}
): Promise<ThreadedStore> {
  const unlock = lockFolder(dir);
  const start = (role: ThreadData['role'], threads: number, maxOldGenerationSizeMb: number) =>
    new ThreadPool(
      () => {
        const workerData: ThreadData = { role, dir, options, given: program.given };
        const how: WorkerOptions = {
          workerData,
          execArgv: program.execArgv,
          resourceLimits: { maxOldGenerationSizeMb },
        };
        return new Worker(program.file, how);
      },
      // What a writer has begun it ends: nobody could tell the caller whether it is stored.
      { threads, requestMs, maxWaiting, onNotice, isInterruptible: role === 'reader', jobsEach: 1 }
    );
  const writer = start('writer', 1, WRITER_MEMORY_MB);
  try {
    // It makes or migrates the database that the readers open.
    await writer.opened;
    const readers = start(
      'reader',
      count ?? Math.max(1, Math.min(MAX_READERS, availableParallelism() - 1)),
      READER_MEMORY_MB
    );
    await readers.opened;
    return {
      querier: querierOf(readers),
      ingest: (push) => ingest(writer, [push].flat()),
      stats: () => writer.call('stats', undefined) as Promise<WriterStats>,
      call: (role, ...asked) => (role === 'writer' ? writer : readers).call(...asked),
      close: async () => {
        await Promise.all([readers.close(), writer.close()]);
        unlock();
      },
    };
  } catch (error) {
    await writer.close();
    unlock();
    throw error;
  }
}

/** Asks threads that answer `querierCalls`. */
export function querierOf(readers: ThreadPool): Querier {
  const ask = <Method extends keyof Querier>(method: Method) =>
    (({ signal, ...request }: { signal?: AbortSignal } = {}) =>
      readers.call(method, request, signal)) as Querier[Method];
  return {
    profileTypes: ask('profileTypes'),
    labelNames: ask('labelNames'),
    labelValues: ask('labelValues'),
    series: ask('series'),
    selectMergeStacktraces: ask('selectMergeStacktraces'),
    selectMergeProfile: ask('selectMergeProfile'),
    selectSeries: ask('selectSeries'),
    diff: ({ left: { signal, ...left }, right: { signal: _, ...right } }) =>
      readers.call('diff', { left, right }, signal) as ReturnType<Querier['diff']>,
    getProfileStats: ask('getProfileStats'),
  };
}

/** @throws {IngestError} limit, where a query would be told resource_exhausted */
async function ingest(writer: ThreadPool, push: readonly IngestRequest[]): Promise<void> {
  try {
    await writer.call('ingest', push);
  } catch (error) {
    if (error instanceof ConnectError && error.code === 'resource_exhausted') {
      throw new IngestError('limit', error.message);
    }
    throw error;
  }
}
