import { fetchAllLabelNames } from './labelNames';
import { type PyroscopeDataSource } from './dataSources';
import { fetchLabelSeries } from './labelSeries';
import { fetchSeries } from './series';

jest.mock('./series');
jest.mock('./labelNames');
const ask = jest.mocked(fetchSeries);
const askNames = jest.mocked(fetchAllLabelNames);

const dataSource = { uid: 'p' } as PyroscopeDataSource;
const MINUTE = 60_000;
const BEFORE = { from: 0, to: 3 * MINUTE };
const AFTER = { from: 10 * MINUTE, to: 13 * MINUTE };
const request = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="shop"}',
  minStepMs: 15_000,
  before: BEFORE,
  after: AFTER,
};
const signal = () => new AbortController().signal;

/** By label and value: rates by minute before and after; NaN where there is no point. */
type Rates = Record<string, Record<string, [before: number[], after: number[]]>>;

function answerWith(rates: Rates) {
  ask.mockImplementation(async (_, { groupBy = [], range }) => ({
    unit: 'cores',
    rate: true,
    stepMs: MINUTE,
    range,
    series: Object.entries(rates[groupBy[0]]).flatMap(([value, sides]) => {
      const own = sides[range.from === 0 ? 0 : 1];
      const at = own.flatMap((rate, i) => (Number.isNaN(rate) ? [] : [i]));
      const labels: Record<string, string> = value === '' ? {} : { [groupBy[0]]: value };
      return at.length === 0
        ? []
        : [{ labels, times: at.map((i) => range.from + (i + 1) * MINUTE), values: at.map((i) => own[i]) }];
    }),
  }));
}

beforeEach(() => {
  ask.mockReset();
  askNames.mockReset();
});

it('has the rates of each value by step on both sides, 0 where there is no profile', async () => {
  askNames.mockImplementation(async (_, __, { from }) =>
    from === 0 ? ['__name__', 'region'] : ['__name__', 'pod', 'region']
  );
  answerWith({
    region: {
      eu: [
        [1, NaN, 2],
        [1, 1, 1],
      ],
      us: [[], [NaN, 4, 4]],
    },
    pod: { a: [[1, 1, 1], []], '': [[], [2, 2, 2]] },
  });
  const { labels, tooMany, unit } = await fetchLabelSeries(dataSource, request, { signal: signal() });
  expect([unit, tooMany]).toEqual(['cores', []]);
  expect(labels).toEqual([
    {
      label: 'pod',
      instance: true,
      values: [
        { value: '', before: [0, 0, 0], after: [2, 2, 2] },
        { value: 'a', before: [1, 1, 1], after: [0, 0, 0] },
      ],
    },
    {
      label: 'region',
      instance: false,
      values: [
        { value: 'eu', before: [1, 0, 2], after: [1, 1, 1] },
        { value: 'us', before: [0, 0, 0], after: [0, 4, 4] },
      ],
    },
  ]);
});

it('asks one light request a label and side, and says how far it is', async () => {
  askNames.mockResolvedValue(['__session_id__', 'region', 'version', 'zone']);
  const one = { x: [[1], [1]] as [number[], number[]] };
  answerWith({ region: one, version: one, zone: one });
  const progress: number[][] = [];
  const { labels } = await fetchLabelSeries(dataSource, request, {
    signal: signal(),
    onProgress: (...known) => progress.push(known),
  });
  expect(ask).toHaveBeenCalledTimes(6);
  expect(ask.mock.calls.map(([, { groupBy, range }]) => [groupBy![0], range.from]).sort()).toEqual([
    ['region', 0],
    ['region', AFTER.from],
    ['version', 0],
    ['version', AFTER.from],
    ['zone', 0],
    ['zone', AFTER.from],
  ]);
  expect(progress.at(-1)).toEqual([3, 3]);
  // A label of one value carries everything.
  expect(labels).toEqual([]);
});

it('does not look at a label of more than a hundred values', async () => {
  askNames.mockResolvedValue(['request', 'region']);
  answerWith({
    request: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`r${i}`, [[1], [1]]])) as Rates[string],
    region: { eu: [[1], [1]], us: [[1], [2]] },
  });
  const { labels, tooMany } = await fetchLabelSeries(dataSource, request, { signal: signal() });
  expect(labels.map(({ label }) => label)).toEqual(['region']);
  expect(tooMany).toEqual(['request']);
});

it('ends all requests with the first that fails, and with its signal', async () => {
  askNames.mockResolvedValue(['a', 'b', 'c', 'd', 'e', 'f']);
  const signals: AbortSignal[] = [];
  ask.mockImplementation(async (_, { groupBy = [] }, own) => {
    signals.push(own!);
    if (groupBy[0] === 'b') {
      throw new Error('refused');
    }
    return new Promise(() => {});
  });
  await expect(fetchLabelSeries(dataSource, request, { signal: signal() })).rejects.toThrow('refused');
  expect(signals).toHaveLength(4);
  expect(signals.every(({ aborted }) => aborted)).toBe(true);

  signals.length = 0;
  ask.mockImplementation((_, __, own) => {
    signals.push(own!);
    return new Promise(() => {});
  });
  const controller = new AbortController();
  void fetchLabelSeries(dataSource, request, { signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve));
  controller.abort();
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});
