import { countingType } from './sampleCounts';
import { GO, JAVA, NODE } from './testing/clientTypes';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

it.each([
  [CPU, ['process_cpu:samples:count:cpu:nanoseconds'], 0],
  ['wall:wall:nanoseconds:wall:nanoseconds', ['wall:samples:count:wall:nanoseconds'], 0],
  // Of ten thousand samples of a process at rest, few were on CPU, and none of them for the same time.
  ['wall:cpu:nanoseconds:wall:nanoseconds', ['wall:samples:count:wall:nanoseconds'], undefined],
  ['off_cpu:off_cpu:nanoseconds:cpu:nanoseconds', ['off_cpu:samples:count:cpu:nanoseconds'], undefined],
  ['memory:alloc_space:bytes:space:bytes', ['memory:samples:count:space:bytes'], undefined],
  // Of another profiler.
  [CPU, ['process_cpu:samples:count:cpu:milliseconds'], undefined],
  // What counts samples needs nobody beside it; but goroutines, objects and contentions are no samples.
  ['process_cpu:samples:count:cpu:nanoseconds', ['process_cpu:samples:count:cpu:nanoseconds'], 0],
  ['process_cpu:cpu_samples:count:cpu:nanoseconds', ['process_cpu:cpu_samples:count:cpu:nanoseconds'], 0],
  ['memory:alloc_objects:count:space:bytes', ['memory:alloc_objects:count:space:bytes'], undefined],
  ['mutex:contentions:count:contentions:count', ['mutex:contentions:count:contentions:count'], undefined],
])('the samples of %s are counted only where all are worth the same', (typeId, available, counted) => {
  expect(countingType(typeId, available)).toBe(counted === undefined ? undefined : available[counted]);
});

it('is known of Go, and of wall-clock time in Node; nobody counts those of Java, or of what eBPF sends', () => {
  const counted = (types: readonly string[]) => types.filter((id) => countingType(id, types) !== undefined);
  expect(counted(GO)).toEqual([CPU, 'process_cpu:samples:count:cpu:nanoseconds']);
  expect(counted(NODE)).toEqual(['wall:samples:count:wall:nanoseconds', 'wall:wall:nanoseconds:wall:nanoseconds']);
  expect(counted(JAVA)).toEqual([]);
  expect(counted([CPU])).toEqual([]);
});
