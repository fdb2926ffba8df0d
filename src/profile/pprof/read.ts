import { ProfileInputError } from '../model';
import {
  PprofLimitError,
  type PprofColumns,
  type PprofLimits,
  type PprofOptions,
  type Samples,
  type ValueType,
} from './columns';
import { Doubles, Integers } from '../growing';
import { Positions } from './positions';
import { drained } from '../steps';
import { StringTable } from './strings';
import { BYTES, notPprof, VARINT, Wire } from './wire';

/** How many bytes or samples are handled between two pauses: about a millisecond's work. */
const BYTES_A_SLICE = 1 << 18;
const SAMPLES_A_SLICE = 1 << 13;

const NO_LIMITS: PprofLimits = {
  bytes: Infinity,
  sampleTypes: Infinity,
  samples: Infinity,
  functions: Infinity,
  labels: Infinity,
  locationLines: Infinity,
  depth: Infinity,
  stringBytes: Infinity,
};

/**
 * Reads a pprof (uncompressed protobuf) into columns: one pass over the bytes, no object a sample.
 * @throws {ProfileInputError} `bad-pprof`, `pprof-limit`
 */
export function readPprof(bytes: Uint8Array, options: PprofOptions = {}): PprofColumns {
  return drained(readPprofInSteps(bytes, options));
}

/** `readPprof` that pauses every millisecond or so, for a thread that has other things to do. */
export function readPprofInSteps(bytes: Uint8Array, options: PprofOptions = {}): Generator<void, PprofColumns> {
  return new PprofReader(bytes, options).read();
}

/** Sample s owns the locations, values and labels from start[s] to start[s + 1]. */
const noSamples = (bytes: number) => ({
  locationStart: new Integers(),
  // Most of a large pprof is these. Each has a byte at least, so that they never grow, which would take long at once.
  location: new Integers(bytes),
  valueStart: new Integers(),
  value: new Doubles(),
  labelStart: new Integers(),
});

class PprofReader {
  readonly #bytes: Uint8Array;
  readonly #wire: Wire;
  readonly #tolerant: boolean;
  readonly #numberFunctions: boolean;
  readonly #limits: PprofLimits;

  readonly #sampleTypes: ValueType[] = [];
  #periodType: ValueType = { type: 0, unit: 0 };
  #period = 0;
  #timeNanos = BigInt(0);
  #durationNanos = BigInt(0);
  #defaultSampleType = 0;
  #dropFrames = 0;
  #keepFrames = 0;

