import { closeSqlite, openDatabase } from './database';
import { EmbeddedQuerier } from './embeddedQuerier';
import { lockFolder } from './folderLock';
import type { IngestRequest } from './ingest';
import { DEFAULT_LIMITS, type Limits } from './limits';
import type { Querier } from './querier';
import { Writer, type WriterOptions, type WriterStats } from './writer';

export interface Store {
  readonly querier: Querier;
  /**
   * Takes all profiles of a push in, or none; once this resolves they are on disk. Each sample type, and each set of
   * labels that samples have, becomes a series.
   * @throws {IngestError} the push is at fault; nothing of it was stored
   */
  ingest(push: IngestRequest | readonly IngestRequest[]): Promise<void>;
  stats(): Promise<WriterStats>;
  /** Further calls fail, also those that are under way. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Takes profiles of any time; otherwise only of the last hour and the next ten minutes. */
  anyTime?: boolean;
  /** How long profiles are kept, counted from their receipt; 0, the default, is forever. */
  retentionMs?: number;
  /** How large the database may become, roughly; the oldest profiles go first. 0, the default, is no bound. */
  maxBytes?: number;
  limits?: Partial<Limits>;
  /** Hears what the operator should know of the data, in a sentence. */
  onNotice?: (text: string) => void;
}

export function writerOptions({
  anyTime = false,
  retentionMs = 0,
  maxBytes = 0,
  limits,
  onNotice = () => undefined,
}: StoreOptions): WriterOptions {
  return { anyTime, retentionMs, maxBytes, limits: { ...DEFAULT_LIMITS, ...limits }, onNotice };
}

/** How often the store looks for what is too old or too much. */
export const DROP_EVERY_MS = 60_000;

/**
 * Opens the profile store in `dir`, making it when it is not there. It works in the calling thread.
 * @throws {Error} with a message for the operator
 */
export function openStore(dir: string, options: StoreOptions = {}): Store {
  const unlock = lockFolder(dir);
  try {
    const ofWriter = openDatabase(dir, options.onNotice);
    const ofReader = openDatabase(dir);
    const writer = new Writer(ofWriter, writerOptions(options));
    const timer = setInterval(() => void writer.dropOld(), DROP_EVERY_MS).unref();
    return {
      querier: new EmbeddedQuerier(ofReader),
      ingest: (push) => writer.ingest([push].flat()),
      stats: async () => writer.stats,
      close: async () => {
        clearInterval(timer);
        closeSqlite(ofReader);
        closeSqlite(ofWriter);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
