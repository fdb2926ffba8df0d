import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { closeSqlite, inTransaction, openSqlite, prepareRows, prepareWrite, text } from './database';

/** JSON values by name. What was set is on disk when `set` returns, whole or not at all. */
export interface Documents {
  get(name: string): unknown;
  /** @throws {Error} when it could not be written; the old value stands then */
  set(name: string, value: unknown): void;
  delete(name: string): void;
}

export interface DocumentStore {
  /** The documents of one kind, such as `user-storage`. */
  collection(kind: string): Documents;
  close(): void;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS documents
  (kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID`;

/**
 * Opens what people save (settings, user storage): a database of its own beside the profiles', so that a save never
 * waits for one of theirs. `<kind>.json` in the folder, as 0.1.0 wrote it, is taken over.
 * @throws {Error} with a message for the operator
 */
export function openDocuments(dir: string): DocumentStore {
  mkdirSync(dir, { recursive: true });
  const db = openSqlite(join(dir, 'settings.sqlite'));
  db.exec(SCHEMA);
  const select = prepareRows(db, [text('value')], 'FROM documents WHERE kind = ? AND name = ?');
  const replace = prepareWrite(db, 'INSERT OR REPLACE INTO documents VALUES (?, ?, ?)');
  const remove = prepareWrite(db, 'DELETE FROM documents WHERE kind = ? AND name = ?');

  const collection = (kind: string): Documents => ({
    get: (name) => {
      const row = select.get(kind, nameKey(name));
      return row && JSON.parse(row[0]);
    },
    set: (name, value) => void replace(kind, nameKey(name), JSON.stringify(value)),
    delete: (name) => void remove(kind, nameKey(name)),
  });
  const takeOver = (kind: string) => {
    const file = join(dir, `${kind}.json`);
    if (existsSync(file)) {
      const entries = Object.entries(readObject(file));
      inTransaction(db, () => entries.forEach(([name, value]) => collection(kind).set(name, value)));
      rmSync(file);
    }
  };
  return {
    collection: (kind) => {
      takeOver(kind);
      return collection(kind);
    },
    close: () => closeSqlite(db),
  };
}

/** As JSON, which has a form for every text: a lone surrogate has none in the database's UTF-8. */
function nameKey(name: string): string {
  return JSON.stringify(name);
}

function readObject(path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`cannot read ${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${path} holds no JSON object`);
  }
  return value;
}