  /** Begin and end of each string in the input. */
  readonly #strings = { begin: new Integers(), end: new Integers() };
  readonly #mappings = { id: new Integers(), filename: new Integers(), buildId: new Integers() };
  readonly #functions = {
    id: new Integers(),
    name: new Integers(),
    systemName: new Integers(),
    filename: new Integers(),
    startLine: new Doubles(),
  };
  readonly #locations = {
    id: new Integers(),
    mapping: new Integers(),
    addressLow: new Integers(),
    addressHigh: new Integers(),
    lineStart: new Integers(),
    lineFunction: new Integers(),
    line: new Doubles(),
  };
  readonly #samples: ReturnType<typeof noSamples>;
  readonly #labels = { key: new Integers(), text: new Integers(), number: new Doubles(), unit: new Integers() };
  readonly #lost = { wrongValueCount: 0, negativeValue: 0, brokenStack: 0, cutStacks: 0, cutStrings: 0 };

  #stringCount = 0;
  /** What stands for a string that is missing. */
  #emptyString = 0;

  constructor(bytes: Uint8Array, { tolerant = false, numberFunctions = false, limits }: PprofOptions) {
    this.#bytes = bytes;
    this.#wire = new Wire(bytes);
    this.#samples = noSamples(bytes.length);
    this.#tolerant = tolerant;
    this.#numberFunctions = numberFunctions;
    this.#limits = { ...NO_LIMITS, ...limits };
  }

  *read(): Generator<void, PprofColumns> {
    const end = this.#bytes.length;
    this.#checkLimit(end, 'bytes', 'bytes');
    if (end === 0) {
      throw notPprof('it is empty');
    }
    const wire = this.#wire;
    for (let pause = BYTES_A_SLICE; wire.at < end;) {
      wire.tag(end);
      this.#field(end);
      if (wire.at >= pause) {
        pause = wire.at + BYTES_A_SLICE;
        yield;
      }
    }
    return yield* this.#resolve();
  }

  #field(end: number): void {
    const wire = this.#wire;
    switch (wire.field) {
      case 1:
        this.#checkLimit(this.#sampleTypes.length + 1, 'sampleTypes', 'sample types');
        this.#sampleTypes.push(this.#valueType(this.#message(end)));
        break;
      case 2:
        this.#sample(this.#message(end));
        break;
      case 3:
        this.#mapping(this.#message(end));
        break;
      case 4:
        this.#location(this.#message(end));
        break;
      case 5:
        this.#function(this.#message(end));
        break;
      case 6:
        this.#string(this.#message(end));
        break;
      case 7:
        this.#dropFrames = this.#index(end);
        break;
      case 8:
        this.#keepFrames = this.#index(end);
        break;
      case 9:
        wire.expect(VARINT);
        this.#timeNanos = wire.bigint(end);
        break;
      case 10:
        wire.expect(VARINT);
        this.#durationNanos = wire.bigint(end);
        break;
      case 11:
        this.#periodType = this.#valueType(this.#message(end));
        break;
      case 12:
        this.#period = this.#int64(end);
        break;
      case 14:
        this.#defaultSampleType = this.#index(end);
        break;
      default:
        wire.skip(end);
    }
  }

  #valueType(end: number): ValueType {
    const wire = this.#wire;
    const found = { type: 0, unit: 0 };
    while (wire.at < end) {
      wire.tag(end);
      if (wire.field === 1) {
        found.type = this.#index(end);
      } else if (wire.field === 2) {
        found.unit = this.#index(end);
      } else {
        wire.skip(end);
      }
    }
    return found;
  }

  #sample(end: number): void {
    const wire = this.#wire;
    const { location, locationStart, value, valueStart, labelStart } = this.#samples;
    const labels = this.#labels.key.length;
    this.#checkLimit(locationStart.length + 1, 'samples', 'samples');
    locationStart.push(location.length);
    valueStart.push(value.length);
    labelStart.push(labels);
    while (wire.at < end) {
      wire.tag(end);
      switch (wire.field) {
        case 1:
          wire.ids(this.#numbers(end), location);
          break;
        case 2:
          for (const stop = this.#numbers(end); wire.at < stop;) {
            value.push(wire.int64(stop));
          }
          break;
        case 3:
          this.#checkLimit(this.#labels.key.length - labels + 1, 'labels', 'labels on a sample');
          this.#label(this.#message(end));
          break;
        default:
          wire.skip(end);
      }
    }
  }

  #label(end: number): void {
    const wire = this.#wire;
    let [key, text, number, unit] = [0, 0, 0, 0];
    while (wire.at < end) {
      wire.tag(end);
      switch (wire.field) {
        case 1:
          key = this.#index(end);
          break;
        case 2:
          text = this.#index(end);
          break;
        case 3:
          number = this.#int64(end);
          break;
        case 4:
          unit = this.#index(end);
          break;
        default:
          wire.skip(end);
      }
    }
    this.#labels.key.push(key);
    this.#labels.text.push(text);
    this.#labels.number.push(number);
    this.#labels.unit.push(unit);
  }

  #mapping(end: number): void {
    const wire = this.#wire;
    let [id, filename, buildId] = [0, 0, 0];
    while (wire.at < end) {
      wire.tag(end);
      switch (wire.field) {
        case 1:
          id = this.#id(end);
          break;
        case 5:
          filename = this.#index(end);
          break;
        case 6:
          buildId = this.#index(end);
          break;
        default:
          wire.skip(end);
      }
    }
    this.#mappings.id.push(id);
    this.#mappings.filename.push(filename);
    this.#mappings.buildId.push(buildId);
  }

  #location(end: number): void {
    const wire = this.#wire;
    const { lineStart, lineFunction } = this.#locations;
    const lines = lineFunction.length;
    let [id, mapping, addressLow, addressHigh] = [0, 0, 0, 0];
    while (wire.at < end) {
      wire.tag(end);
      switch (wire.field) {
        case 1:
          id = this.#id(end);
          break;
        case 2:
          mapping = this.#id(end);
          break;
        case 3:
          wire.expect(VARINT);
          wire.varint(end);
          addressLow = wire.low;
          addressHigh = wire.high;
          break;
        case 4:
          this.#checkLimit(lineFunction.length - lines + 1, 'locationLines', 'lines at a location');
          this.#line(this.#message(end));
          break;
        default:
          wire.skip(end);
      }
    }
    this.#locations.id.push(id);
    this.#locations.mapping.push(mapping);
    this.#locations.addressLow.push(addressLow);
    this.#locations.addressHigh.push(addressHigh);
    lineStart.push(lines);
  }

  #line(end: number): void {
    const wire = this.#wire;
    let [functionId, line] = [0, 0];
    while (wire.at < end) {
      wire.tag(end);
      if (wire.field === 1) {
        functionId = this.#id(end);
      } else if (wire.field === 2) {
        line = this.#int64(end);
      } else {
        wire.skip(end);
      }
    }
    this.#locations.lineFunction.push(functionId);
    this.#locations.line.push(line);
  }

  #function(end: number): void {
    const wire = this.#wire;
    let [id, name, systemName, filename, startLine] = [0, 0, 0, 0, 0];
    while (wire.at < end) {
      wire.tag(end);
      switch (wire.field) {
        case 1:
          id = this.#id(end);
          break;
        case 2:
          name = this.#index(end);
          break;
        case 3:
          systemName = this.#index(end);
          break;
        case 4:
          filename = this.#index(end);
          break;
        case 5:
          startLine = this.#int64(end);
          break;
        default:
          wire.skip(end);
      }
    }
    this.#checkLimit(this.#functions.id.length + 1, 'functions', 'functions');
    this.#functions.id.push(id);
    this.#functions.name.push(name);
    this.#functions.systemName.push(systemName);
    this.#functions.filename.push(filename);
    this.#functions.startLine.push(startLine);
  }

  #string(end: number): void {
    const limit = this.#limits.stringBytes;
    const length = end - this.#wire.at;
    if (!this.#tolerant) {
      this.#checkLimit(length, 'stringBytes', 'bytes in a name');
    } else if (length > limit) {
      this.#lost.cutStrings++;
    }
    this.#strings.begin.push(Math.max(end - limit, this.#wire.at));
    this.#strings.end.push(end);
    this.#wire.at = end;
  }

  /** Goes into the message in the field just met; returns its end. */
  #message(end: number): number {
    this.#wire.expect(BYTES);
    return this.#wire.content(end);
  }

  /** Goes to repeated numbers, which are packed or one alone; returns their end. */
  #numbers(end: number): number {
    if (this.#wire.type === BYTES) {
      return this.#wire.content(end);
    }
    this.#wire.expect(VARINT);
    return this.#wire.varintEnd(end);
  }

  #id(end: number): number {
    this.#wire.expect(VARINT);
    return this.#wire.id(end);
  }

  #index(end: number): number {
    this.#wire.expect(VARINT);
    return this.#wire.index(end);
  }

  #int64(end: number): number {
    this.#wire.expect(VARINT);
    return this.#wire.int64(end);
  }

  #checkLimit(count: number, limit: keyof PprofLimits, noun: string): void {
    if (count > this.#limits[limit]) {
      throw new PprofLimitError(limit, `The pprof has more than ${this.#limits[limit]} ${noun}.`);
    }
  }

  /** Follows the references, which point forward in most files. */
  *#resolve(): Generator<void, PprofColumns> {
    const strings = this.#stringTable();
    const mappings = this.#positions('mapping', this.#mappings.id.view());
    const functionIds = this.#functions.id.view();
    if (this.#numberFunctions && functionIds.every((id) => id === 0)) {
      functionIds.forEach((_, position) => (functionIds[position] = position + 1));
    }
    const functions = this.#positions('function', functionIds);
    const { mapping, lineFunction, line } = this.#locations;
    const lineStart = this.#closed(this.#locations.lineStart, lineFunction.length);
    const broken = this.#resolveLocations(lineStart, mappings, functions);
    const locations = this.#positions('location', this.#locations.id.view());
    const samples = yield* this.#resolveSamples(locations, broken, lineStart);
    return {
      strings,
      sampleTypes: this.#sampleTypes.map((type) => this.#checkedType(type)),
      periodType: this.#checkedType(this.#periodType),
      period: this.#period,
      timeNanos: this.#timeNanos,
      durationNanos: this.#durationNanos,
      defaultSampleType: this.#checkedText(this.#defaultSampleType),
      dropFrames: this.#checkedText(this.#dropFrames),
      keepFrames: this.#checkedText(this.#keepFrames),
      mappings: {
        filename: this.#checkedTexts(this.#mappings.filename),
        buildId: this.#checkedTexts(this.#mappings.buildId),
      },
      functions: {
        name: this.#checkedTexts(this.#functions.name),
        systemName: this.#checkedTexts(this.#functions.systemName),
        filename: this.#checkedTexts(this.#functions.filename),
        startLine: this.#functions.startLine.view(),
      },
      locations: {
        length: mapping.length,
        mapping: mapping.view(),
        address: this.#addresses(),
        lineStart,
        lineFunction: lineFunction.view(),
        line: line.view(),
      },
      samples,
      lost: this.#lost,
      rounded: this.#wire.rounded,
    };
  }

  /** Copies the names out of the input, which need not be kept for them. */
  #stringTable(): StringTable {
    const begin = this.#strings.begin.view();
    const end = this.#strings.end.view();
    this.#emptyString = begin.findIndex((from, index) => from === end[index]);
    if (this.#emptyString !== 0 && !this.#tolerant) {
      throw notPprof('its string table does not begin with the empty string');
    }
    const isAdded = this.#emptyString < 0;
    if (isAdded) {
      this.#emptyString = begin.length;
    }
    this.#stringCount = begin.length + (isAdded ? 1 : 0);
    const ends = new Int32Array(this.#stringCount);
    let length = 0;
    begin.forEach((from, index) => (ends[index] = length += end[index] - from));
    ends[this.#emptyString] = isAdded ? length : ends[this.#emptyString];
    const bytes = new Uint8Array(length);
    begin.forEach((from, index) => bytes.set(this.#bytes.subarray(from, end[index]), index && ends[index - 1]));
    return new StringTable(bytes, ends);
  }

  #checkedText(index: number): number {
    if (index >= 0 && index < this.#stringCount) {
      return index;
    }
    if (!this.#tolerant) {
      throw lacks(`string ${index < 0 ? 'of so high a number' : index}`);
    }
    return this.#emptyString;
  }

  #checkedTexts(column: Integers): Int32Array {
    const indices = column.view();
    for (let i = 0; i < indices.length; i++) {
      indices[i] = this.#checkedText(indices[i]);
    }
    return indices;
  }

  #checkedType({ type, unit }: ValueType): ValueType {
    return { type: this.#checkedText(type), unit: this.#checkedText(unit) };
  }

  #positions(kind: 'mapping' | 'function' | 'location', ids: Int32Array): Positions {
    // A mapping of id 0 cannot be referred to: 0 says that there is none.
    if (ids.includes(0) && (kind !== 'mapping' || !this.#tolerant)) {
      throw notPprof(`${kind} id is 0`);
    }
    const positions = new Positions(ids);
    if (positions.duplicate !== undefined && !this.#tolerant) {
      throw notPprof(`${kind} ${this.#wire.idText(ids[positions.duplicate])} is there twice`);
    }
    return positions;
  }

  /** Turns ids into positions. Returns 1 for each location that refers to what is missing. */
  #resolveLocations(lineStart: Int32Array, mappings: Positions, functions: Positions): Uint8Array {
    const mapping = this.#locations.mapping.view();
    const lineFunction = this.#locations.lineFunction.view();
    const broken = new Uint8Array(mapping.length);
    for (let location = 0; location < mapping.length; location++) {
      const id = mapping[location];
      mapping[location] = id === 0 ? -1 : mappings.find(id);
      if (id !== 0 && mapping[location] < 0 && this.#tolerant) {
        // To `go tool pprof` it has none; Pyroscope leaves the sample out.
        broken[location] = 1;
      }
      for (let line = lineStart[location]; line < lineStart[location + 1]; line++) {
        const position = functions.find(lineFunction[line]);
        if (position < 0 && !this.#tolerant) {
          throw lacks(`function ${this.#wire.idText(lineFunction[line])}`);
        }
        broken[location] ||= position < 0 ? 1 : 0;
        lineFunction[line] = position;
      }
    }
    return broken;
  }

  #addresses(): BigUint64Array {
    const low = this.#locations.addressLow.view();
    const high = this.#locations.addressHigh.view();
    const addresses = new BigUint64Array(low.length);
    for (let location = 0; location < low.length; location++) {
      if (low[location] !== 0 || high[location] !== 0) {
        addresses[location] = (BigInt(high[location] >>> 0) << BigInt(32)) | BigInt(low[location] >>> 0);
      }
    }
    return addresses;
  }

  /** Starts with the end of the last one behind them. */
  #closed(starts: Integers, end: number): Int32Array {
    const closed = new Int32Array(starts.length + 1);
    closed.set(starts.view());
    closed[starts.length] = end;
    return closed;
  }

  /** Drops and cuts what the options say, moving the rest together in place. */
  *#resolveSamples(locations: Positions, broken: Uint8Array, lineStart: Int32Array): Generator<void, Samples> {
    const types = this.#sampleTypes.length;
    const value = this.#samples.value.view();
    const valueStart = this.#closed(this.#samples.valueStart, value.length);
    const location = this.#samples.location.view();
    const locationStart = this.#closed(this.#samples.locationStart, location.length);
    const labels = this.#labels;
    const labelColumns = [labels.key.view(), labels.text.view(), labels.number.view(), labels.unit.view()];
    const labelStart = this.#closed(this.#samples.labelStart, labels.key.length);
    const count = valueStart.length - 1;
    const complete = this.#countComplete(valueStart);
    const values = this.#sampleTypes.map(() => new Float64Array(complete));
    let [kept, keptLocations, keptLabels] = [0, 0, 0];
    for (let sample = 0; sample < count; sample++) {
      if (sample % SAMPLES_A_SLICE === SAMPLES_A_SLICE - 1) {
        yield;
      }
      const from = locationStart[sample];
      const to = locationStart[sample + 1];
      const firstLabel = labelStart[sample];
      const lastLabel = labelStart[sample + 1];
      const firstValue = valueStart[sample];
      if (valueStart[sample + 1] - firstValue !== types) {
        continue;
      }
      if (this.#tolerant && this.#hasNegative(value, firstValue, firstValue + types)) {
        this.#lost.negativeValue++;
        continue;
      }
      if (!this.#follow(location, from, to, locations, broken)) {
        this.#lost.brokenStack++;
        continue;
      }
      locationStart[kept] = keptLocations;
      labelStart[kept] = keptLabels;
      for (let type = 0; type < types; type++) {
        values[type][kept] = value[firstValue + type];
      }
      const first = this.#firstKept(location, from, to, lineStart);
      if (first !== keptLocations) {
        location.copyWithin(keptLocations, first, to);
      }
      keptLocations += to - first;
      for (let i = firstLabel; i < lastLabel; i++, keptLabels++) {
        labelColumns.forEach((column) => (column[keptLabels] = column[i]));
      }
      kept++;
    }
    locationStart[kept] = keptLocations;
    labelStart[kept] = keptLabels;
    labels.key.length = labels.text.length = labels.number.length = labels.unit.length = keptLabels;
    return {
      length: kept,
      locationStart: locationStart.subarray(0, kept + 1),
      location: location.subarray(0, keptLocations),
      values: values.map((column) => column.subarray(0, kept)),
      labelStart: labelStart.subarray(0, kept + 1),
      labels: {
        key: this.#checkedTexts(labels.key),
        text: this.#checkedTexts(labels.text),
        number: labels.number.view(),
        unit: this.#checkedTexts(labels.unit),
      },
    };
  }

  /** How many samples have a value for each sample type. */
  #countComplete(valueStart: Int32Array): number {
    const types = this.#sampleTypes.length;
    let complete = 0;
    for (let sample = 1; sample < valueStart.length; sample++) {
      const values = valueStart[sample] - valueStart[sample - 1];
      if (values === types) {
        complete++;
      } else if (!this.#tolerant) {
        throw new ProfileInputError(
          'bad-pprof',
          `The pprof has a sample with ${values} values for ${types} sample types.`
        );
      }
    }
    this.#lost.wrongValueCount = valueStart.length - 1 - complete;
    return complete;
  }

  #hasNegative(value: Float64Array, from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      if (value[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /** Turns a stack's ids into positions; false where one is missing or refers to what is. */
  #follow(location: Int32Array, from: number, to: number, locations: Positions, broken: Uint8Array): boolean {
    for (let i = from; i < to; i++) {
      const position = locations.find(location[i]);
      if (position < 0 && !this.#tolerant) {
        throw lacks(`location ${this.#wire.idText(location[i])}`);
      }
      if (position < 0 || broken[position] === 1) {
        return false;
      }
      location[i] = position;
    }
    return true;
  }

  /** The leaf-most location of a stack that the limit of depth leaves. */
  #firstKept(location: Int32Array, from: number, to: number, lineStart: Int32Array): number {
    if (this.#limits.depth === Infinity) {
      return from;
    }
    let depth = 0;
    for (let i = to - 1; i >= from; i--) {
      // A location without lines is one frame.
      depth += Math.max(1, lineStart[location[i] + 1] - lineStart[location[i]]);
      if (depth > this.#limits.depth) {
        this.#lost.cutStacks++;
        return i + 1;
      }
    }
    return from;
  }
}

function lacks(what: string): ProfileInputError {
  return new ProfileInputError('bad-pprof', `The pprof has no ${what}.`);
}
