import { drained } from '../steps';
import { BYTES, notPprof, VARINT, Wire } from './wire';

/** So much is gone over between two pauses. */
const BYTES_A_SLICE = 1 << 20;

/** What a pprof says of itself. Times in milliseconds; 0 where it does not say. */
export interface PprofHead {
  readonly sampleTypes: ReadonlyArray<{ readonly type: string; readonly unit: string }>;
  readonly periodType: { readonly type: string; readonly unit: string };
  /** What the file wants to be shown first: the name of a sample type, or empty. */
  readonly defaultType: string;
  readonly timeMs: number;
  readonly durationMs: number;
  /** whether a text, such as a function's name, is among its strings: O(their number) */
  hasString(text: string): boolean;
}

/**
 * Reads what a pprof holds without reading its samples: it goes over each message and string, O(their number).
 * @throws {ProfileInputError} not a pprof, or cut off
 */
export function readPprofHead(bytes: Uint8Array): PprofHead {
  return drained(pprofHeadInSteps(bytes));
}

/** `readPprofHead` in steps. */
export function* pprofHeadInSteps(bytes: Uint8Array): Generator<void, PprofHead> {
  const end = bytes.length;
  const wire = new Wire(bytes);
  if (end === 0) {
    throw notPprof('it is empty');
  }
  const sampleTypes: Array<[number, number]> = [];
  let periodType: [number, number] = [0, 0];
  let defaultType = 0;
  let timeMs = 0;
  let durationMs = 0;
  /** Where each string begins and ends. */
  const strings: Array<[number, number]> = [];
  for (let pause = BYTES_A_SLICE; wire.at < end;) {
    if (wire.at >= pause) {
      pause = wire.at + BYTES_A_SLICE;
      yield;
    }
    wire.tag(end);
    switch (wire.field) {
      case 1:
        sampleTypes.push(valueType(wire, end));
        break;
      case 6: {
        wire.expect(BYTES);
        const to = wire.content(end);
        strings.push([wire.at, to]);
        wire.at = to;
        break;
      }
      case 9:
        wire.expect(VARINT);
        timeMs = wire.int64(end) / 1e6;
        break;
      case 10:
        wire.expect(VARINT);
        durationMs = wire.int64(end) / 1e6;
        break;
      case 11:
        periodType = valueType(wire, end);
        break;
      case 14:
        wire.expect(VARINT);
        defaultType = wire.index(end);
        break;
      default:
        wire.skip(end);
    }
  }
  if (sampleTypes.length === 0) {
    throw notPprof('it has no sample type');
  }
  const decoder = new TextDecoder();
  const text = (index: number) => {
    const [from, to] = strings[index] ?? [0, 0];
    return decoder.decode(bytes.subarray(from, to));
  };
  const named = ([type, unit]: [number, number]) => ({ type: text(type), unit: text(unit) });
  const hasString = (sought: string) => {
    const wanted = new TextEncoder().encode(sought);
    return strings.some(
      ([from, to]) => to - from === wanted.length && wanted.every((byte, i) => bytes[from + i] === byte)
    );
  };
  return {
    sampleTypes: sampleTypes.map(named),
    periodType: named(periodType),
    defaultType: text(defaultType),
    ...{ timeMs, durationMs, hasString },
  };
}

function valueType(wire: Wire, outerEnd: number): [number, number] {
  wire.expect(BYTES);
  const end = wire.content(outerEnd);
  let type = 0;
  let unit = 0;
  while (wire.at < end) {
    wire.tag(end);
    if (wire.field === 1 && wire.type === VARINT) {
      type = wire.index(end);
    } else if (wire.field === 2 && wire.type === VARINT) {
      unit = wire.index(end);
    } else {
      wire.skip(end);
    }
  }
  return [type, unit];
}
