import { bytes, integer, prepareRows, text, type SqliteDatabase } from './database';
import { decodeLines, type FunctionEntry, type MappingEntry } from './dictionary';
import { NodeTable } from './keyedTree';

/** A location with what it refers to. */
export interface Location {
  mapping: MappingEntry;
  /** Hexadecimal; empty where a function has a name. */
  address: string;
  /** Innermost first: an inlined function stands before the one it was inlined into. */
  lines: Array<{ function: FunctionEntry; line: number }>;
}

/** So many stacks of blocks that were read before are kept, 8 bytes each. */
const KEPT_STACKS = 2_000_000;
/** So many entries of each kind are kept. */
const KEPT_ENTRIES = 20_000;

const NO_MAPPING: MappingEntry = { filename: '', buildId: '' };

/** What the profiles of each block share, for reading: entries are read when they are asked for. */
export class Symbols {
  private readonly runs;
  private readonly functionRow;
  private readonly mappingRow;
  private readonly locationRow;
  private readonly stacks = new Map<number, NodeTable>();
  private readonly functions = new Kept<FunctionEntry>();
  private readonly mappings = new Kept<MappingEntry>();
  private readonly locations = new Kept<Location>();

  constructor(db: SqliteDatabase) {
    this.runs = prepareRows(db, [bytes('nodes')], 'FROM stacks WHERE block = ? AND first_id > ? ORDER BY first_id');
    this.functionRow = prepareRows(
      db,
      [text('name'), text('system_name'), text('filename'), integer('start_line')],
      'FROM functions WHERE block = ? AND id = ?'
    );
    this.mappingRow = prepareRows(db, [text('filename'), text('build_id')], 'FROM mappings WHERE block = ? AND id = ?');
    this.locationRow = prepareRows(
      db,
      [integer('mapping_id'), text('address'), text('lines')],
      'FROM locations WHERE block = ? AND id = ?'
    );
  }

  /** All stacks of a block; call it when their profiles are known, so that it has them all. */
  stacksOf(block: number): NodeTable {
    const table = this.stacks.get(block) ?? new NodeTable();
    for (const [nodes] of this.runs.all(block, table.size)) {
      table.append(nodes);
    }
    // The last one used is the last to go.
    this.stacks.delete(block);
    this.stacks.set(block, table);
    let kept = [...this.stacks.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [other, { size }] of this.stacks) {
      if (kept <= KEPT_STACKS || other === block) {
        break;
      }
      this.stacks.delete(other);
      kept -= size;
    }
    return table;
  }

  /** @throws {Error} when the block has no such location */
  location(block: number, id: number): Location {
    return this.locations.of(block, id, () => {
      const [mapping, address, lines] = this.locationRow.get(block, id) ?? missing('location', id);
      return {
        mapping: mapping === 0 ? NO_MAPPING : this.mapping(block, mapping),
        address,
        lines: decodeLines(lines).map((line) => ({ function: this.function(block, line.function), line: line.line })),
      };
    });
  }

  private function(block: number, id: number): FunctionEntry {
    return this.functions.of(block, id, () => {
      const [name, systemName, filename, startLine] = this.functionRow.get(block, id) ?? missing('function', id);
      return { name, systemName, filename, startLine };
    });
  }

  private mapping(block: number, id: number): MappingEntry {
    return this.mappings.of(block, id, () => {
      const [filename, buildId] = this.mappingRow.get(block, id) ?? missing('mapping', id);
      return { filename, buildId };
    });
  }
}

/** Entries of one kind that were read before, by block: ids are small numbers, which are looked up soonest. */
class Kept<Entry> {
  private readonly blocks = new Map<number, Map<number, Entry>>();
  private count = 0;

  of(block: number, id: number, read: () => Entry): Entry {
    const known = this.blocks.get(block)?.get(id);
    if (known !== undefined) {
      return known;
    }
    const entry = read();
    if (this.count >= KEPT_ENTRIES) {
      this.blocks.clear();
      this.count = 0;
    }
    const ofBlock = this.blocks.get(block) ?? new Map<number, Entry>();
    this.blocks.set(block, ofBlock.set(id, entry));
    this.count++;
    return entry;
  }
}

function missing(kind: string, id: number): never {
  throw new Error(`the store is damaged: there is no ${kind} ${id}`);
}
