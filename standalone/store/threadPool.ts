import type { Worker } from 'node:worker_threads';

import { ConnectError } from './querier';
import { fromSentError, transferable, type FromThread, type ToThread } from './threadCalls';

/** A thread that does not heed the end of a call for so long is ended itself. */
const HEED_MS = 5000;
const CLOSE_MS = 5000;

interface Job {
  id: number;
  method: string;
  argument: unknown;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  /** Whether the caller has its answer already. */
  isOver: boolean;
}

interface Thread {
  worker: Worker;
  isOpen: boolean;
  /** by id */
  jobs: Map<number, Job>;
}

interface PoolOptions {
  threads: number;
  /** How many jobs a thread may have: one that computes does no more with a second. */
  jobsEach: number;
  /** How long a request may take, waiting included. */
  requestMs: number;
  /** How many requests may wait for a thread; further ones are refused at once. */
  maxWaiting: number;
  onNotice?: (text: string) => void;
  isInterruptible: boolean;
}

/**
 * Threads of one kind, that run `serveCalls` of `thread.ts`. Requests wait in line, have a deadline, and are refused when
 * too many wait. A thread that dies is started again; what it did is lost to its callers only.
 */
export class ThreadPool {
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

  call(method: string, argument: unknown, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isClosing) {
        throw new Error('the store is not open');
      }
      if (signal?.aborted) {
        throw new ConnectError('canceled', 'context canceled');
      }
      if (this.waiting.length >= this.options.maxWaiting) {
        // Pyroscope's words.
        throw new ConnectError('resource_exhausted', 'too many outstanding requests');
      }
      const job: Job = { id: ++this.lastId, method, argument, resolve, reject, isOver: false };
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
      this.threads.map(async ({ worker, jobs }) => {
        const exited = new Promise((resolve) => worker.once('exit', resolve));
        post(worker, { close: true });
        const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
        await exited;
        clearTimeout(late);
        jobs.forEach((job) => job.reject(gone));
      })
    );
  }

  private add(): Promise<void> {
    const thread: Thread = { worker: this.start(), isOpen: false, jobs: new Map() };
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
    const job = thread.jobs.get(answer.id);
    thread.jobs.delete(answer.id);
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
    const lost = new ConnectError('internal', 'it took more than there is memory for, or met a fault');
    [...thread.jobs.values()].filter(({ isOver }) => !isOver).forEach((job) => job.reject(lost));
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
    const thread = this.threads.find(({ jobs }) => jobs.has(job.id));
    if (thread && !this.options.isInterruptible) {
      return;
    }
    if (thread) {
      post(thread.worker, { abort: job.id });
      setTimeout(() => thread.jobs.has(job.id) && void thread.worker.terminate(), HEED_MS).unref();
    }
    job.reject(error);
  }

  private dispatch(): void {
    for (let thread = this.free(); thread; thread = this.free()) {
      const job = this.waiting.shift();
      if (!job) {
        return;
      }
      thread.jobs.set(job.id, job);
      post(thread.worker, { id: job.id, method: job.method, argument: job.argument });
    }
  }

  /** The one with the least to do, if it may have more. */
  private free(): Thread | undefined {
    const [least] = this.threads.filter(({ isOpen }) => isOpen).sort((a, b) => a.jobs.size - b.jobs.size);
    return least && least.jobs.size < this.options.jobsEach ? least : undefined;
  }
}

function post(worker: Worker, message: ToThread): void {
  worker.postMessage(message, 'argument' in message ? transferable(message.argument) : []);
}
