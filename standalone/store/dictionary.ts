import { prepareRows, prepareWrite, type SqliteDatabase } from './database';
import { KeyedTree } from './keyedTree';

export interface FunctionEntry {
  name: string;
  systemName: string;
  filename: string;
  startLine: number;
}

export interface MappingEntry {
  filename: string;
  buildId: string;
}

export interface LocationEntry {
  /** 0 when the profile named none. */
  mapping: number;
  /** Hexadecimal; kept only where there are no lines. */
  address: string;
  /** Innermost first: an inlined function stands before the one it was inlined into. */
  lines: Array<{ function: number; line: number }>;
}

/** Entries with ids from 1, found by content. */
class Table<Entry> {
  readonly entries: Entry[] = [];
  stored = 0;
  private readonly ids = new Map<string, number>();

  constructor(private readonly keyOf: (entry: Entry) => string) {}

  add(entry: Entry): number {
    const key = this.keyOf(entry);
    const known = this.ids.get(key);
    if (known !== undefined) {
      return known;
    }
    const id = this.entries.push(entry);
    this.ids.set(key, id);
    return id;
  }

  /** Puts back a stored entry under its own id, whatever else has the same content: other tables refer to it by id. */
  restore(id: number, entry: Entry): void {
    this.entries[id - 1] = entry;
    this.ids.set(this.keyOf(entry), id);
    this.stored = this.entries.length;
  }

  get(id: number): Entry {
    return this.entries[id - 1];
  }

  /** Calls back for each entry that is not in the database yet. */
  store(write: (id: number, entry: Entry) => void): void {
    for (; this.stored < this.entries.length; this.stored++) {
      write(this.stored + 1, this.entries[this.stored]);
    }
  }
}

/**
 * What all profiles share: functions, mappings, locations and stacks, the whole of it in memory, new entries stored
 * with the profile that brought them. Function names have indices of their own (0-based), since trees merge by name.
 */
export class Dictionary {
  readonly functions = new Table<FunctionEntry>((f) => `${f.startLine} ${keyOf(f.name, f.systemName, f.filename)}`);
  readonly mappings = new Table<MappingEntry>((m) => keyOf(m.filename, m.buildId));
  readonly locations = new Table<LocationEntry>((l) =>
    l.lines.reduce((key, line) => `${key} ${line.function}:${line.line}`, `${l.mapping} ${l.address}`)
  );
  /** All stacks ever seen, keyed by location. A stack's id is its leaf's node; 0 is the empty stack. */
  readonly stacks = new KeyedTree();
  readonly names: string[] = [];
  private storedStacks = 0;
  private readonly nameIndices = new Map<string, number>();
  private readonly namesOfLocations: number[][] = [];

  static load(db: SqliteDatabase): Dictionary {
    const dictionary = new Dictionary();
    const { functions, mappings, locations, stacks } = dictionary;
    // Text is read as bytes: the binding ends a text at its first NUL.
    type Func = [number, Uint8Array, Uint8Array, Uint8Array, number];
    const functionRows = prepareRows<Func>(
      db,
      `SELECT id, CAST(name AS BLOB), CAST(system_name AS BLOB), CAST(filename AS BLOB), start_line FROM functions`
    );
    for (const [id, name, systemName, filename, startLine] of functionRows.all()) {
      functions.restore(id, { name: text(name), systemName: text(systemName), filename: text(filename), startLine });
    }
    const mappingRows = prepareRows<[number, Uint8Array, Uint8Array]>(
      db,
      'SELECT id, CAST(filename AS BLOB), CAST(build_id AS BLOB) FROM mappings'
    );
    for (const [id, filename, buildId] of mappingRows.all()) {
      mappings.restore(id, { filename: text(filename), buildId: text(buildId) });
    }
    type Location = [number, number, string, string];
    const locationRows = prepareRows<Location>(db, 'SELECT id, mapping_id, address, lines FROM locations');
    for (const [id, mapping, address, lines] of locationRows.all()) {
      locations.restore(id, { mapping, address, lines: decodeLines(lines) });
    }
    for (const [nodes] of prepareRows<[Uint8Array]>(db, 'SELECT nodes FROM stacks ORDER BY first_id').all()) {
      stacks.append(nodes);
    }
    dictionary.storedStacks = stacks.size;
    return dictionary;
  }

  /** Names of a location's functions, outermost first, as indices into {@link names}. Never empty. */
  namesOf(location: number): readonly number[] {
    return (this.namesOfLocations[location] ??= this.readNames(this.locations.get(location)));
  }

  private readNames({ lines, address }: LocationEntry): number[] {
    if (lines.length === 0) {
      // Pyroscope shows a location without symbols by its address.
      return [this.nameIndex(address || '0')];
    }
    return lines.map((line) => this.nameIndex(this.functions.get(line.function).name)).reverse();
  }

  private nameIndex(name: string): number {
    let index = this.nameIndices.get(name);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.nameIndices.set(name, index);
    }
    return index;
  }

  /** A function that stores all entries added since it was last called; call it inside the transaction. */
  storing(db: SqliteDatabase): () => void {
    const addFunction = prepareWrite(db, 'INSERT INTO functions VALUES (?, ?, ?, ?, ?)');
    const addMapping = prepareWrite(db, 'INSERT INTO mappings VALUES (?, ?, ?)');
    const addLocation = prepareWrite(db, 'INSERT INTO locations VALUES (?, ?, ?, ?)');
    const addStacks = prepareWrite(db, 'INSERT INTO stacks VALUES (?, ?)');
    return () => {
      this.functions.store((id, f) => addFunction(id, f.name, f.systemName, f.filename, f.startLine));
      this.mappings.store((id, m) => addMapping(id, m.filename, m.buildId));
      this.locations.store((id, l) => addLocation(id, l.mapping, l.address, encodeLines(l)));
      if (this.stacks.size > this.storedStacks) {
        addStacks(this.storedStacks + 1, this.stacks.encodeFrom(this.storedStacks));
        this.storedStacks = this.stacks.size;
      }
    };
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** With their lengths, so that no other texts give the same key, whatever is in them. */
function keyOf(...texts: string[]): string {
  return texts.reduce((key, text) => `${key}${text.length} ${text}`, '');
}

function encodeLines({ lines }: LocationEntry): string {
  return JSON.stringify(lines.flatMap((line) => [line.function, line.line]));
}

function decodeLines(text: string): LocationEntry['lines'] {
  const numbers: number[] = JSON.parse(text);
  const lines: LocationEntry['lines'] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    lines.push({ function: numbers[i], line: numbers[i + 1] });
  }
  return lines;
}
