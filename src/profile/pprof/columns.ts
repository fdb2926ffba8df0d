import { ProfileInputError } from '../model';
import type { StringTable } from './strings';

/** Indices into the string table. */
export interface ValueType {
  readonly type: number;
  readonly unit: number;
}

/**
 * A pprof (https://github.com/google/pprof/blob/main/proto/profile.proto) as columns: an entry of a table is its
 * position, references are positions, texts are indices into `strings`. Entry i of what has a list of its own owns
 * `[start[i], start[i + 1])` of it.
 */
export interface PprofColumns {
  readonly strings: StringTable;
  readonly sampleTypes: readonly ValueType[];
  readonly periodType: ValueType;
  readonly period: number;
  /** Nanoseconds since the epoch; 0 where it has no time. */
  readonly timeNanos: bigint;
  readonly durationNanos: bigint;
  readonly defaultSampleType: number;
  /** Regular expressions for functions that `go tool pprof` leaves out with all that they call, and for those it does not. */
  readonly dropFrames: number;
  readonly keepFrames: number;
  readonly mappings: Mappings;
  readonly functions: Functions;
  readonly locations: Locations;
  readonly samples: Samples;
  /** What the limits and tolerance did. */
  readonly lost: Lost;
  /** Numbers beyond 2^53 that were rounded to the nearest double. */
  readonly rounded: number;
}

export interface Mappings {
  readonly filename: Int32Array;
  readonly buildId: Int32Array;
}

export interface Functions {
  readonly name: Int32Array;
  readonly systemName: Int32Array;
  readonly filename: Int32Array;
  readonly startLine: Float64Array;
}

export interface Locations {
  readonly length: number;
  /** -1 without one. */
  readonly mapping: Int32Array;
  readonly address: BigUint64Array;
  readonly lineStart: Int32Array;
  /** Of each line, the innermost inlined function first; -1 where it is missing, which no sample refers to. */
  readonly lineFunction: Int32Array;
  readonly line: Float64Array;
}

export interface Samples {
  readonly length: number;
  readonly locationStart: Int32Array;
  /** Of each stack, the leaf first. */
  readonly location: Int32Array;
  /** One column a sample type, signed. */
  readonly values: readonly Float64Array[];
  readonly labelStart: Int32Array;
  readonly labels: Labels;
}

/** A label has a text (`text` is not 0) or a number with its unit (0 without one). */
export interface Labels {
  readonly key: Int32Array;
  readonly text: Int32Array;
  readonly number: Float64Array;
  readonly unit: Int32Array;
}

export interface Lost {
  /** Samples left out, by reason. */
  readonly wrongValueCount: number;
  readonly negativeValue: number;
  /** Its location is missing, or has a mapping or a line whose function is missing. */
  readonly brokenStack: number;
  /** Stacks deeper than the limit, cut at their leaf's side. */
  readonly cutStacks: number;
  /** Strings longer than the limit, cut at their beginning. */
  readonly cutStrings: number;
}

/** Each is checked while reading, before more memory is taken. */
export interface PprofLimits {
  readonly bytes: number;
  readonly sampleTypes: number;
  readonly samples: number;
  readonly functions: number;
  /** Labels of one sample. */
  readonly labels: number;
  /** Lines of one location, which are its inlined functions. */
  readonly locationLines: number;
  /** Frames of one stack, inlined ones too; of deeper ones the locations nearest the root are kept. */
  readonly depth: number;
  /** Of one string. Strict: an error; tolerant: its end is kept, as Pyroscope does. */
  readonly stringBytes: number;
}

/** The pprof is beyond one of the limits; code `pprof-limit`. */
export class PprofLimitError extends ProfileInputError {
  constructor(
    readonly limit: keyof PprofLimits,
    message: string
  ) {
    super('pprof-limit', message);
  }
}

export interface PprofOptions {
  /**
   * Takes what Pyroscope takes: samples that break the rules are left out and counted, texts that are missing are
   * empty. Otherwise the first fault is an error.
   */
  readonly tolerant?: boolean;
  /** Where all functions have the id 0, as the .NET agent's, their positions (from 1) are their ids. */
  readonly numberFunctions?: boolean;
  readonly limits?: Partial<PprofLimits>;
}
