import { availableParallelism } from 'node:os';
import { Worker, type WorkerOptions } from 'node:worker_threads';

import { lockFolder } from './folderLock';
import { IngestError } from './ingestError';
import type { IngestRequest } from './ingest';
import { ConnectError, type Querier } from './querier';
import type { Store, StoreOptions } from './store';
import { fromSentError, transferable, type FromThread, type ThreadData, type ToThread } from './threadCalls';
import type { WriterStats } from './writer';

/** The threads' program, as `new Worker` takes it: one that calls `runThread` of `thread.ts`, built. */
export interface ThreadProgram {
  file: string;
  execArgv?: string[];
  /** What it is given. */
  given?: unknown;
}

export interface ThreadedStore extends Store {
  /**
   * Asks a thread for what its program added, in line with everything else that is asked.
   * @param bytes - what the argument takes in memory while it waits
   */
  call(
    role: ThreadData['role'],
    method: string,
    argument: unknown,
    signal?: AbortSignal,
    bytes?: number
  ): Promise<unknown>;
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
/** A thread that does not heed the end of a call for so long is ended itself. */
const HEED_MS = 5000;
const CLOSE_MS = 5000;
const MAX_READERS = 4;
/** Pushes that wait may hold so much together. */
const MAX_WAITING_BYTES = 256 * 1024 * 1024;

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
    new Threads(
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
      { threads, requestMs, maxWaiting, onNotice, isInterruptible: role === 'reader' }
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

function querierOf(readers: Threads): Querier {
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
async function ingest(writer: Threads, push: readonly IngestRequest[]): Promise<void> {
  try {
    const bytes = push.reduce((sum, { pprof }) => sum + pprof.length, 0);
    await writer.call('ingest', push, undefined, bytes);
  } catch (error) {
    if (error instanceof ConnectError && error.code === 'resource_exhausted') {
      throw new IngestError('limit', error.message);
    }
    throw error;
  }
}

interface Job {
  id: number;
  method: string;
  argument: unknown;
  bytes: number;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  /** Whether the caller has its answer already. */
  isOver: boolean;
}

interface Thread {
  worker: Worker;
  isOpen: boolean;
  job: Job | undefined;
}

interface PoolOptions {
  threads: number;
  requestMs: number;
  maxWaiting: number;
  onNotice?: (text: string) => void;
  isInterruptible: boolean;
}

/** Threads of one kind, each at one job at a time. One that dies is started again; what it did is lost to its caller only. */
class Threads {
  /** @throws {Error} with the thread's message for the operator */
  readonly opened: Promise<unknown>;
  private readonly threads: Thread[] = [];
  private readonly waiting: Job[] = [];
  private lastId = 0;
  private isClosing = false;

  constructor(
    private readonly start: () => Worker,
    private readonly options: PoolOptions
  ) {
    this.opened = Promise.all(Array.from({ length: options.threads }, () => this.add()));
  }

  /** @param bytes - what the argument takes in memory while it waits */
  call(method: string, argument: unknown, signal?: AbortSignal, bytes = 0): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isClosing) {
        throw new Error('the store is not open');
      }
      if (signal?.aborted) {
        throw new ConnectError('canceled', 'context canceled');
      }
      const waitingBytes = this.waiting.reduce((sum, job) => sum + job.bytes, bytes);
      if (this.waiting.length >= this.options.maxWaiting || waitingBytes > MAX_WAITING_BYTES) {
        // Pyroscope's words.
        throw new ConnectError('resource_exhausted', 'too many outstanding requests');
      }
      const job: Job = { id: ++this.lastId, method, argument, bytes, resolve, reject, isOver: false };
      const end = (error: Error) => this.giveUp(job, error);
      const cancel = () => end(new ConnectError('canceled', 'context canceled'));
      const timer = setTimeout(
        () => end(new ConnectError('deadline_exceeded', 'context deadline exceeded')),
        this.options.requestMs
      );
      const settle = () => {
        job.isOver = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      };
      job.resolve = (value) => {
        settle();
        resolve(value);
      };
      job.reject = (error) => {
        settle();
        reject(error);
      };
      signal?.addEventListener('abort', cancel);
      this.waiting.push(job);
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    const gone = new Error('the store is not open');
    this.waiting.splice(0).forEach((job) => job.reject(gone));
    await Promise.all(
      this.threads.map(async ({ worker, job }) => {
        const exited = new Promise((resolve) => worker.once('exit', resolve));
        post(worker, { close: true });
        const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
        await exited;
        clearTimeout(late);
        job?.reject(gone);
      })
    );
  }

  private add(): Promise<void> {
    const thread: Thread = { worker: this.start(), isOpen: false, job: undefined };
    this.threads.push(thread);
    return new Promise((resolve, reject) => {
      thread.worker.on('message', (message: FromThread) => {
        if ('isOpen' in message) {
          thread.isOpen = true;
          resolve();
          this.dispatch();
        } else if ('failure' in message) {
          reject(new Error(message.failure));
        } else if ('notice' in message) {
          this.options.onNotice?.(message.notice);
        } else {
          this.answered(thread, message);
        }
      });
      thread.worker.on('error', (error) => {
        this.options.onNotice?.(`A thread of the store ended: ${error.message}`);
        reject(error);
      });
      thread.worker.on('exit', () => this.exited(thread));
    });
  }

  private answered(thread: Thread, answer: Extract<FromThread, { id: number }>): void {
    const { job } = thread;
    thread.job = undefined;
    if (job && !job.isOver) {
      if ('error' in answer) {
        job.reject(fromSentError(answer.error));
      } else {
        job.resolve(answer.value);
      }
    }
    this.dispatch();
  }

  private exited(thread: Thread): void {
    this.threads.splice(this.threads.indexOf(thread), 1);
    if (thread.job && !thread.job.isOver) {
      thread.job.reject(new ConnectError('internal', 'it took more than there is memory for, or met a fault'));
    }
    // One that could not even open the store would not be able to now.
    if (!this.isClosing && thread.isOpen) {
      this.add().catch((error: unknown) =>
        this.options.onNotice?.(`The store can't be opened again: ${String(error)}`)
      );
    }
  }

  private giveUp(job: Job, error: Error): void {
    const index = this.waiting.indexOf(job);
    if (index >= 0) {
      this.waiting.splice(index, 1);
    }
    const thread = this.threads.find((candidate) => candidate.job === job);
    if (thread && !this.options.isInterruptible) {
      return;
    }
    if (thread) {
      post(thread.worker, { abort: job.id });
      setTimeout(() => thread.job === job && void thread.worker.terminate(), HEED_MS).unref();
    }
    job.reject(error);
  }

  private dispatch(): void {
    for (const thread of this.threads) {
      if (thread.isOpen && !thread.job) {
        const job = this.waiting.shift();
        if (!job) {
          return;
        }
        thread.job = job;
        post(thread.worker, { id: job.id, method: job.method, argument: job.argument });
      }
    }
  }
}

function post(worker: Worker, message: ToThread): void {
  worker.postMessage(message, 'argument' in message ? transferable(message.argument) : []);
}
