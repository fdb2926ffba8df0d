import { keyOf, type FunctionEntry, type MappingEntry } from './dictionary';
import { OTHER } from './flamebearer';
import { smallestKept } from './functionTree';
import { totalsOf, type MergedStacks } from './mergedStacks';
import type { ProfileTypeInfo } from './querier';
import type { Location } from './symbols';
import { WireWriter } from './wireWriter';

/** Pyroscope's own constant, whatever the period was. */
const PERIOD = 1_000_000_000;

/** What stands for frames that were cut. */
const CUT: Location = {
  mapping: { filename: '', buildId: '' },
  address: '',
  lines: [{ function: { name: OTHER, systemName: OTHER, filename: '', startLine: 0 }, line: 0 }],
};

/**
 * Summed stacks as an uncompressed pprof of the one sample type, dated `end` (milliseconds since the epoch); no bytes
 * without any. It is written as it is met, without an object a sample: a server answers with it all day.
 *
 * @param maxNodes - with more locations in the call tree, the smallest are cut from the stacks' leaf ends and stand
 *   as `other`; 0 keeps everything
 */
export function toPprof(
  merged: MergedStacks,
  { type, end, maxNodes }: { type: ProfileTypeInfo; end: number; maxNodes: number }
): Uint8Array {
  const samples = truncate(merged, maxNodes);
  if (samples.length === 0) {
    return new Uint8Array();
  }
  const writer = new PprofWriter(merged);
  writer.valueType(1, type.sampleType, type.sampleUnit);
  samples.forEach((sample) => writer.sample(sample));
  writer.valueType(11, type.periodType, type.periodUnit);
  return writer.finish(end, type.sampleType);
}

interface CutStack {
  stack: number;
  /** Whether `other` stands for what was cut off. */
  isCut: boolean;
  value: number;
}

function truncate(merged: MergedStacks, maxNodes: number): CutStack[] {
  const { tree, self } = merged;
  const totals = totalsOf(merged);
  const min = smallestKept(
    totals.subarray(1).filter((total) => total > 0),
    maxNodes
  );
  // By stack, and whether it was cut there.
  const samples = new Map<number, CutStack>();
  for (let stack = 1; stack < self.length; stack++) {
    if (!(self[stack] > 0)) {
      continue;
    }
    let kept = stack;
    while (kept !== 0 && totals[kept] < min) {
      kept = tree.parents[kept];
    }
    const isCut = kept !== stack;
    const key = kept * 2 + (isCut ? 1 : 0);
    const sample = samples.get(key) ?? { stack: kept, isCut, value: 0 };
    sample.value += self[stack];
    samples.set(key, sample);
  }
  return [...samples.values()];
}

/**
 * Writes a google.v1.Profile (https://github.com/google/pprof/blob/main/proto/profile.proto). Entries that samples refer
 * to have ids from 1 in the order they are met.
 */
class PprofWriter {
  private readonly profile = new WireWriter();
  /** What stands behind the samples. */
  private readonly entries = new WireWriter();
  private readonly entry = new WireWriter();
  private readonly line = new WireWriter();
  private readonly message = new WireWriter();
  private readonly numbers = new WireWriter();
  private readonly texts = new Map([['', 0]]);
  private readonly functionIds = new EntryIds<FunctionEntry>();
  private readonly mappingIds = new EntryIds<MappingEntry>();
  /** By location, 0 where it was not met yet; the last is `other`. */
  private readonly locationIds: Int32Array;
  private locationCount = 0;

  constructor(private readonly merged: MergedStacks) {
    this.locationIds = new Int32Array(merged.locations.length + 1);
  }

  valueType(field: number, type: string, unit: string): void {
    this.profile.block(field, this.message.number(1, this.text(type)).number(2, this.text(unit)).taken());
  }

  /** Its locations from the leaf on. */
  sample({ stack, isCut, value }: CutStack): void {
    const { numbers, message } = this;
    const { parents, keys } = this.merged.tree;
    if (isCut) {
      numbers.varint(this.locationId(this.merged.locations.length));
    }
    for (let node = stack; node !== 0; node = parents[node]) {
      numbers.varint(this.locationId(keys[node]));
    }
    message.block(1, numbers.taken());
    this.profile.block(2, message.block(2, numbers.varint(value).taken()).taken());
  }

  finish(end: number, defaultSampleType: string): Uint8Array {
    const { profile } = this;
    profile.append(this.entries.taken());
    const type = this.text(defaultSampleType);
    for (const text of this.texts.keys()) {
      profile.text(6, text);
    }
    profile
      .number(9, BigInt(end) * BigInt(1_000_000))
      .number(12, PERIOD)
      .number(14, type);
    return profile.taken().slice();
  }

  private locationId(location: number): number {
    const known = this.locationIds[location];
    if (known > 0) {
      return known;
    }
    const id = ++this.locationCount;
    this.locationIds[location] = id;
    const { mapping, address, lines } = this.merged.locations[location] ?? CUT;
    const mappingId = this.mappingId(mapping);
    const ids = lines.map((line) => this.functionId(line.function));
    this.entry.number(1, id).number(2, mappingId);
    if (address) {
      this.entry.number(3, BigInt(`0x${address}`));
    }
    lines.forEach(({ line }, i) => this.entry.block(4, this.line.number(1, ids[i]).number(2, line).taken()));
    this.entries.block(4, this.entry.taken());
    return id;
  }

  private functionId(entry: FunctionEntry): number {
    const { name, systemName, filename, startLine } = entry;
    return this.functionIds.of(entry, [name, systemName, filename, startLine], (id) =>
      this.entries.block(
        5,
        this.entry
          .number(1, id)
          .number(2, this.text(name))
          .number(3, this.text(systemName))
          .number(4, this.text(filename))
          .number(5, startLine)
          .taken()
      )
    );
  }

  private mappingId(entry: MappingEntry): number {
    const { filename, buildId } = entry;
    return this.mappingIds.of(entry, [filename, buildId], (id) =>
      this.entries.block(
        3,
        this.entry
          .number(1, id)
          .number(5, this.text(filename))
          .number(6, this.text(buildId))
          // A mapping of none says nothing of itself.
          .number(7, filename === '' ? 0 : 1)
          .taken()
      )
    );
  }

  private text(text: string): number {
    const index = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, index);
    return index;
  }
}

/** Entries are read once and asked for again and again. */
const keys = new WeakMap<object, string>();

/** Ids from 1, of entries with the same content one: of different blocks, or read anew. */
class EntryIds<Entry extends object> {
  /** Locations share their entries, and content costs a text to compare. */
  private readonly byEntry = new Map<Entry, number>();
  private readonly byContent = new Map<string, number>();

  /** @param write - called when there was none of this content */
  of(entry: Entry, content: ReadonlyArray<string | number>, write: (id: number) => void): number {
    let id = this.byEntry.get(entry);
    if (id === undefined) {
      const key = keys.get(entry) ?? keyOf(content);
      keys.set(entry, key);
      id = this.byContent.get(key) ?? this.byContent.size + 1;
      this.byEntry.set(entry, id);
      if (id > this.byContent.size) {
        this.byContent.set(key, id);
        write(id);
      }
    }
    return id;
  }
}
