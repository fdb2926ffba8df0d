import { of } from 'rxjs';
import { INSTANCE_LABELS } from '../query/instances';
import { type PyroscopeDataSource } from './dataSources';
import { recorded } from './recorded';
import { brushed, fetchSingleProfiles } from './singleProfiles';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: mockFetch }),
}));

const ID = 'fb8bf784-2104-4edb-aba9-618cd9df39bf';
const TIME = 1_795_702_364_125;
const ask = (range: { from: number; to: number }) =>
  fetchSingleProfiles(
    { uid: 'pyroscope' } as PyroscopeDataSource,
    {
      profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      labelSelector: '{service_name="labels-fixture"}',
      range,
    },
    new AbortController().signal
  );

beforeEach(() =>
  mockFetch.mockReset().mockReturnValue(of({ data: recorded('proxy.SelectSeries.exemplars').response.body }))
);

it('asks as the recorded server was asked, and reads its single profiles', async () => {
  const { request } = recorded('proxy.SelectSeries.exemplars');
  const { start, end } = request.body as { start: number; end: number };
  expect(await ask({ from: start, to: end })).toEqual([{ id: ID, time: TIME, value: 450_000_000, instance: 'a-1' }]);
  const [{ url, data }] = mockFetch.mock.calls[0];
  expect(url).toBe(request.path);
  // A part of the range has the same steps as the whole.
  const step = 5000;
  expect(data).toEqual({
    ...(request.body as object),
    step: 5,
    groupBy: INSTANCE_LABELS,
    start: Math.floor(start / step) * step,
    end: Math.ceil(end / step) * step,
  });
});

it('has none of what lies in the first and last step, but not in the range', async () => {
  expect(await ask({ from: TIME, to: TIME })).toHaveLength(1);
  expect(await ask({ from: TIME + 1, to: TIME + 9 })).toEqual([]);
  expect(await ask({ from: TIME - 9, to: TIME - 1 })).toEqual([]);
});

/** A server that names one profile, the largest, a step and series. */
function serverWith(pushed: Array<{ id: string; time: number; value: number; labels: Record<string, string> }>) {
  return ({ data }: { data: { start: number; step: number; groupBy: string[] } }) => {
    const series = new Map<string, Map<number, (typeof pushed)[number]>>();
    for (const profile of pushed) {
      const labels = JSON.stringify(data.groupBy.map((name) => profile.labels[name]));
      const steps = series.get(labels) ?? new Map();
      const step = Math.ceil((profile.time - data.start) / (data.step * 1000));
      if ((steps.get(step)?.value ?? -1) < profile.value) {
        steps.set(step, profile);
      }
      series.set(labels, steps);
    }
    const answer = [...series.values()].map((steps) => {
      const [first] = steps.values();
      return {
        labels: data.groupBy.flatMap((name) => (first.labels[name] ? [{ name, value: first.labels[name] }] : [])),
        points: [...steps.values()].map(({ id, time, value }) => ({
          exemplars: [{ profileId: id, timestamp: String(time), value: String(value) }],
        })),
      };
    });
    return of({ data: { series: answer } });
  };
}

it.each(['pod', 'instance', 'hostname', 'service_instance_id'])(
  'names every profile of agents that push each ten seconds, of replicas that %s tells apart',
  async (label) => {
    const pushed = ['a', 'b', 'c'].flatMap((replica) =>
      [0, 1, 2, 3, 4, 5].map((at) => ({
        id: `${replica}${at}`,
        // They come a little late now and then.
        time: TIME + at * 10_000 + (at % 2) * 900,
        value: 1 + at,
        labels: { [label]: replica },
      }))
    );
    mockFetch.mockImplementation(serverWith(pushed));
    const found = await ask({ from: TIME, to: TIME + 60_000 });
    expect(found.map(({ id, instance }) => [id, instance]).sort()).toEqual(pushed.map(({ id }) => [id, id[0]]).sort());
  }
);

it('of a range without profiles there are none', async () => {
  mockFetch.mockReturnValue(of({ data: {} }));
  expect(await ask({ from: TIME, to: TIME })).toEqual([]);
});

it('takes those in a rectangle, edges included', () => {
  const at = (time: number, value: number) => ({ id: `${time}`, time, value, instance: '' });
  const all = [at(1, 5), at(2, 5), at(3, 5), at(4, 4), at(5, 6), at(6, 5)];
  const brush = { from: 2, to: 5, least: 4, most: 5, filters: [] };
  expect(brushed(all, brush).map(({ time }) => time)).toEqual([2, 3, 4]);
});
