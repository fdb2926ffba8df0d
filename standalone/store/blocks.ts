import { setImmediate as nextTurn } from 'node:timers/promises';

import { inTransaction, integer, pragmaNumber, prepareRows, prepareWrite, type SqliteDatabase } from './database';
import { Dictionary } from './dictionary';

const DAY_MS = 24 * 3_600_000;
/** A block has at most this share of what is kept: so much more than asked for may be there, or less be left. */
const BLOCKS_KEPT = 8;
/** More stacks than that begin a new block; the writer holds those of one in memory. */
const MAX_BLOCK_STACKS = 500_000;
const ROWS_A_STEP = 1000;
const PAGES_A_STEP = 1000;

export interface Bounds {
  /** How long profiles are kept, counted from their receipt; 0 is forever. */
  retentionMs: number;
  /** How large the database may become, roughly; the oldest profiles go first. 0 is no bound. */
  maxBytes: number;
}

interface Block {
  id: number;
  opened: number;
  usedWhenOpened: number;
}

/** The blocks of the database, for writing: gives the one to write to, and drops those that are too old or too much. */
export class Blocks {
  private readonly list;
  private readonly used;
  private readonly add;
  private readonly spanMs: number;
  private readonly blockBytes: number;
  private current: Block | undefined;
  private dictionary: Dictionary | undefined;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly bounds: Bounds
  ) {
    this.list = prepareRows(db, [integer('id'), integer('opened')], 'FROM blocks ORDER BY id');
    this.used = prepareRows(
      db,
      [integer('(page_count - freelist_count) * page_size')],
      'FROM pragma_page_count, pragma_freelist_count, pragma_page_size'
    );
    this.add = prepareWrite(
      db,
      `INSERT INTO blocks (opened, first_profile, first_samples) VALUES (?,
         1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'profiles'), 0),
         1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'samples'), 0))`
    );
    this.spanMs = bounds.retentionMs > 0 ? Math.min(DAY_MS, bounds.retentionMs / BLOCKS_KEPT) : DAY_MS;
    this.blockBytes = bounds.maxBytes > 0 ? bounds.maxBytes / BLOCKS_KEPT : Infinity;
  }

  /** The dictionary to write with at a time of receipt; call it inside the transaction. */
  dictionaryAt(now: number): Dictionary {
    this.current ??= this.lastBlock();
    if (!this.current || this.isFull(this.current, now)) {
      this.current = this.openBlock(now);
      this.dictionary = undefined;
    }
    this.dictionary ??= new Dictionary(this.db, this.current.id);
    return this.dictionary;
  }

  /** To be called when a transaction was rolled back: what is remembered of the database may not be there. */
  forget(): void {
    this.current = undefined;
    this.dictionary = undefined;
  }

  /** Bytes of the database that hold something. */
  get usedBytes(): number {
    return this.used.get()?.[0] ?? 0;
  }

  /** Drops the blocks that are too old or too much, a little at a time, and gives their space back. */
  async dropOld(now: number): Promise<void> {
    const { retentionMs, maxBytes } = this.bounds;
    for (let blocks = this.list.all(); blocks.length > 0; blocks = this.list.all()) {
      const lastReceipt = blocks.length > 1 ? blocks[1][1] : undefined;
      const isOld = retentionMs > 0 && (lastReceipt ?? blocks[0][1] + this.spanMs) <= now - retentionMs;
      const isTooMuch = maxBytes > 0 && this.usedBytes > maxBytes;
      if (!isOld && !isTooMuch) {
        return;
      }
      if (lastReceipt === undefined) {
        if (this.isEmpty(blocks[0][0])) {
          return;
        }
        inTransaction(this.db, () => (this.current = this.openBlock(now)));
        this.dictionary = undefined;
      }
      const before = this.usedBytes;
      await this.drop(blocks[0][0]);
      if (this.current) {
        // What it holds itself is counted by how the whole grows.
        this.current.usedWhenOpened -= before - this.usedBytes;
      }
    }
  }

  private async drop(block: number): Promise<void> {
    const next = prepareRows(
      this.db,
      [integer('first_profile'), integer('first_samples')],
      'FROM blocks WHERE id > ? ORDER BY id'
    ).get(block);
    // Profiles first: none may be without its samples.
    await this.dropRows('spans', 'profile_id', next?.[0] ?? 0);
    await this.dropRows('profiles', 'id', next?.[0] ?? 0);
    await this.dropRows('samples', 'id', next?.[1] ?? 0);
    inTransaction(this.db, () => {
      for (const table of ['functions', 'mappings', 'locations', 'stacks', 'ingested']) {
        prepareWrite(this.db, `DELETE FROM ${table} WHERE block = ?`)(block);
      }
      prepareWrite(this.db, 'DELETE FROM blocks WHERE id = ?')(block);
      this.db.exec('DELETE FROM series WHERE NOT EXISTS (SELECT 1 FROM profiles WHERE series_id = series.id)');
    });
    for (let free = pragmaNumber(this.db, 'freelist_count'); free > 0;) {
      this.db.exec(`PRAGMA incremental_vacuum(${PAGES_A_STEP})`);
      await nextTurn();
      const left = pragmaNumber(this.db, 'freelist_count');
      if (left >= free) {
        break;
      }
      free = left;
    }
    this.db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Deletes the rows whose key is smaller, a little at a time. */
  private async dropRows(table: string, key: string, end: number): Promise<void> {
    const first = prepareRows(this.db, [integer('1')], `FROM ${table} WHERE ${key} < ? LIMIT 1`);
    const drop = prepareWrite(
      this.db,
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${key} < ? LIMIT ${ROWS_A_STEP})`
    );
    while (first.get(end)) {
      drop(end);
      await nextTurn();
    }
  }

  private isFull({ id, opened, usedWhenOpened }: Block, now: number): boolean {
    const stacks = this.dictionary?.block === id ? this.dictionary.stacks.size : 0;
    return (
      now - opened >= this.spanMs || stacks > MAX_BLOCK_STACKS || this.usedBytes - usedWhenOpened > this.blockBytes
    );
  }

  private isEmpty(block: number): boolean {
    return prepareRows(this.db, [integer('1')], 'FROM stacks WHERE block = ? LIMIT 1').get(block) === undefined;
  }

  private lastBlock(): Block | undefined {
    const last = this.list.all().at(-1);
    return last && { id: last[0], opened: last[1], usedWhenOpened: this.usedBytes };
  }

  private openBlock(now: number): Block {
    return { id: this.add(now), opened: now, usedWhenOpened: this.usedBytes };
  }
}
