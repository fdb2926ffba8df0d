import type { PprofColumns } from './columns';
import { UNKNOWN } from './profile';

/** Every source line that samples were taken in, each once. Lines of one name, file and number are one. */
export interface LineTable {
  readonly length: number;
  /** Of the function that the line is in. */
  readonly name: readonly string[];
  /** Empty where it is not known. */
  readonly file: readonly string[];
  /** From 1; 0 where it is not known. */
  readonly line: Float64Array;
  /** The value of samples that end in the line. */
  readonly self: Float64Array;
  /** The value of samples that contain the line, each counted once. */
  readonly total: Float64Array;
}

/**
 * Self and total of every line, as `go tool pprof -top -lines` has them. Locations without lines have none. O(frames).
 * @param column - of the sample types
 */
export function lineTable({ strings, functions, locations, samples }: PprofColumns, column: number): LineTable {
  const known = new Map<string, number>();
  const name: string[] = [];
  const file: string[] = [];
  const line: number[] = [];
  const entryOf = Int32Array.from(locations.lineFunction, (f, i) => {
    const texts = [strings.text(functions.name[f]) || UNKNOWN, strings.text(functions.filename[f])];
    const key = `${texts.join('\0')}\0${locations.line[i]}`;
    const entry = known.get(key) ?? name.length;
    if (entry === name.length) {
      known.set(key, entry);
      name.push(texts[0]);
      file.push(texts[1]);
      line.push(locations.line[i]);
    }
    return entry;
  });
  const self = new Float64Array(name.length);
  const total = new Float64Array(name.length);
  /** The sample that was last counted for a line. */
  const counted = new Int32Array(name.length).fill(-1);
  for (let sample = 0; sample < samples.length; sample++) {
    const value = samples.values[column][sample];
    const leaf = samples.locationStart[sample];
    for (let i = leaf; i < samples.locationStart[sample + 1]; i++) {
      const first = locations.lineStart[samples.location[i]];
      const last = locations.lineStart[samples.location[i] + 1];
      for (let l = first; l < last; l++) {
        const entry = entryOf[l];
        if (i === leaf && l === first) {
          self[entry] += value;
        }
        if (counted[entry] !== sample) {
          counted[entry] = sample;
          total[entry] += value;
        }
      }
    }
  }
  return { length: name.length, name, file, line: Float64Array.from(line), self, total };
}
