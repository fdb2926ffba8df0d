import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export type SqliteDatabase = Database.Database;
type Value = string | number | Uint8Array | null;

/** SQLite's number of `auto_vacuum = INCREMENTAL`. */
const INCREMENTAL = 2;
const FILE_NAME = 'profiles.sqlite';
const SCHEMA_VERSION = 3;
const BUSY_TIMEOUT_MS = 5000;

/**
 * A block is what was received in a span of time, with a dictionary of its own, so that it can be dropped as a whole.
 * Its profiles are those from `first_profile` up to the next block's, and so are its samples: profiles whose samples are
 * the same share them. Ids of functions, mappings, locations and stacks
 * are dense from 1 within a block. `stacks` holds runs of nodes, one run an ingest that brought new ones; `lines` of a
 * location is `[functionId, line, …]`, innermost first. What was pushed as one profile has several rows, one a series; but
 * for the first, `profile` is the id of the first. `spans` has the part of a row that each span took. Times are milliseconds since the epoch, `opened` is a time of
 * receipt. The index on time answers time series and time ranges without touching samples.
 */
const SPANS_TABLE = `CREATE TABLE spans (profile_id INTEGER NOT NULL, span BLOB, trace BLOB,
    samples_id INTEGER NOT NULL);`;
const TABLES = `
  CREATE TABLE blocks (id INTEGER PRIMARY KEY AUTOINCREMENT, opened INTEGER NOT NULL, first_profile INTEGER NOT NULL,
    first_samples INTEGER NOT NULL);
  CREATE TABLE functions (block INTEGER, id INTEGER, name TEXT NOT NULL, system_name TEXT NOT NULL,
    filename TEXT NOT NULL, start_line INTEGER NOT NULL, PRIMARY KEY (block, id)) WITHOUT ROWID;
  CREATE TABLE mappings (block INTEGER, id INTEGER, filename TEXT NOT NULL, build_id TEXT NOT NULL,
    PRIMARY KEY (block, id)) WITHOUT ROWID;
  CREATE TABLE locations (block INTEGER, id INTEGER, mapping_id INTEGER NOT NULL, address TEXT NOT NULL,
    lines TEXT NOT NULL, PRIMARY KEY (block, id)) WITHOUT ROWID;
  CREATE TABLE stacks (block INTEGER NOT NULL, first_id INTEGER NOT NULL, nodes BLOB NOT NULL);
  CREATE TABLE series (id INTEGER PRIMARY KEY AUTOINCREMENT, labels TEXT NOT NULL UNIQUE);
  CREATE TABLE profiles (id INTEGER PRIMARY KEY AUTOINCREMENT, series_id INTEGER NOT NULL, time INTEGER NOT NULL,
    total REAL NOT NULL, samples_id INTEGER NOT NULL, profile INTEGER);
  CREATE TABLE samples (id INTEGER PRIMARY KEY AUTOINCREMENT, data BLOB NOT NULL);
  ${SPANS_TABLE}
  CREATE TABLE ingested (id TEXT PRIMARY KEY, block INTEGER NOT NULL) WITHOUT ROWID;
`;

const SPANS_INDICES = `
  CREATE INDEX spans_by_span ON spans (span) WHERE span IS NOT NULL;
  CREATE INDEX spans_by_trace ON spans (trace) WHERE trace IS NOT NULL;
`;
const INDICES = `${SPANS_INDICES}
  CREATE INDEX functions_by_name ON functions (block, name);
  CREATE INDEX locations_by_lines ON locations (block, lines);
  CREATE INDEX stacks_by_id ON stacks (block, first_id);
  CREATE INDEX profiles_by_time ON profiles (series_id, time, total);
`;

/**
 * Opens the store's database in `dir`, making both when they are missing.
 * @param onNotice - hears what the operator should know of the data
 * @throws {Error} with a message for the operator: no such place, not a database, written by a newer version
 */
