import { FieldType, toDataFrame } from '@grafana/data';
import { type PyroscopeDataSource } from './dataSources';
import { runQuery } from './query';
import { fetchSeries } from './series';

jest.mock('./query');

const HOUR = 3_600_000;

const DATA_SOURCE = { uid: 'p' } as PyroscopeDataSource;
const REQUEST = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{}',
  minStepMs: 15_000,
  groupBy: ['pod'],
};
const frame = (pod: string | undefined, time: number, value = 1) =>
  toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [time] },
      { name: 'cpu', type: FieldType.number, values: [value], labels: pod === undefined ? {} : { pod } },
    ],
  });
/** So many pods, each with a point at a piece's end. */
const answerPods = (count: number) =>
  jest
    .mocked(runQuery)
    .mockImplementation((_, { groupBy = [] }, { to }) =>
      Promise.resolve(
        groupBy.length === 0 ? [frame(undefined, to)] : Array.from({ length: count }, (__, i) => frame(`pod-${i}`, to))
      )
    );
const asked = () => jest.mocked(runQuery).mock.calls.map(([, , piece]) => piece);

beforeEach(() => jest.mocked(runQuery).mockReset());

it('asks for many series in pieces, the newest first, that leave nothing out', async () => {
  answerPods(1_000);
  const range = { from: 100 * HOUR, to: 101 * HOUR };
  // 240 steps of up to 1,000 series: 100,000 points are 100 steps.
  await fetchSeries(DATA_SOURCE, { ...REQUEST, range, limit: 1_000 });
  expect(asked()).toHaveLength(3);
  expect(asked()[0].to).toBe(range.to);
  // The server's first point sums the step before: a piece begins a step after the one before it ends.
  asked()
    .slice(1)
    .forEach(({ to }, i) => expect(to).toBe(asked()[i].from - 15_000));
  expect(asked().at(-1)!.from).toBe(range.from + 15_000);
});

it('asks for longer pieces as soon as there turn out to be fewer series than the limit', async () => {
  const week = { from: 1000 * HOUR, to: (1000 + 7 * 24) * HOUR };
  answerPods(30);
  await fetchSeries(DATA_SOURCE, { ...REQUEST, range: week, limit: 1_000 });
  // 10,080 steps: 100, 400, 1,600 and then what 38 series allow.
  expect(asked()).toHaveLength(6);
  expect(asked()[0].from).toBe(week.to - 99 * 60_000);
});

it('says that series were too many to be told apart', async () => {
  answerPods(41);
  const ask = (days: number) =>
    fetchSeries(DATA_SOURCE, { ...REQUEST, range: { from: 1000 * HOUR, to: (1000 + 24 * days) * HOUR } });
  // 41 pods of 10,080 minutes are more than 400,000 points.
  const week = await ask(7);
  expect([week.together, week.series.length]).toEqual([true, 1]);
  const days = await ask(6);
  expect([days.together, days.series.length]).toEqual([undefined, 41]);
});

it('has the largest of the whole range, with all that they had, where they change from piece to piece', async () => {
  // Each piece has twelve pods of its own, and one of all the time that is the eleventh of each.
  jest
    .mocked(runQuery)
    .mockImplementation((_, { limit = 0 }, { to }) =>
      Promise.resolve(
        Array.from({ length: 12 }, (__, i) =>
          i === 10 ? frame('all', to, 50) : frame(`${to}-${i}`, to, 100 - i)
        ).slice(0, limit)
      )
    );
  const month = { from: 1000 * HOUR, to: (1000 + 30 * 24) * HOUR };
  const { series } = await fetchSeries(DATA_SOURCE, { ...REQUEST, range: month, limit: 10 });
  expect(asked().length).toBeGreaterThan(3);
  expect(series).toHaveLength(10);
  expect(series[0].labels).toEqual({ pod: 'all' });
  expect(series[0].times).toHaveLength(asked().length);
});

it('asks for no more series than are wanted where one question is enough', async () => {
  answerPods(3);
  await fetchSeries(DATA_SOURCE, { ...REQUEST, range: { from: 100 * HOUR, to: 101 * HOUR }, limit: 10 });
  expect(jest.mocked(runQuery).mock.calls.map(([, { limit }]) => limit)).toEqual([10]);
});
