import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/**
 * Takes a folder for this process alone, and for one store in it. The lock is the operating system's, on a file of its
 * own, so that nothing stays of it when the process ends, however it ends.
 * @returns what gives it back
 * @throws {Error} when another has it
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const db = new Database(join(dir, 'lock.sqlite'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const isTaken = error instanceof Error && error.message.includes('locked');
    throw isTaken ? new Error(`another server is using ${dir}`) : error;
  }
  return () => {
    if (db.open) {
      db.exec('ROLLBACK');
      db.close();
    }
  };
}