export function openDatabase(dir: string, onNotice: (text: string) => void = () => undefined): SqliteDatabase {
  try {
    mkdirSync(dir, { recursive: true });
    const db = openSqlite(join(dir, FILE_NAME));
    migrate(db, onNotice);
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
    // Has an effect on an empty file only; space given back stays usable by others.
    db.pragma('auto_vacuum = INCREMENTAL');
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

function migrate(db: SqliteDatabase, onNotice: (text: string) => void): void {
  const version = inTransaction(db, () => {
    const found = pragmaNumber(db, 'user_version');
    if (found > SCHEMA_VERSION) {
      throw new Error(`it was written by a newer version (format ${found}, this one knows ${SCHEMA_VERSION})`);
    }
    if (found === 1) {
      if (mayHaveMixedNames(db)) {
        onNotice(
          'Version 0.1.0 mixed up names with NUL characters when it was started again: names are right again, but ' +
            'profiles that it took after that may show those of other functions.'
        );
      }
      migrateFrom1(db);
    } else if (found === 2) {
      db.exec(`ALTER TABLE profiles ADD COLUMN profile INTEGER; ${SPANS_TABLE} ${SPANS_INDICES}`);
    } else if (found === 0) {
      db.exec(TABLES);
      db.exec(INDICES);
    }
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    return found;
  });
  if (version === 1 || pragmaNumber(db, 'auto_vacuum') !== INCREMENTAL) {
    // The mode can be changed by a whole rewrite only; when that is cut short, the next start does it.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
  }
}

/** What 0.1.0 kept becomes the first block; it had no other. */
function migrateFrom1(db: SqliteDatabase): void {
  const old = ['functions', 'mappings', 'locations', 'stacks', 'series', 'profiles', 'ingested'];
  db.exec('DROP INDEX profiles_by_time');
  old.forEach((table) => db.exec(`ALTER TABLE ${table} RENAME TO old_${table}`));
  db.exec(TABLES);
  db.exec(`
    INSERT INTO blocks VALUES (1, ${Date.now()}, 1, 1);
    INSERT INTO functions SELECT 1, * FROM old_functions;
    INSERT INTO mappings SELECT 1, * FROM old_mappings;
    INSERT INTO locations SELECT 1, * FROM old_locations;
    INSERT INTO stacks SELECT 1, * FROM old_stacks;
    INSERT INTO series SELECT * FROM old_series;
    INSERT INTO samples SELECT id, samples FROM old_profiles;
    INSERT INTO profiles SELECT id, series_id, time, total, id, NULL FROM old_profiles;
    INSERT INTO ingested SELECT id, 1 FROM old_ingested;
  `);
  old.forEach((table) => db.exec(`DROP TABLE old_${table}`));
  db.exec(INDICES);
}

/** That version read texts up to their first NUL, took those that were then the same for one, and counted ids from there. */
function mayHaveMixedNames(db: SqliteDatabase): boolean {
  const columns = ['name', 'system_name', 'filename'];
  const isCut = columns.map((column) => `instr(${column}, char(0)) > 0`).join(' OR ');
  return (
    prepareRows(db, [integer('1')], `FROM functions WHERE ${isCut} LIMIT 1`).get() !== undefined ||
    prepareRows(
      db,
      [integer('1')],
      'FROM mappings WHERE instr(filename, char(0)) > 0 OR instr(build_id, char(0)) > 0'
    ).get() !== undefined
  );
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

/** The value of a pragma that is a number. */
export function pragmaNumber(db: SqliteDatabase, name: string): number {
  return prepareRows(db, [integer(name)], `FROM pragma_${name}`).get()?.[0] ?? 0;
}

/** A column of a query: its SQL, which makes the value what it should be, and how that is read. */
interface Column<T> {
  sql: string;
  read: (value: unknown) => T;
}

type RowOf<Columns extends ReadonlyArray<Column<unknown>>> = {
  -readonly [At in keyof Columns]: Columns[At] extends Column<infer T> ? T : never;
};

/**
 * Every column is cast, and text to bytes: the binding ends a text at its first NUL, and the process at one that is no
 * UTF-8, which in a damaged file a number may have become.
 */
const cast =
  <T>(type: string, read: (value: unknown) => T) =>
  (sql: string): Column<T> => ({ sql: `CAST(${sql} AS ${type})`, read });

/** Columns that may be NULL are for `coalesce`. */
export const integer = cast('INTEGER', Number);
export const real = cast('REAL', Number);
export const bytes = cast('BLOB', (value) => value as Uint8Array);
export const text = cast('BLOB', (value) => textOf(value as Uint8Array));

/** A prepared query: `columns` of what `rest` says, from FROM on. */
export function prepareRows<const Columns extends ReadonlyArray<Column<unknown>>>(
  db: SqliteDatabase,
  columns: Columns,
  rest = ''
): { all(...values: Value[]): Array<RowOf<Columns>>; get(...values: Value[]): RowOf<Columns> | undefined } {
  // As one array: the binding takes bytes that stand first for named parameters, and ends the process.
  const statement = db.prepare<[Value[]]>(`SELECT ${columns.map(({ sql }) => sql).join(', ')} ${rest}`).raw();
  const read = (row: unknown) =>
    (row as unknown[]).map((value, at) => columns[at].read(value)) as unknown as RowOf<Columns>;
  return {
    all: (...values) => statement.all(values).map(read),
    get: (...values) => {
      const row = statement.get(values);
      return row === undefined ? undefined : read(row);
    },
  };
}

/** A prepared write; gives the id of the row it inserted. */
export function prepareWrite(db: SqliteDatabase, sql: string): (...values: Value[]) => number {
  const statement = db.prepare<[Value[]]>(sql);
  return (...values) => Number(statement.run(values).lastInsertRowid);
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
