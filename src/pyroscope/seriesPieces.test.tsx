import { FieldType, toDataFrame } from '@grafana/data';
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

it('says that series were too many to be told apart', async () => {
  const frame = (pod: string | undefined, time: number) =>
    toDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: [time] },
        { name: 'cpu', type: FieldType.number, values: [1], labels: pod === undefined ? {} : { pod } },
      ],
    });
  jest
    .mocked(runQuery)
    .mockImplementation((_, { groupBy = [] }, { to }) =>
      Promise.resolve(
        groupBy.length === 0 ? [frame(undefined, to)] : Array.from({ length: 41 }, (_, i) => frame(`pod-${i}`, to))
      )
    );
  const ask = (days: number) =>
    fetchSeries({ uid: 'p' } as PyroscopeDataSource, {
      profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      labelSelector: '{}',
      range: { from: 1000 * HOUR, to: (1000 + 24 * days) * HOUR },
      minStepMs: 15_000,
      groupBy: ['pod'],
    });
  // 41 pods of 10,080 minutes are more than 400,000 points.
  const week = await ask(7);
  expect([week.together, week.series.length]).toEqual([true, 1]);
  const days = await ask(6);
  expect([days.together, days.series.length]).toEqual([undefined, 41]);
});
