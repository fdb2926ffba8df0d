import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Flamebearer } from './querier';
import { withStore } from './testProfiles';

const FOLDER = join(__dirname, '../demo/profiles');

function selfByName({ names, levels }: Flamebearer): Map<string, number> {
  const self = new Map<string, number>();
  for (const level of levels) {
    for (let i = 0; i < level.length; i += 4) {
      const name = names[level[i + 3]];
      self.set(name, (self.get(name) ?? 0) + level[i + 2]);
    }
  }
  return self;
}

/** Totals and flat values as `go tool pprof -top -unit=ns FILE` gives them. */
describe('real profiles', () => {
  it.each<[string, string, number, Record<string, number>]>([
    [
      'pyroscope/1795342783-process_cpu.cpu.pb.gz',
      'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      37_900_000_000,
      {
        'runtime.memclrNoHeapPointers': 2_790_000_000,
        'internal/runtime/syscall/linux.Syscall6': 2_450_000_000,
        'runtime.memmove': 1_200_000_000,
        'runtime.findObject': 870_000_000,
      },
    ],
    [
      'pyroscope/1795342783-goroutines.goroutine.pb.gz',
      'goroutines:goroutine:count:goroutine:count',
      1551,
      { 'runtime.gopark': 1514, 'golang.org/x/sync/errgroup.(*Group).Go.func1': 21, 'runtime.notetsleepg': 8 },
    ],
    [
      'tsc/tsc.pb.gz',
      'wall:wall:nanoseconds:wall:nanoseconds',
      9_081_056_000,
      { read: 1_445_030_000, 'Garbage Collection': 1_237_851_000 },
    ],
  ])('%s has the totals that go tool pprof gives', (file, profileTypeID, total, self) =>
    withStore(async (store) => {
      await store.ingest({ labels: { service_name: 'real' }, pprof: readFileSync(join(FOLDER, file)) });
      const { newestProfileTime: time } = await store.querier.getProfileStats();
      const graph = await store.querier.selectMergeStacktraces({
        profileTypeID,
        labelSelector: '{}',
        start: time,
        end: time,
        maxNodes: 1_048_576,
      });
      expect(graph.total).toBe(total);
      const found = selfByName(graph);
      expect(Object.fromEntries(Object.keys(self).map((name) => [name, found.get(name)]))).toEqual(self);
    })
  );
});
