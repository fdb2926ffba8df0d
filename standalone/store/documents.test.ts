import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';

import { openDocuments, type Documents } from './documents';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'documents-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function opened<T>(test: (documents: Documents) => T, kind = 'user-storage'): T {
  const store = openDocuments(dir);
  try {
    return test(store.collection(kind));
  } finally {
    store.close();
  }
}

describe('documents', () => {
  it('are there after a restart, by kind, until deleted', () => {
    opened((documents) => {
      expect(documents.get('theme')).toBeUndefined();
      documents.set('theme', { dark: true });
      documents.set('theme', { dark: false });
    });
    opened((documents) => {
      expect(documents.get('theme')).toEqual({ dark: false });
      documents.delete('theme');
    });
    opened((documents) => expect(documents.get('theme')).toBeUndefined());
    opened((documents) => expect(documents.get('theme')).toBeUndefined(), 'plugin-settings');
  });

  it('of any names and values come back as they were', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '\ud801', '\0', 'x\0one', 'x\0two', '__proto__', '', "'")
    );
    const entries = fc.uniqueArray(
      fc.tuple(
        text,
        fc.json().map((json): unknown => JSON.parse(json))
      ),
      {
        selector: ([name]) => name,
        minLength: 1,
      }
    );
    fc.assert(
      fc.property(entries, fc.uuid(), (all, kind) => {
        opened((documents) => all.forEach(([name, value]) => documents.set(name, value)), kind);
        opened((documents) => all.forEach(([name, value]) => expect(documents.get(name)).toEqual(value)), kind);
      }),
      { numRuns: 30 }
    );
  });

  it('stand as they were when they cannot be written, and the caller hears of it', () => {
    opened((documents) => {
      documents.set('theme', 1);
      const other = new Database(join(dir, 'settings.sqlite'));
      other.exec("CREATE TRIGGER full BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'disk full'); END");
      expect(() => documents.set('theme', 2)).toThrow('disk full');
      other.close();
      expect(documents.get('theme')).toBe(1);
    });
  });

  it('of 0.1.0 are taken over once', () => {
    const file = join(dir, 'user-storage.json');
    writeFileSync(file, JSON.stringify({ theme: 'dark', list: [1] }));
    opened((documents) => {
      expect([documents.get('theme'), documents.get('list')]).toEqual(['dark', [1]]);
      documents.set('theme', 'light');
    });
    expect(existsSync(file)).toBe(false);
    opened((documents) => expect(documents.get('theme')).toBe('light'));
  });

  it('say what is wrong', () => {
    writeFileSync(join(dir, 'user-storage.json'), '{');
    expect(() => opened(() => undefined)).toThrow(/^cannot read .*user-storage.json: /);
    writeFileSync(join(dir, 'settings.sqlite'), 'this is not a database, but it is long enough'.repeat(50));
    expect(() => opened(() => undefined)).toThrow(/settings.sqlite.*not a database/);
  });
});
