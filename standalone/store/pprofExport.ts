import type { Dictionary } from './dictionary';
import { OTHER } from './flamebearer';
import { smallestKept } from './functionTree';
import type { PprofProfile, ProfileTypeInfo } from './querier';

/** What Pyroscope says when nothing matches. */
const EMPTY: PprofProfile = { sampleType: [{}], stringTable: [''], periodType: {} };

/** Pyroscope's own constant, whatever the period was. */
const PERIOD = 1_000_000_000;

/**
 * Summed stacks as a pprof of the one sample type, dated `end` (milliseconds since the epoch).
 *
 * @param sums - value by stack id
 * @param maxNodes - with more locations in the call tree, the smallest are cut from the stacks' leaf ends and stand
 *   as `other`; 0 keeps everything
 */
export function toPprof(
  sums: Float64Array,
  dictionary: Dictionary,
  { type, end, maxNodes }: { type: ProfileTypeInfo; end: number; maxNodes: number }
): PprofProfile {
  const samples = truncate(sums, dictionary, maxNodes);
  if (samples.length === 0) {
    return EMPTY;
  }
  const builder = new PprofBuilder(dictionary);
  const sampleType = { type: builder.text(type.sampleType), unit: builder.text(type.sampleUnit) };
  return {
    sampleType: [sampleType],
    sample: samples.map(({ stack, isCut, value }) => ({
      locationId: builder.locationsOf(stack, isCut),
      value: [value],
    })),
    mapping: builder.mappings,
    location: builder.locations,
    function: builder.functions,
    stringTable: builder.strings,
    timeNanos: end * 1e6,
    periodType: { type: builder.text(type.periodType), unit: builder.text(type.periodUnit) },
    period: PERIOD,
    defaultSampleType: sampleType.type,
  };
}

interface Sample {
  stack: number;
  /** Whether `other` stands for what was cut off. */
  isCut: boolean;
  value: number;
}

function truncate(sums: Float64Array, { stacks }: Dictionary, maxNodes: number): Sample[] {
  const totals = sums.slice();
  for (let stack = totals.length - 1; stack > 0; stack--) {
    totals[stacks.parents[stack]] += totals[stack];
  }
  const min = smallestKept(
    totals.subarray(1).filter((total) => total > 0),
    maxNodes
  );
  const samples = new Map<string, Sample>();
  for (let stack = 1; stack < sums.length; stack++) {
    if (!(sums[stack] > 0)) {
      continue;
    }
    let kept = stack;
    while (kept !== 0 && totals[kept] < min) {
      kept = stacks.parents[kept];
    }
    const isCut = kept !== stack;
    const key = `${kept}${isCut}`;
    const sample = samples.get(key) ?? { stack: kept, isCut, value: 0 };
    sample.value += sums[stack];
    samples.set(key, sample);
  }
  return [...samples.values()];
}

/** Collects the entries that samples refer to, with ids from 1 in the order they are met. */
class PprofBuilder {
  readonly strings = [''];
  readonly functions: NonNullable<PprofProfile['function']> = [];
  readonly mappings: NonNullable<PprofProfile['mapping']> = [];
  readonly locations: NonNullable<PprofProfile['location']> = [];
  private readonly textIds = new Map([['', 0]]);
  private readonly functionIds = new Map<number, number>();
  private readonly mappingIds = new Map<number, number>();
  private readonly locationIds = new Map<number, number>();

  constructor(private readonly dictionary: Dictionary) {}

  text(text: string): number {
    return intern(this.textIds, text, () => this.strings.push(text) - 1);
  }

  /** Leaf first. */
  locationsOf(stack: number, isCut: boolean): number[] {
    const { parents, keys } = this.dictionary.stacks;
    const ids = isCut ? [this.other()] : [];
    for (let node = stack; node !== 0; node = parents[node]) {
      ids.push(this.location(keys[node]));
    }
    return ids;
  }

  private other(): number {
    return intern(this.locationIds, 0, () => {
      const name = this.text(OTHER);
      const functionId = this.functions.length + 1;
      this.functions.push({ id: functionId, name, systemName: name });
      return this.locations.push({ id: this.locations.length + 1, mappingId: this.mapping(0), line: [{ functionId }] });
    });
  }

  private location(location: number): number {
    return intern(this.locationIds, location, () => {
      const { mapping, address, lines } = this.dictionary.locations.get(location);
      const id = this.locations.length + 1;
      const line = lines.map((l) => ({ functionId: this.function(l.function), line: l.line }));
      const at = address ? { address: Number(`0x${address}`) } : {};
      return this.locations.push({ id, mappingId: this.mapping(mapping), ...at, line });
    });
  }

  private function(func: number): number {
    return intern(this.functionIds, func, () => {
      const { name, systemName, filename, startLine } = this.dictionary.functions.get(func);
      return this.functions.push({
        id: this.functions.length + 1,
        name: this.text(name),
        systemName: this.text(systemName),
        filename: this.text(filename),
        startLine,
      });
    });
  }

  private mapping(mapping: number): number {
    return intern(this.mappingIds, mapping, () => {
      const { filename, buildId } =
        mapping === 0 ? { filename: '', buildId: '' } : this.dictionary.mappings.get(mapping);
      return this.mappings.push({
        id: this.mappings.length + 1,
        filename: this.text(filename),
        buildId: this.text(buildId),
        hasFunctions: true,
      });
    });
  }
}

function intern<Key>(ids: Map<Key, number>, key: Key, add: () => number): number {
  const id = ids.get(key) ?? add();
  ids.set(key, id);
  return id;
}
