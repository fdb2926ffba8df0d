import { Catalog } from './catalog';
import { closeSqlite, dataVersionOf, openDatabase, type SqliteDatabase } from './database';
import { decodePprof } from './decodePprof';
import { EmbeddedQuerier } from './embeddedQuerier';
import { Ingester, type IngestRequest } from './ingest';
import { IngestError } from './ingestError';
import type { Querier } from './querier';

export interface Store {
  readonly querier: Querier;
  /**
   * Takes one profile in; once this resolves it is on disk. Each sample type becomes a series.
   * @throws {IngestError} the profile is at fault; nothing of it was stored
   */
  ingest(request: IngestRequest): Promise<void>;
  /** Further calls fail, also those that are under way. */
  close(): void;
}

export interface StoreOptions {
  /** The most an unzipped profile may take. Decoding one holds the event loop, about a second for 16 MiB. */
  maxProfileBytes?: number;
}

const MAX_PROFILE_BYTES = 16 * 1024 * 1024;

/**
 * Opens the profile store in `dir`, making it when it is not there.
 * @throws {Error} with a message for the operator
 */
export function openStore(dir: string, options: StoreOptions = {}): Store {
  return new EmbeddedStore(openDatabase(dir), options.maxProfileBytes ?? MAX_PROFILE_BYTES);
}

class EmbeddedStore implements Store {
  readonly querier: Querier;
  private readonly ingester: Ingester;
  private readonly dataVersion: () => number;
  private catalog: Catalog | undefined;
  private catalogVersion = 0;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly maxProfileBytes: number
  ) {
    this.ingester = new Ingester(db);
    this.dataVersion = dataVersionOf(db);
    this.querier = new EmbeddedQuerier(db, () => this.currentCatalog());
    this.currentCatalog();
  }

  async ingest(request: IngestRequest): Promise<void> {
    const profile = await decodePprof(request.pprof, this.maxProfileBytes);
    try {
      this.ingester.write(request, profile, () => this.currentCatalog());
    } catch (error) {
      if (!(error instanceof IngestError)) {
        // It may hold entries that were rolled back.
        this.catalog = undefined;
      }
      throw error;
    }
  }

  close(): void {
    closeSqlite(this.db);
  }

  private currentCatalog(): Catalog {
    const version = this.dataVersion();
    if (!this.catalog || version !== this.catalogVersion) {
      this.catalog = new Catalog(this.db);
      this.catalogVersion = version;
    }
    return this.catalog;
  }
}
