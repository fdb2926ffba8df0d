import type { InstanceSnapshots } from '../leaks';
import { normal, poisson } from './runs';

/** Sampled objects of one stack: how many come in a window, and how many windows they live on average. */
export interface HeapStack {
  readonly arrivals: (window: number) => number;
  readonly life: number;
}

/** What a heap of such stacks holds, window by window, in steady state from the first on (or empty, as after a start). */
export function heapOf(
  stacks: readonly HeapStack[],
  columns: number,
  random: () => number,
  empty = false
): InstanceSnapshots {
  const values = new Float64Array(stacks.length * columns);
  stacks.forEach(({ arrivals, life }, row) => {
    const survives = Math.exp(-1 / life);
    let live = empty || !Number.isFinite(life) ? 0 : poisson(arrivals(0) / (1 - survives), random);
    for (let window = 0; window < columns; window++) {
      live = survivors(live, survives, random) + poisson(arrivals(window), random);
      values[row * columns + window] = live;
    }
  });
  return { values, present: new Uint8Array(columns).fill(1) };
}

function survivors(live: number, survives: number, random: () => number): number {
  if (survives === 1 || live === 0) {
    return live;
  }
  if (live > 50) {
    const deviation = Math.sqrt(live * survives * (1 - survives));
    return Math.max(0, Math.min(live, Math.round(live * survives + deviation * normal(random))));
  }
  let stay = 0;
  for (let i = 0; i < live; i++) {
    stay += Number(random() < survives);
  }
  return stay;
}

/** A cache of so many keys, asked for one of them at random so often in a window: it fills, slower and slower. */
export function cacheOf(keys: number, asked: number, columns: number, random: () => number): Float64Array {
  let filled = 0;
  return Float64Array.from(
    { length: columns },
    () => (filled += Math.min(keys - filled, poisson((asked * (keys - filled)) / keys, random)))
  );
}

/** Eight stacks, 1,070 sampled objects, that live from half a window to a thousand. */
export const CHURNING: readonly HeapStack[] = [
  [20, 0.5],
  [10, 3],
  [5, 10],
  [2, 40],
  [1, 200],
  [0.5, 1000],
  [30, 5],
  [50, 1],
].map(([arrivals, life]) => ({ arrivals: () => arrivals, life }));

/** A heap with one stack more, whose values are given. */
export function withStack(heap: InstanceSnapshots, values: Float64Array): InstanceSnapshots {
  return { ...heap, values: Float64Array.from([...heap.values, ...values]) };
}
