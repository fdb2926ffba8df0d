import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from './errors';

/** A JSON document with entries by name, kept in one file and whole after a crash. For small things only. */
export interface Documents {
  get(name: string): unknown;
  /** Resolves when the entry is on disk; entries written at the same time don't undo each other. */
  set(name: string, value: unknown): Promise<void>;
}

/**
 * Opens `<dir>/<file>`; a missing one is empty.
 * @throws Error when the file is there but can't be read as a JSON object
 */
export function openDocuments(dir: string, file: string): Documents {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, file);
  const entries = new Map(Object.entries(readObject(path)));
  let writing: Promise<void> = Promise.resolve();
  const save = async () => {
    const draft = `${path}.new`;
    await writeFile(draft, JSON.stringify(Object.fromEntries(entries), undefined, 2), { flush: true });
    await rename(draft, path);
  };
  return {
    get: (name) => entries.get(name),
    set: (name, value) => {
      entries.set(name, value);
      // One after the other, and a failed write does not stop the next.
      writing = writing.catch(() => undefined).then(save);
      return writing;
    },
  };
}

function readObject(path: string): object {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return {};
    }
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${path} holds no JSON object`);
  }
  return value;
}
