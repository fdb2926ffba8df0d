import { growingStacks, type InstanceSnapshots } from '../../src/profile/change/leaks';
import { cacheOf, CHURNING, heapOf, withStack } from '../../src/profile/change/testing/heaps';
import { seeded } from '../../src/profile/change/random';
import { must, report } from './parts';

interface Heap {
  readonly instances: InstanceSnapshots[];
  readonly load?: ArrayLike<number>;
}

/** How often stacks are said to grow in heaps that leak, and in those that do not. */
export async function soakLeaks(share: number): Promise<void> {
  const random = seeded(3);
  // Of fewer, one by chance would be 5 %.
  const rounds = Math.max(100, Math.round(300 * share));
  const told = (title: string, columns: number, make: () => Heap): number => {
    let count = 0;
    for (let i = 0; i < rounds; i++) {
      const { instances, load } = make();
      const starts = Float64Array.from({ length: columns }, (_, column) => column * 60_000);
      const even = new Float64Array(columns).fill(1);
      count += Number(growingStacks({ instances, columns, starts, objectSize: 1, load: load ?? even }).length > 0);
    }
    report(`${title}, ${columns} minutes`, { 'something is said to grow': `${count} of ${rounds}` });
    return count / rounds;
  };
  const churn = (columns: number) => heapOf(CHURNING, columns, random);
  for (const columns of [20, 40, 60]) {
    must(
      told('a heap that churns', columns, () => ({ instances: [churn(columns)] })) < 0.05,
      'churning is called growth'
    );
    told('three instances of it', columns, () => ({ instances: [1, 2, 3].map(() => churn(columns)) }));
    for (const times of [2, 3]) {
      told(`a heap under a load that grows ${times} times`, columns, () => underLoad(columns, times, random));
    }
    for (const minutes of [10, 20, 40, 100]) {
      const cache = () => withStack(churn(columns), cacheOf(20 * minutes, 20, columns, random));
      told(`a cache of a young process, two thirds full after ${minutes} minutes`, columns, () => ({
        instances: [{ ...cache(), started: 0 }],
      }));
      told(`a cache of an old process, two thirds full after ${minutes} minutes`, columns, () => ({
        instances: [cache()],
      }));
    }
  }
  for (const percent of [0.1, 0.2, 0.5, 1]) {
    const leaking = () => heapOf([...CHURNING, { arrivals: () => 10.7 * percent, life: Infinity }], 20, random);
    const found = told(`a leak of ${percent} % of the heap a minute`, 20, () => ({ instances: [leaking()] }));
    must(percent < 1 || found >= 0.9, 'a leak of 1 % a minute is not found in twenty minutes');
  }
}

function underLoad(columns: number, times: number, random: () => number): Heap {
  const grown = (window: number) => 1 + ((times - 1) * window) / columns;
  const stacks = CHURNING.map(({ arrivals, life }) => ({ arrivals: (w: number) => arrivals(w) * grown(w), life }));
  const load = Float64Array.from({ length: columns }, (_, window) => grown(window) * (0.9 + 0.2 * random()));
  return { instances: [heapOf(stacks, columns, random)], load };
}
