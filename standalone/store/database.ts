import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type SqliteDatabase = Database.Database;
type Value = string | number | Uint8Array;

const FILE_NAME = 'profiles.sqlite';
const SCHEMA_VERSION = 1;
const BUSY_TIMEOUT_MS = 5000;

/**
 * Ids of functions, mappings, locations and stacks are given by the dictionary, dense from 1. `stacks` holds runs of
 * nodes, one run an ingest that brought new ones; `lines` of a location is `[functionId, line, …]`, innermost first.
 * Times are milliseconds since the epoch. The index answers time series and time ranges without touching samples.
 */
const SCHEMA = `
  CREATE TABLE functions (id INTEGER PRIMARY KEY, name TEXT NOT NULL, system_name TEXT NOT NULL,
    filename TEXT NOT NULL, start_line INTEGER NOT NULL);
  CREATE TABLE mappings (id INTEGER PRIMARY KEY, filename TEXT NOT NULL, build_id TEXT NOT NULL);
  CREATE TABLE locations (id INTEGER PRIMARY KEY, mapping_id INTEGER NOT NULL, address TEXT NOT NULL,
    lines TEXT NOT NULL);
  CREATE TABLE stacks (first_id INTEGER PRIMARY KEY, nodes BLOB NOT NULL);
  CREATE TABLE series (id INTEGER PRIMARY KEY, labels TEXT NOT NULL UNIQUE);
  CREATE TABLE profiles (id INTEGER PRIMARY KEY, series_id INTEGER NOT NULL, time INTEGER NOT NULL,
    total REAL NOT NULL, samples BLOB NOT NULL);
  CREATE INDEX profiles_by_time ON profiles (series_id, time, total);
  CREATE TABLE ingested (id TEXT PRIMARY KEY) WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the store's database in `dir`, making both when they are missing.
 * @throws {Error} with a message for the operator: no such place, not a database, written by a newer version
 */
export function openDatabase(dir: string): SqliteDatabase {
  try {
    mkdirSync(dir, { recursive: true });
    const db = openSqlite(join(dir, FILE_NAME));
    migrate(db);
    return db;
  } catch (error) {
    throw new Error(`cannot open the profile store in ${dir}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/**
 * Opens a database file. Write-ahead log with a sync at every commit: what was committed survives a killed process and
 * a power cut.
 * @throws {Error} that names the file
 */
export function openSqlite(file: string): SqliteDatabase {
  let db: SqliteDatabase | undefined;
  try {
    db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    return db;
  } catch (error) {
    db?.close();
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** The binding keeps a file open as long as any statement lives: without the checkpoint the log would stay behind. */
export function closeSqlite(db: SqliteDatabase): void {
  if (db.open) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  }
}

function migrate(db: SqliteDatabase): void {
  inTransaction(db, () => {
    const version = pragmaNumber(db, 'user_version')();
    if (version > SCHEMA_VERSION) {
      throw new Error(`it was written by a newer version (format ${version}, this one knows ${SCHEMA_VERSION})`);
    }
    if (version === 0) {
      db.exec(SCHEMA);
    }
  });
}

/** Runs `work` in one write transaction; when it throws, nothing of it stays. */
export function inTransaction<T>(db: SqliteDatabase, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) {
      db.exec('ROLLBACK');
    }
    throw error;
  }
}

/** Gives a number that changes when another connection, so another process, has written to the database. */
export function dataVersionOf(db: SqliteDatabase): () => number {
  return pragmaNumber(db, 'data_version');
}

function pragmaNumber(db: SqliteDatabase, name: string): () => number {
  const row = prepareRows<[number]>(db, `SELECT * FROM pragma_${name}`);
  return () => Number(row.get()?.[0]);
}

/** A prepared query whose rows are arrays of columns. */
export function prepareRows<Row extends unknown[]>(
  db: SqliteDatabase,
  sql: string
): { all(...values: Value[]): Row[]; get(...values: Value[]): Row | undefined } {
  const statement = db.prepare<Value[]>(sql).raw();
  return {
    // The columns of a statement are what its SQL says; the binding cannot know their types.
    all: (...values) => statement.all(...values) as Row[],
    get: (...values) => statement.get(...values) as Row | undefined,
  };
}

/** A prepared write; gives the id of the row it inserted. */
export function prepareWrite(db: SqliteDatabase, sql: string): (...values: Value[]) => number {
  const statement = db.prepare<Value[]>(sql);
  return (...values) => Number(statement.run(...values).lastInsertRowid);
}
