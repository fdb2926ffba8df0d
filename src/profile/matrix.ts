import { FrameKind, type Profile } from './model';
import { notLoadedValue } from './notLoaded';
import { symbolTable } from './table';

/** What is kept of one window's profile: its functions, without the call tree. */
export interface WindowTable {
  readonly names: readonly string[];
  /** by name, in the sample type's unit */
  readonly self: Float64Array;
  /** recursion counted once */
  readonly total: Float64Array;
  /** the profile's total */
  readonly whole: number;
  /** what was not loaded: each self and total may be more by as much */
  readonly cut: number;
}

/** O(n) */
export function windowTable(profile: Profile): WindowTable {
  const { names, kinds } = profile.frames;
  const { self, total, occurrences } = symbolTable(profile);
  const kept = Array.from(names.keys()).filter((s) => occurrences[s] > 0 && kinds[s] === FrameKind.function);
  return {
    names: kept.map((symbol) => names[symbol]),
    self: Float64Array.from(kept, (symbol) => self[symbol]),
    total: Float64Array.from(kept, (symbol) => total[symbol]),
    whole: profile.length > 0 ? profile.total[0] : 0,
    cut: notLoadedValue(profile),
  };
}

/** How much memory a table takes, in bytes; names are texts that the tables of a service share. */
export function bytesOf({ names }: WindowTable): number {
  return names.length * (8 + 8 + 8) + 64;
}

/** Milliseconds since the epoch; both ends belong to it, as the server counts. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Functions by windows. A value stands at `[row * columns + column]`. */
export interface WindowMatrix {
  readonly columns: number;
  /** one a column, the oldest first */
  readonly windows: readonly TimeWindow[];
  /** one a row */
  readonly names: readonly string[];
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly whole: Float64Array;
  readonly cut: Float64Array;
  /** 1 where the window was answered; the others hold nothing yet */
  readonly answered: Uint8Array;
}

/**
 * @param tables one a window; undefined where there is no answer
 * @param first rows that come first, whether a table has them or not. O(functions of all tables + rows x columns)
 */
export function matrixOf(
  windows: readonly TimeWindow[],
  tables: ReadonlyArray<WindowTable | undefined>,
  first: readonly string[] = []
): WindowMatrix {
  const columns = windows.length;
  const rowOf = new Map(Array.from(new Set(first), (name, row) => [name, row] as const));
  for (const table of tables) {
    for (const name of table?.names ?? []) {
      if (!rowOf.has(name)) {
        rowOf.set(name, rowOf.size);
      }
    }
  }
  const self = new Float64Array(rowOf.size * columns);
  const total = new Float64Array(rowOf.size * columns);
  tables.forEach((table, column) =>
    table?.names.forEach((name, i) => {
      const at = rowOf.get(name)! * columns + column;
      self[at] = table.self[i];
      total[at] = table.total[i];
    })
  );
  return {
    columns,
    windows,
    names: [...rowOf.keys()],
    self,
    total,
    whole: Float64Array.from(tables, (table) => table?.whole ?? 0),
    cut: Float64Array.from(tables, (table) => table?.cut ?? 0),
    answered: Uint8Array.from(tables, (table) => (table === undefined ? 0 : 1)),
  };
}

/** One function over the windows that were answered. */
export interface FunctionCourse {
  readonly windows: readonly TimeWindow[];
  readonly self: readonly number[];
  readonly total: readonly number[];
  readonly whole: readonly number[];
  /** how much more self and total may be */
  readonly cut: readonly number[];
}

/** All zero where no window has the function. */
export function courseOf(matrix: WindowMatrix, name: string): FunctionCourse {
  const { columns, windows, self, total, whole, cut, answered } = matrix;
  const row = matrix.names.indexOf(name);
  const shown = Array.from(windows.keys()).filter((column) => answered[column] === 1);
  const of = (values: Float64Array) => shown.map((column) => (row < 0 ? 0 : values[row * columns + column]));
  return {
    windows: shown.map((column) => windows[column]),
    self: of(self),
    total: of(total),
    whole: shown.map((column) => whole[column]),
    cut: shown.map((column) => cut[column]),
  };
}

/**
 * What parts leave of one function of a whole: at least what is there if all that was not loaded is the parts', and that
 * much more. Windows that not all have answered are left out. O(functions of all + windows x parts)
 * @param parts disjoint parts of the whole, of the same windows
 */
export function restOfFunction(whole: WindowMatrix, parts: readonly WindowMatrix[], name: string): WindowMatrix {
  const { columns, windows } = whole;
  const row = (matrix: WindowMatrix) => matrix.names.indexOf(name) * columns;
  const [of, each] = [row(whole), parts.map(row)];
  const valueAt = (values: Float64Array, start: number, column: number) => (start < 0 ? 0 : values[start + column]);
  const left = (own: 'self' | 'total') =>
    Float64Array.from(windows, (_, column) => {
      const known = parts.reduce((sum, part, i) => sum + valueAt(part[own], each[i], column) + part.cut[column], 0);
      return Math.max(0, valueAt(whole[own], of, column) - known);
    });
  const sumOf = (own: 'whole' | 'cut', column: number) => parts.reduce((sum, part) => sum + part[own][column], 0);
  return {
    columns,
    windows,
    names: [name],
    self: left('self'),
    total: left('total'),
    whole: Float64Array.from(windows, (_, column) => Math.max(0, whole.whole[column] - sumOf('whole', column))),
    cut: Float64Array.from(windows, (_, column) => whole.cut[column] + sumOf('cut', column)),
    answered: Uint8Array.from(windows, (_, column) =>
      [whole, ...parts].every(({ answered }) => answered[column] === 1) ? 1 : 0
    ),
  };
}

/**
 * The columns whose shares can be compared: those of windows that were answered and hold anything, but for those of less
 * than half the longest's length. What only begins or ends a range holds so few samples that any share may come of it.
 */
export function comparableColumns({ windows, whole, answered }: WindowMatrix): number[] {
  const lengths = windows.map(({ from, to }) => to - from + 1);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Array.from(windows.keys()).filter(
    (column) => answered[column] === 1 && whole[column] > 0 && 2 * lengths[column] >= longest
  );
}

/**
 * The functions whose share of the whole moved most: by how far its largest self share of a window is from its smallest.
 * @returns rows, the most first
 */
export function movedMost(matrix: WindowMatrix, count: number): number[] {
  const { columns, names, self, whole } = matrix;
  const compared = comparableColumns(matrix);
  const spread = Float64Array.from(names, (_, row) => {
    let [least, most] = [Infinity, 0];
    for (const column of compared) {
      const share = self[row * columns + column] / whole[column];
      least = Math.min(least, share);
      most = Math.max(most, share);
    }
    return most > least ? most - least : 0;
  });
  return Array.from(names.keys())
    .filter((row) => spread[row] > 0)
    .sort((a, b) => spread[b] - spread[a])
    .slice(0, count);
}
