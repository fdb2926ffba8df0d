import { type PyroscopeDataSource } from './dataSources';
import { runQuery } from './query';
import { fetchSeries } from './series';

jest.mock('./query');

const HOUR = 3_600_000;

it('asks for many series in pieces, the newest first, that leave nothing out', async () => {
  jest.mocked(runQuery).mockResolvedValue([]);
  const range = { from: 100 * HOUR, to: 101 * HOUR };
  const request = { profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}' };
  // 240 steps of up to 1,000 series: 100,000 points are 100 steps.
  await fetchSeries({ uid: 'p' } as PyroscopeDataSource, {
    ...request,
    range,
    minStepMs: 15_000,
    groupBy: ['pod'],
    limit: 1_000,
  });
  const asked = jest.mocked(runQuery).mock.calls.map(([, , piece]) => piece);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked[0].to).toBe(range.to);
  // The server's first point sums the step before: a piece begins a step after the one before it ends.
  asked.slice(1).forEach(({ to }, i) => expect(to).toBe(asked[i].from - 15_000));
  expect(asked.at(-1)!.from).toBe(range.from + 15_000);
});
