import { bytes, integer, prepareRows, prepareWrite, type SqliteDatabase } from './database';
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

/** As it is stored: function and mapping by id. */
export interface LocationEntry {
  /** 0 when the profile named none. */
  mapping: number;
  /** Hexadecimal; kept only where no function has a name. */
  address: string;
  /** Innermost first: an inlined function stands before the one it was inlined into. */
  lines: Array<{ function: number; line: number }>;
}

/** So many ids are remembered of each kind; others are looked up in the database. */
const REMEMBERED = 50_000;

/**
 * The functions, mappings, locations and stacks that the profiles of one block share, for writing: gives the id of an
 * entry, adding it when it is new. To be used inside a transaction, and thrown away when that is rolled back. Only the
 * stacks are held in memory, 24 bytes each.
 */
export class Dictionary {
  readonly functionId: (entry: FunctionEntry) => number;
  readonly mappingId: (entry: MappingEntry) => number;
  readonly locationId: (entry: LocationEntry) => number;
  /** All stacks of the block, keyed by location. A stack's id is its leaf's node; 0 is the empty stack. */
  readonly stacks = new KeyedTree();
  private readonly addStacks: (block: number, firstId: number, nodes: Uint8Array) => void;
  private storedStacks: number;

  constructor(
    db: SqliteDatabase,
    readonly block: number
  ) {
    this.functionId = entryIds(
      {
        db,
        block,
        table: 'functions',
        index: 'functions_by_name',
        columns: ['name', 'system_name', 'filename', 'start_line'],
      },
      (f) => [f.name, f.systemName, f.filename, f.startLine]
    );
    this.mappingId = entryIds({ db, block, table: 'mappings', columns: ['filename', 'build_id'] }, (m) => [
      m.filename,
      m.buildId,
    ]);
    this.locationId = entryIds(
      { db, block, table: 'locations', index: 'locations_by_lines', columns: ['lines', 'mapping_id', 'address'] },
      (l) => [encodeLines(l.lines), l.mapping, l.address]
    );
    this.addStacks = prepareWrite(db, 'INSERT INTO stacks VALUES (?, ?, ?)');
    const runs = prepareRows(db, [bytes('nodes')], 'FROM stacks WHERE block = ? ORDER BY first_id');
    for (const [nodes] of runs.all(block)) {
      this.stacks.append(nodes);
    }
    this.storedStacks = this.stacks.size;
  }

  /** Writes the stacks that were added since it was last called. */
  storeStacks(): void {
    if (this.stacks.size > this.storedStacks) {
      this.addStacks(this.block, this.storedStacks + 1, this.stacks.encodeFrom(this.storedStacks));
      this.storedStacks = this.stacks.size;
    }
  }
}

interface EntryTable {
  db: SqliteDatabase;
  block: number;
  table: string;
  /** Without it the database would look through the whole block, its key. */
  index?: string;
  columns: string[];
}

function entryIds<Entry>(
  { db, block, table, index, columns }: EntryTable,
  valuesOf: (entry: Entry) => Array<string | number>
): (entry: Entry) => number {
  const find = prepareRows(
    db,
    [integer('id')],
    `FROM ${table} ${index ? `INDEXED BY ${index}` : ''} WHERE block = ? AND ${columns.map((column) => `${column} = ?`).join(' AND ')}`
  );
  const add = prepareWrite(
    db,
    `INSERT INTO ${table} (block, id, ${columns.join(', ')}) VALUES (?, ?, ${columns.map(() => '?').join(', ')})`
  );
  const last = prepareRows(db, [integer('coalesce(max(id), 0)')], `FROM ${table} WHERE block = ?`).get(block);
  let lastId = last?.[0] ?? 0;
  const known = new Map<string, number>();
  return (entry) => {
    const values = valuesOf(entry);
    const key = keyOf(values);
    let id = known.get(key) ?? find.get(block, ...values)?.[0];
    if (id === undefined) {
      id = ++lastId;
      add(block, id, ...values);
    }
    if (known.size >= REMEMBERED) {
      known.clear();
    }
    known.set(key, id);
    return id;
  };
}

/** With their lengths, so that no other values give the same key, whatever is in them. */
export function keyOf(values: ReadonlyArray<string | number>): string {
  return values.reduce<string>((key, value) => `${key}${String(value).length} ${value}`, '');
}

function encodeLines(lines: LocationEntry['lines']): string {
  return JSON.stringify(lines.flatMap((line) => [line.function, line.line]));
}

export function decodeLines(text: string): LocationEntry['lines'] {
  const numbers: number[] = JSON.parse(text);
  const lines: LocationEntry['lines'] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    lines.push({ function: numbers[i], line: numbers[i + 1] });
  }
  return lines;
}
