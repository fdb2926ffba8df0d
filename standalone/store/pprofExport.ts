import {
  Function,
  Line,
  Location,
  Mapping,
  Profile,
  Sample,
  StringTable,
  ValueType,
  type LocationInput,
} from 'pprof-format';

import { keyOf, type FunctionEntry, type MappingEntry } from './dictionary';
import { OTHER } from './flamebearer';
import { smallestKept } from './functionTree';
import { totalsOf, type MergedStacks } from './mergedStacks';
import type { ProfileTypeInfo } from './querier';

/** Pyroscope's own constant, whatever the period was. */
const PERIOD = 1_000_000_000;

/**
 * Summed stacks as an uncompressed pprof of the one sample type, dated `end` (milliseconds since the epoch); no bytes
 * without any.
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
  const builder = new PprofBuilder(merged);
  const sampleType = builder.valueType(type.sampleType, type.sampleUnit);
  return new Profile({
    sampleType: [sampleType],
    sample: samples.map(
      ({ stack, isCut, value }) => new Sample({ locationId: builder.locationsOf(stack, isCut), value: [value] })
    ),
    mapping: builder.mappings,
    location: builder.locations,
    function: builder.functions,
    stringTable: builder.strings,
    timeNanos: BigInt(end) * BigInt(1_000_000),
    periodType: builder.valueType(type.periodType, type.periodUnit),
    period: PERIOD,
    defaultSampleType: sampleType.type,
  }).encode();
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
  const samples = new Map<string, CutStack>();
  for (let stack = 1; stack < self.length; stack++) {
    if (!(self[stack] > 0)) {
      continue;
    }
    let kept = stack;
    while (kept !== 0 && totals[kept] < min) {
      kept = tree.parents[kept];
    }
    const isCut = kept !== stack;
    const key = `${kept}${isCut}`;
    const sample = samples.get(key) ?? { stack: kept, isCut, value: 0 };
    sample.value += self[stack];
    samples.set(key, sample);
  }
  return [...samples.values()];
}

/** Collects the entries that samples refer to, with ids from 1 in the order they are met. */
class PprofBuilder {
  readonly strings = new StringTable();
  readonly functions: Function[] = [];
  readonly mappings: Mapping[] = [];
  readonly locations: Location[] = [];
  private readonly functionIds = new Map<string, number>();
  private readonly mappingIds = new Map<string, number>();
  private readonly locationIds = new Map<number, number>();

  constructor(private readonly merged: MergedStacks) {}

  valueType(type: string, unit: string): ValueType {
    return new ValueType({ type: this.text(type), unit: this.text(unit) });
  }

  /** Leaf first. */
  locationsOf(stack: number, isCut: boolean): number[] {
    const { parents, keys } = this.merged.tree;
    const ids = isCut ? [this.other()] : [];
    for (let node = stack; node !== 0; node = parents[node]) {
      ids.push(this.location(keys[node]));
    }
    return ids;
  }

  private other(): number {
    return intern(this.locationIds, -1, () => {
      const name = this.text(OTHER);
      const functionId = this.functions.length + 1;
      this.functions.push(new Function({ id: functionId, name, systemName: name }));
      return this.addLocation({
        mappingId: this.mapping({ filename: '', buildId: '' }),
        line: [new Line({ functionId })],
      });
    });
  }

  private location(location: number): number {
    return intern(this.locationIds, location, () => {
      const { mapping, address, lines } = this.merged.locations[location];
      const line = lines.map((l) => new Line({ functionId: this.function(l.function), line: l.line }));
      const at = address ? { address: BigInt(`0x${address}`) } : {};
      return this.addLocation({ mappingId: this.mapping(mapping), ...at, line });
    });
  }

  private addLocation(location: LocationInput): number {
    return this.locations.push(new Location({ id: this.locations.length + 1, ...location }));
  }

  private function({ name, systemName, filename, startLine }: FunctionEntry): number {
    return intern(this.functionIds, keyOf([name, systemName, filename, startLine]), () => {
      return this.functions.push(
        new Function({
          id: this.functions.length + 1,
          name: this.text(name),
          systemName: this.text(systemName),
          filename: this.text(filename),
          startLine,
        })
      );
    });
  }

  private mapping({ filename, buildId }: MappingEntry): number {
    return intern(this.mappingIds, keyOf([filename, buildId]), () => {
      return this.mappings.push(
        new Mapping({
          id: this.mappings.length + 1,
          filename: this.text(filename),
          buildId: this.text(buildId),
          // A mapping of none says nothing of itself.
          hasFunctions: filename !== '',
        })
      );
    });
  }

  private text(text: string): number {
    return this.strings.dedup(text);
  }
}

function intern<Key>(ids: Map<Key, number>, key: Key, add: () => number): number {
  const id = ids.get(key) ?? add();
  ids.set(key, id);
  return id;
}
