import { growingStacks, type Growth, type InstanceSnapshots } from '../../../profile/change/leaks';
import { FrameKind, type Profile } from '../../../profile/model';
import { notLoadedValue } from '../../../profile/notLoaded';
import type { Series } from '../../../query/series';
import type { TimeWindow } from '../../../query/windows';

/** A profile by stack. */
export interface StackTable {
  /** selfs; a stack's names from below the root on, each after its length, since names may hold any sign */
  readonly selfs: ReadonlyMap<string, number>;
  readonly whole: number;
  /** what was not loaded, which belongs to no stack */
  readonly cut: number;
}

const stepOf = (name: string) => `${name.length}:${name}`;

/** The names of a stack, from below the root on. */
export function namesOf(stack: string): string[] {
  const names: string[] = [];
  for (let at = 0; at < stack.length;) {
    const begin = stack.indexOf(':', at) + 1;
    at = begin + Number(stack.slice(at, begin - 1));
    names.push(stack.slice(begin, at));
  }
  return names;
}

/** O(n + the lengths of all paths) */
export function stackTable(profile: Profile): StackTable {
  const { length, parent, symbol, self, total, frames } = profile;
  const paths: string[] = [''];
  const selfs = new Map<string, number>();
  for (let node = 1; node < length; node++) {
    const isFunction = frames.kinds[symbol[node]] === FrameKind.function;
    paths[node] = isFunction ? paths[parent[node]] + stepOf(frames.names[symbol[node]]) : paths[parent[node]];
    if (isFunction && self[node] > 0) {
      selfs.set(paths[node], (selfs.get(paths[node]) ?? 0) + self[node]);
    }
  }
  return { selfs, whole: total[0] ?? 0, cut: notLoadedValue(profile) };
}

/** An instance as it was asked about: its snapshots, and the sum of those of each window. */
export interface AskedInstance {
  /** one point a snapshot; they may begin long before the windows */
  readonly snapshots: Series;
  /** one a window; undefined where it was not asked, since it holds no snapshot */
  readonly sums: ReadonlyArray<StackTable | undefined>;
}

export interface GrowthInput {
  readonly windows: readonly TimeWindow[];
  readonly instances: readonly AskedInstance[];
  /** when the snapshots' own time begins, in milliseconds: an instance that was there then is older */
  readonly since: number;
  /** milliseconds between two snapshots */
  readonly interval: number;
  /** see `LeakInput` */
  readonly objectSize: number;
  readonly load: ArrayLike<number> | undefined;
}

/** A stack that grows; see `growingStacks`. */
export interface GrowingStack extends Omit<Growth, 'row'> {
  /** from below the root on; never empty */
  readonly path: readonly string[];
}

/** The average snapshot of each window, and what grows from one to the next. */
export function growthOf({ windows, instances, since, interval, objectSize, load }: GrowthInput): GrowingStack[] {
  const columns = windows.length;
  const rowOf = new Map<string, number>();
  for (const { sums } of instances) {
    for (const table of sums) {
      table?.selfs.forEach((_, path) => rowOf.has(path) || rowOf.set(path, rowOf.size));
    }
  }
  if (rowOf.size === 0) {
    return [];
  }
  const averages = instances.map(({ snapshots, sums }): InstanceSnapshots => {
    const counts = windows.map((window) => snapshotsIn(snapshots, window));
    const values = new Float64Array(rowOf.size * columns);
    sums.forEach((table, column) =>
      table?.selfs.forEach((sum, path) => (values[rowOf.get(path)! * columns + column] = sum / counts[column]))
    );
    const first = snapshots.times[0];
    return {
      values,
      cut: sums.map((table, column) => (table ? table.cut / counts[column] : 0)),
      present: counts.map((count, column) => (count > 0 && sums[column] !== undefined ? 1 : 0)),
      // One that was there from the beginning may be as old as can be.
      ...(first > since + 2 * interval && { started: first }),
    };
  });
  const paths = [...rowOf.keys()];
  const starts = windows.map(({ from }) => from);
  return growingStacks({ instances: averages, columns, starts, objectSize, load }).map(({ row, ...growth }) => ({
    ...growth,
    path: namesOf(paths[row]),
  }));
}

/** A window holds both of its ends. */
export function snapshotsIn({ times }: Series, { from, to }: TimeWindow): number {
  return times.filter((time) => time >= from && time <= to).length;
}
