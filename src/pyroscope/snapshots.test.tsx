import { dataFrameFromJSON } from '@grafana/data';
import { type Series } from '../query/series';
import { type PyroscopeDataSource } from './dataSources';
import { fetchFlameGraph, fromFrame, type BelowListener, type FlameGraphRequest } from './flameGraph';
import { callQuerier } from './proxy';
import { runQuery } from './query';
import { recorded } from './recorded';
import { fetchSnapshotGraph, scaleAnswer } from './snapshotGraph';
import { fetchAllSnapshots, fetchSnapshots, fromMessage, type Snapshots } from './snapshots';
import { DataSourceError } from './errors';

jest.mock('./proxy');
jest.mock('./query');
const querier = jest.mocked(callQuerier);
const query = jest.mocked(runQuery);

const dataSource = { uid: 'pyroscope' } as PyroscopeDataSource;
const GOROUTINES = 'goroutines:goroutine:count:goroutine:count';
const snapshotsAnswer = recorded('proxy.SelectSeries.snapshots');
const range = (({ start, end }) => ({ from: start, to: end }))(
  snapshotsAnswer.request.body as { start: number; end: number }
);
const LAST = 1795342807508;
const refused = () => Object.assign(Object.create(DataSourceError.prototype) as Error, { kind: 'forbidden' });

const frameOf = (name: string) => {
  const { results } = recorded(name).response.body as { results: { A: { frames: never[] } } };
  return dataFrameFromJSON(results.A.frames[0]);
};
const request = (choice: 'latest' | 'peak' | 'average', snapshots?: Snapshots) => ({
  profileTypeId: GOROUTINES,
  labelSelector: '{service_name="grafana"}',
  range,
  maxNodes: 100,
  minStepMs: 15_000,
  choice,
  fetchGraph: (graph: FlameGraphRequest) => fetchFlameGraph(dataSource, graph),
  allSnapshots: () => Promise.resolve(snapshots ?? { kind: 'unknown' as const }),
});
const known = (...instances: Series[]): Snapshots => ({ kind: 'known', instances, interval: 15_000 });
/** The range of the one flame graph that was asked for. */
const askedRange = () => query.mock.calls.find(([, { queryType }]) => queryType === 'profile')![2];

beforeEach(() => {
  jest.resetAllMocks();
  query.mockImplementation((_, { queryType }) =>
    Promise.resolve([
      frameOf(queryType === 'profile' ? 'ds-query.profile.snapshots' : 'ds-query.metrics.snapshots-15s'),
    ])
  );
});

describe('single snapshots', () => {
  it('are read from the recorded answer, one point each', async () => {
    querier.mockResolvedValue(snapshotsAnswer.response.body);
    const answer = await fetchSnapshots('pyroscope', request('latest'));
    expect(answer).toMatchObject({ kind: 'known', interval: 14_532 });
    expect(answer.kind === 'known' && answer.instances[0].values).toEqual([
      353, 348, 346, 349, 348, 348, 349, 354, 349, 349,
    ]);
    expect(querier.mock.calls[0][2]).toMatchObject({
      step: 0.001,
      groupBy: expect.arrayContaining(['pod', 'instance']),
    });
  });

  it('that the server left at zero count as zero, and none of before the range counts', () => {
    const message = { series: [{ points: [{ timestamp: '100', value: 7 }, { timestamp: '150' }] }] };
    expect(fromMessage(message, { from: 100, to: 200 })).toEqual([{ labels: {}, times: [150], values: [0] }]);
  });

  it('are unknown where the proxy is refused', async () => {
    querier.mockRejectedValue(refused());
    expect(await fetchSnapshots('pyroscope', request('latest'))).toEqual({ kind: 'unknown' });
  });

  it('of a long range are asked for only when they are not too many', async () => {
    const day = { ...request('latest'), range: { from: range.to - 86_400_000, to: range.to } };
    const points = Array.from({ length: 40 }, (_, i) => ({ value: 1, timestamp: String(range.to - 40 + i) }));
    querier.mockResolvedValue({ series: Array.from({ length: 100 }, () => ({ points })) });
    expect(await fetchAllSnapshots(dataSource, day)).toEqual({ kind: 'many', interval: 1 });
    expect(querier).toHaveBeenCalledTimes(1);
    querier.mockResolvedValue({ series: [{ points }] });
    expect((await fetchAllSnapshots(dataSource, day)).kind).toBe('known');
    expect(querier).toHaveBeenCalledTimes(3);
  });
});

