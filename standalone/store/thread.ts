import { parentPort, workerData } from 'node:worker_threads';

import { closeSqlite, openDatabase, type SqliteDatabase } from './database';
import { EmbeddedQuerier } from './embeddedQuerier';
import type { IngestRequest } from './ingest';
import type { Querier } from './querier';
import { DROP_EVERY_MS, writerOptions, type Store } from './store';
import { toSentError, transferable, type FromThread, type ThreadData, type ToThread } from './threadCalls';
import { Writer } from './writer';

type Call = (argument: unknown, signal: AbortSignal) => Promise<unknown>;

/** What a thread can be asked for, by name. */
export type Calls = Record<string, Call>;

/** What a thread has: the one that writes a place to put profiles, one that reads somebody to ask. */
export interface ThreadParts {
  querier?: Querier;
  writer?: Pick<Store, 'ingest'>;
}

const send = (message: FromThread, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

function writerCalls(writer: Writer): Calls {
  setInterval(() => {
    writer.dropOld().catch((error: unknown) => send({ notice: `Old profiles can't be dropped: ${String(error)}` }));
  }, DROP_EVERY_MS).unref();
  return {
    // The callers in `threads.ts` send nothing else.
    ingest: (push) => writer.ingest(push as IngestRequest[]),
    stats: async () => writer.stats,
  };
}

/** What `querierOf` of `threads.ts` asks for. */
export function querierCalls(querier: Querier): Calls {
  const call =
    <Request extends object>(method: (request: Request) => Promise<unknown>): Call =>
    (request, signal) =>
      method.call(querier, { ...(request as Request), signal });
  return {
    profileTypes: call(querier.profileTypes),
    labelNames: call(querier.labelNames),
    labelValues: call(querier.labelValues),
    series: call(querier.series),
    selectMergeStacktraces: call(querier.selectMergeStacktraces),
    selectMergeProfile: call(querier.selectMergeProfile),
    selectSeries: call(querier.selectSeries),
    diff: ((request: Parameters<Querier['diff']>[0], signal: AbortSignal) =>
      querier.diff({ ...request, left: { ...request.left, signal } })) as Call,
    getProfileStats: () => querier.getProfileStats(),
  };
}

async function answer(calls: Calls, { id, method, argument }: Extract<ToThread, { id: number }>) {
  const controller = new AbortController();
  controllers.set(id, controller);
  try {
    const value = await calls[method](argument, controller.signal);
    send({ id, value }, transferable(value));
  } catch (error) {
    send({ id, error: toSentError(error) });
  } finally {
    controllers.delete(id);
  }
}

const controllers = new Map<number, AbortController>();

/**
 * Answers calls in this thread until it is told to end: the program of those that a `ThreadPool` starts.
 * @param open - makes what answers; its failure is the pool's
 */
export async function serveCalls(open: () => Promise<{ calls: Calls; close?: () => void }>): Promise<void> {
  try {
    const { calls, close } = await open();
    parentPort?.on('message', (message: ToThread) => {
      if ('abort' in message) {
        controllers.get(message.abort)?.abort();
      } else if ('close' in message) {
        close?.();
        parentPort?.close();
      } else {
        void answer(calls, message);
      }
    });
    send({ isOpen: true });
  } catch (error) {
    send({ failure: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * The program of the store's threads, the writer's and the readers'; `threads.ts` starts it.
 * @param further - calls beside those of the store's own, by what the thread has and what the program was given
 */
export function runThread(further: (parts: ThreadParts, given: unknown) => Promise<Calls>): Promise<void> {
  const { role, dir, options, given } = workerData as ThreadData;
  const onNotice = (notice: string) => send({ notice });
  return serveCalls(async () => {
    const db = openDatabase(dir, onNotice);
    return { calls: role === 'writer' ? await writing(db) : await reading(db), close: () => closeSqlite(db) };
  });

  async function writing(db: SqliteDatabase): Promise<Calls> {
    const writer = new Writer(db, writerOptions({ ...options, onNotice }));
    const ingest: Store['ingest'] = (push) => writer.ingest([push].flat());
    return { ...writerCalls(writer), ...(await further({ writer: { ingest } }, given)) };
  }

  async function reading(db: SqliteDatabase): Promise<Calls> {
    const querier = new EmbeddedQuerier(db);
    return { ...querierCalls(querier), ...(await further({ querier }, given)) };
  }
}
