import { buildProfile } from '../../src/profile/build';
import { changeTable } from '../../src/profile/comparison/changeTable';
import { compareProfiles } from '../../src/profile/comparison/compare';
import { bytesOf, matrixOf, windowTable, type WindowMatrix } from '../../src/profile/matrix';
import type { Profile } from '../../src/profile/model';
import { seededRandom } from './random';
import { makeTree, type Rows } from './trees';

/** So many of a tree's nodes are another function in the version that it is compared with. */
const RENAMED = 0.05;

/** What the work of a comparison costs, CPU in ms, the least of several runs. */
export interface Comparing {
  /** two versions of one program, most of whose frames are the same, as one tree with both sides' weights */
  alike: number;
  /** two programs that share hardly a path: a tree of twice as many nodes */
  unlike: number;
  /** how self and total of each symbol changed, of the versions */
  table: number;
}

export function measureComparing(nodes: number, runs: number, cpuMs: () => number): Comparing {
  const before = makeTree(nodes);
  const [one, version, other] = [before, changed(before), makeTree(nodes, 2)].map((rows) => buildProfile(rows));
  const side = (profile: Profile) => ({ profile, samples: undefined, factor: 1 });
  const both = compareProfiles(side(one), side(version), 'larger');
  return {
    alike: least(runs, cpuMs, () => compareProfiles(side(one), side(version), 'larger')),
    unlike: least(runs, cpuMs, () => compareProfiles(side(one), side(other), 'larger')),
    table: least(runs, cpuMs, () => changeTable(both, both.sides)),
  };
}

/** A later version of the program: some functions have other names, all took twice as much. */
function changed(rows: Rows): Rows {
  const random = seededRandom(3);
  const symbols = rows.symbols.map((name, i) => (i > 0 && random() < RENAMED ? `${name}V2` : name));
  const more = (values: readonly number[]) => values.map((value) => value * 2);
  return { ...rows, symbols, value: more(rows.value), self: more(rows.self) };
}

export interface Matrix {
  /** CPU in ms to put the windows together */
  build: number;
  /** of the matrix, MB */
  megabytes: number;
  /** of what is kept of the windows, MB */
  kept: number;
}

/** So many functions over so many windows, each of which has nearly all of them. */
export function measureMatrix(functions: number, columns: number, runs: number, cpuMs: () => number): Matrix {
  const random = seededRandom(5);
  const symbols = ['total', ...Array.from({ length: functions }, (_, i) => `example.com/shop.method${i}`)];
  const tables = Array.from({ length: columns }, () => {
    const self = symbols.map((_, i) => (i === 0 ? 0 : 1 + Math.floor(1e6 * random())));
    const whole = self.reduce((sum, value) => sum + value, 0);
    const value = self.map((own, i) => (i === 0 ? whole : own));
    const level = symbols.map((_, i) => (i === 0 ? 0 : 1));
    return windowTable(buildProfile({ level, value, self, label: symbols.map((_, i) => i), symbols }));
  });
  const windows = tables.map((_, i) => ({ from: i * 60_000, to: (i + 1) * 60_000 - 1 }));
  const matrix = matrixOf(windows, tables);
  return {
    build: least(runs, cpuMs, () => matrixOf(windows, tables)),
    megabytes: sizeOf(matrix) / 1e6,
    kept: tables.reduce((sum, table) => sum + bytesOf(table), 0) / 1e6,
  };
}

const sizeOf = ({ self, total, whole, cut, answered }: WindowMatrix) =>
  [self, total, whole, cut, answered].reduce((sum, { byteLength }) => sum + byteLength, 0);

function least(runs: number, cpuMs: () => number, work: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = cpuMs();
    work();
    best = Math.min(best, cpuMs() - start);
  }
  return best;
}