describe('the flame graph of snapshots', () => {
  it('is that of the newest one, although the median interval before it holds two', async () => {
    querier.mockResolvedValue(snapshotsAnswer.response.body);
    const { snapshot } = await fetchSnapshotGraph(dataSource, request('latest'));
    expect(snapshot).toMatchObject({ kind: 'round', choice: 'latest', round: { to: LAST, value: 349, instances: 1 } });
    expect(askedRange()).toEqual({ from: LAST - 14_430 + 1, to: LAST + 1 });
    expect(querier).toHaveBeenCalledTimes(1);
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('looks at the end first, and then where the series ends', async () => {
    const hours = { ...request('latest'), range: { from: range.to - 7_200_000, to: range.to + 3_600_000 } };
    querier.mockResolvedValueOnce({}).mockResolvedValue(snapshotsAnswer.response.body);
    const { snapshot } = await fetchSnapshotGraph(dataSource, hours);
    expect(querier.mock.calls[1][2]).toMatchObject({ end: 1795342815000 });
    expect(snapshot).toMatchObject({ round: { to: LAST, value: 349 } });
  });

  it('is that of the last bucket where the proxy is refused', async () => {
    querier.mockRejectedValue(refused());
    const { snapshot } = await fetchSnapshotGraph(dataSource, request('latest'));
    expect(snapshot).toMatchObject({ kind: 'round', round: { to: 1795342815000, value: 349, instances: 0 } });
    expect(askedRange()).toEqual({ from: 1795342800001, to: 1795342815001 });
  });

  it('at peak is that of the round with the largest sum', async () => {
    const a = { labels: { pod: 'a' }, times: [range.from + 15_000, range.from + 30_000], values: [10, 90] };
    const b = { labels: { pod: 'b' }, times: [range.from + 16_000, range.from + 31_000], values: [20, 30] };
    const { snapshot } = await fetchSnapshotGraph(dataSource, request('peak', known(a, b)));
    expect(snapshot).toMatchObject({ choice: 'peak', insteadOfPeak: false, round: { value: 120, instances: 2 } });
    expect(askedRange()).toEqual({ from: range.from + 16_001, to: range.from + 31_001 });
  });

  it('at peak is the newest, and says so, where single snapshots cannot be seen', async () => {
    querier.mockRejectedValue(refused());
    const { snapshot } = await fetchSnapshotGraph(dataSource, request('peak'));
    expect(snapshot).toMatchObject({ choice: 'latest', insteadOfPeak: 'unknown' });
  });

  it('at peak is the newest, and says why, where there are too many to look at', async () => {
    querier.mockResolvedValue(snapshotsAnswer.response.body);
    const { snapshot } = await fetchSnapshotGraph(dataSource, request('peak', { kind: 'many', interval: 15_000 }));
    expect(snapshot).toMatchObject({ choice: 'latest', insteadOfPeak: 'many', round: { to: LAST } });
  });

  it('on average is the whole range, scaled to the average of the snapshots', async () => {
    const instances = fromMessage(snapshotsAnswer.response.body, range);
    const sum = fromFrame(frameOf('ds-query.profile.snapshots')).profile;
    const { profile, frame, snapshot } = await fetchSnapshotGraph(dataSource, request('average', known(...instances)));
    expect(snapshot).toEqual({ kind: 'average' });
    expect(askedRange()).toEqual(range);
    expect(sum.total[0]).toBeGreaterThan(3000);
    expect(profile.total[0]).toBeCloseTo(349.3, 0);
    expect(profile.total[1] / profile.total[0]).toBeCloseTo(sum.total[1] / sum.total[0], 9);
    expect(frame?.fields.find(({ name }) => name === 'value')?.values[0]).toBe(profile.total[0]);
  });

  it('on average is divided alike whatever comes in its place: by itself, by hand, below a frame', async () => {
    const later = fromFrame(frameOf('ds-query.profile.snapshots'));
    const average = {
      ...request('average', known(...fromMessage(snapshotsAnswer.response.body, range))),
      fetchGraph: async () => ({
        ...later,
        whole: { coming: Promise.resolve(later), load: async () => later },
        below: async (_: unknown, { onAnswer }: BelowListener) => onAnswer(later),
      }),
    };
    const { whole, below } = await fetchSnapshotGraph(dataSource, average);
    const { signal } = new AbortController();
    const answers = [await whole!.coming!, await whole!.load!({ signal })];
    await below!(['main'], { signal, onAnswer: (answer) => answers.push(answer) });
    expect(answers).toHaveLength(3);
    for (const answer of answers) {
      expect(answer).toMatchObject({ snapshot: { kind: 'average' } });
      expect(answer.profile.total[0]).toBeCloseTo(349.3, 0);
    }
  });

  it('on average is a sum, and named so, where single snapshots cannot be seen', async () => {
    const { profile, snapshot } = await fetchSnapshotGraph(dataSource, request('average'));
    expect(snapshot).toEqual({ kind: 'sum' });
    expect(profile.total[0]).toBe(fromFrame(frameOf('ds-query.profile.snapshots')).profile.total[0]);
  });
});

describe('a scaled flame graph', () => {
  it('keeps its shape, with every number times the factor', () => {
    const answer = fromFrame(frameOf('ds-query.profile.snapshots'));
    const { profile, unit } = scaleAnswer(answer, 0.5);
    expect(Array.from(profile.total)).toEqual(Array.from(answer.profile.total, (v) => v / 2));
    expect(Array.from(profile.self)).toEqual(Array.from(answer.profile.self, (v) => v / 2));
    expect([unit, profile.frames.names]).toEqual([answer.unit, answer.profile.frames.names]);
  });
});
