import { type PyroscopeDataSource } from './dataSources';
import { fetchSampleValue, siblingOf } from './sampleValue';
import { fetchSeries } from './series';

jest.mock('./series', () => ({ fetchSeries: jest.fn() }));

it.each([
  ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', ['process_cpu:samples:count:cpu:nanoseconds'], 0],
  ['wall:wall:nanoseconds:wall:nanoseconds', ['wall:samples:count:wall:nanoseconds'], 0],
  // Of ten thousand samples of a process at rest, few were on CPU, and none of them for the same time.
  ['wall:cpu:nanoseconds:wall:nanoseconds', ['wall:samples:count:wall:nanoseconds'], undefined],
  ['memory:alloc_space:bytes:space:bytes', ['memory:samples:count:space:bytes'], undefined],
])('the samples of %s are counted only where all are worth the same', (typeId, available, counted) => {
  expect(siblingOf(typeId, available)).toBe(counted === undefined ? undefined : available[counted]);
});

it('is 0 where the type that counts them has none, never NaN', async () => {
  const none = { series: [], unit: 'cores', rate: true, stepMs: 15_000, range: { from: 0, to: 1 } };
  jest.mocked(fetchSeries).mockResolvedValue(none);
  const type = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
  const request = { profileTypeId: type, labelSelector: '{}', range: { from: 0, to: 1 }, minStepMs: 15_000 };
  const types = [type, 'process_cpu:samples:count:cpu:nanoseconds'];
  expect(await fetchSampleValue({ uid: 'p' } as PyroscopeDataSource, request, types)).toBe(0);
  expect(fetchSeries).toHaveBeenCalledTimes(2);
});
