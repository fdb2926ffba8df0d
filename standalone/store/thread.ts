import { parentPort, workerData } from 'node:worker_threads';

import { closeSqlite, openDatabase, type SqliteDatabase } from './database';
import { EmbeddedQuerier } from './embeddedQuerier';
import type { IngestRequest } from './ingest';
import type { Querier } from './querier';
import { DROP_EVERY_MS, writerOptions } from './store';
import { toSentError, type FromThread, type ThreadData, type ToThread } from './threadCalls';
import { Writer } from './writer';

/** The program of the store's threads: the writer, or a reader. `threads.ts` starts it. */

type Call = (argument: unknown, signal: AbortSignal) => Promise<unknown>;

const send = (message: FromThread, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

function writerCalls(db: SqliteDatabase, { options }: ThreadData): Record<string, Call> {
  const writer = new Writer(db, writerOptions(options));
  setInterval(() => {
    writer.dropOld().catch((error: unknown) => send({ notice: `Old profiles can't be dropped: ${String(error)}` }));
  }, DROP_EVERY_MS).unref();
  return {
    // The callers in `threads.ts` send nothing else.
    ingest: (push) => writer.ingest(push as IngestRequest[]),
    stats: async () => writer.stats,
  };
}

function readerCalls(db: SqliteDatabase): Record<string, Call> {
  const querier: Querier = new EmbeddedQuerier(db);
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

async function answer(calls: Record<string, Call>, { id, method, argument }: Extract<ToThread, { id: number }>) {
  const controller = new AbortController();
  controllers.set(id, controller);
  try {
    const value = await calls[method](argument, controller.signal);
    // An array of its own is given away, not copied.
    send({ id, value }, value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : []);
  } catch (error) {
    send({ id, error: toSentError(error) });
  } finally {
    controllers.delete(id);
  }
}

const controllers = new Map<number, AbortController>();

function run(data: ThreadData): void {
  const db = openDatabase(data.dir, (notice) => send({ notice }));
  const calls = data.role === 'writer' ? writerCalls(db, data) : readerCalls(db);
  parentPort?.on('message', (message: ToThread) => {
    if ('abort' in message) {
      controllers.get(message.abort)?.abort();
    } else if ('close' in message) {
      closeSqlite(db);
      parentPort?.close();
    } else {
      void answer(calls, message);
    }
  });
  send({ isOpen: true });
}

try {
  run(workerData as ThreadData);
} catch (error) {
  send({ failure: error instanceof Error ? error.message : String(error) });
}
