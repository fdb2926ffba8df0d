import { type PyroscopeDataSource } from './dataSources';
import { fetchSampleValue } from './sampleValue';
import { fetchSeries } from './series';

jest.mock('./series', () => ({ fetchSeries: jest.fn() }));

it('is 0 where the type that counts them has none, never NaN', async () => {
  const none = { series: [], unit: 'cores', rate: true, stepMs: 15_000, range: { from: 0, to: 1 } };
  jest.mocked(fetchSeries).mockResolvedValue(none);
  const type = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
  const request = { profileTypeId: type, labelSelector: '{}', range: { from: 0, to: 1 }, minStepMs: 15_000 };
  const types = [type, 'process_cpu:samples:count:cpu:nanoseconds'];
  expect(await fetchSampleValue({ uid: 'p' } as PyroscopeDataSource, request, types)).toBe(0);
  expect(fetchSeries).toHaveBeenCalledTimes(2);
});

it('is 1 of a type that counts samples itself, without asking', async () => {
  jest.mocked(fetchSeries).mockClear();
  const type = 'process_cpu:samples:count:cpu:nanoseconds';
  const request = { profileTypeId: type, labelSelector: '{}', range: { from: 0, to: 1 }, minStepMs: 15_000 };
  expect(await fetchSampleValue({ uid: 'p' } as PyroscopeDataSource, request, [type])).toBe(1);
  expect(fetchSeries).not.toHaveBeenCalled();
});
