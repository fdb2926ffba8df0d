import { fetchSeries, type SeriesAnswer } from '../../pyroscope/series';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { DataSourceError } from '../../pyroscope/errors';
import { type Service } from '../../pyroscope/services';
import { fetchRanking, keyOf, rankingTypes, sortServices, type ListSort, type SortColumn } from './ranking';
import { usageTypes } from './usageTypes';

jest.mock('../../pyroscope/series');

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const NODE = 'wall:cpu:nanoseconds:wall:nanoseconds';
const WALL = 'wall:wall:nanoseconds:wall:nanoseconds';
const INUSE = 'memory:inuse_space:bytes:space:bytes';
const ALLOC = 'memory:alloc_space:bytes:space:bytes';
const OBJECTS = 'memory:inuse_objects:count:space:bytes';
const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';

const service = (name: string, types: string[] | undefined, namespace?: string): Service => ({
  name,
  namespace,
  types,
});
const names = (services: Service[]) =>
  services.map(({ name, namespace }) => (namespace ? `${name}/${namespace}` : name));
const by = (column: SortColumn, direction: ListSort['direction'] = 'desc'): ListSort => ({ column, direction });

describe('the types that say what a service uses', () => {
  it('are time on CPU, never wall-clock time or counts', () => {
    expect(usageTypes('cpu', [WALL, SAMPLES, CPU])).toEqual([CPU]);
    expect(usageTypes('cpu', [WALL, NODE])).toEqual([NODE]);
    expect(usageTypes('cpu', [WALL, INUSE, 'malformed'])).toEqual([]);
  });

  it('are bytes in use, else bytes allocated', () => {
    expect(usageTypes('memory', [OBJECTS, ALLOC, INUSE, CPU])).toEqual([INUSE, ALLOC]);
    expect(usageTypes('memory', [ALLOC])).toEqual([ALLOC]);
    expect(usageTypes('memory', [OBJECTS])).toEqual([]);
  });
});

describe('the order of services', () => {
  const services = [service('a', [CPU]), service('b', [NODE]), service('c', [WALL]), service('d', [CPU], 'prod')];
  const ranking = new Map([
    [
      CPU,
      new Map([
        [keyOf(services[0]), 0.5],
        [keyOf(services[3]), 2],
      ]),
    ],
    [NODE, new Map([[keyOf(services[1]), 1]])],
  ]);

  it('is by value, of whichever type each has; the unknown last, in both directions', () => {
    expect(names(sortServices(services, by('cpu'), ranking))).toEqual(['d/prod', 'b', 'a', 'c']);
    expect(names(sortServices(services, by('cpu', 'asc'), ranking))).toEqual(['a', 'b', 'd/prod', 'c']);
  });

  it('is by name, and stays so until the values are there', () => {
    expect(names(sortServices(services, by('name', 'desc'), undefined))).toEqual(['d/prod', 'c', 'b', 'a']);
    expect(names(sortServices(services, by('cpu'), undefined))).toEqual(['a', 'b', 'c', 'd/prod']);
  });

  it('puts bytes in use before bytes allocated a second', () => {
    const some = [service('a', [ALLOC]), service('b', [INUSE, ALLOC]), service('c', [INUSE])];
    const values = new Map([
      [
        ALLOC,
        new Map([
          [keyOf(some[0]), 900],
          [keyOf(some[1]), 800],
        ]),
      ],
      [
        INUSE,
        new Map([
          [keyOf(some[1]), 1],
          [keyOf(some[2]), 2],
        ]),
      ],
    ]);
    expect(names(sortServices(some, by('memory'), values))).toEqual(['c', 'b', 'a']);
  });

  it('is by any type that has a value where the types are not known', () => {
    const some = [service('a', undefined), service('b', undefined), service('d', undefined, 'prod')];
    expect(names(sortServices(some, by('cpu'), ranking))).toEqual(['d/prod', 'b', 'a']);
  });
});

describe('the values of all services', () => {
  it('are asked for by the types that most of them send', () => {
    const many = [service('a', [NODE]), service('b', [CPU]), service('c', [CPU, WALL]), service('d', [WALL])];
    expect(rankingTypes('cpu', many)).toEqual([CPU, NODE]);
    expect(rankingTypes('memory', many)).toEqual([]);
    expect(rankingTypes('cpu', [service('a', undefined)])).toEqual([CPU, NODE]);
  });

  it('are asked for by each type that a row shows: Go, Node, Java and .NET name their memory differently', () => {
    const nodeHeap = 'memory:inuse_space:bytes:inuse_space:bytes';
    const java = 'memory:alloc_in_new_tlab_bytes:bytes:space:bytes';
    const dotnet = 'heap:inuse_space:bytes::';
    const first = [INUSE, INUSE, nodeHeap, nodeHeap, java, java, dotnet];
    const services = first.map((type, i) => service(`s${i}`, [type]));
    expect(new Set(rankingTypes('memory', services))).toEqual(new Set(first));
    const ranking = new Map(
      rankingTypes('memory', services).map((type) => [
        type,
        new Map(services.map((one, i) => [keyOf(one), i + 1] as const).filter((_, i) => first[i] === type)),
      ])
    );
    expect(names(sortServices(services, by('memory'), ranking)).slice(0, 2)).toEqual(['s6', 's3']);
  });

  it('take one limited query a type, grouped by service and namespace', async () => {
    const point = (labels: Record<string, string>, value: number) => ({ labels, times: [60_000], values: [value] });
    jest.mocked(fetchSeries).mockResolvedValue({
      series: [point({ service_name: 'a', ns: 'prod' }, 3), point({ service_name: 'a' }, 1)],
      unit: 'cores',
      rate: true,
      stepMs: 60_000,
      range: { from: 0, to: 60_000 },
    } satisfies SeriesAnswer);
    const request = { types: [CPU], namespaceLabel: 'ns', range: { from: 0, to: 60_000 }, minStepMs: 15_000 };
    const { ranking } = await fetchRanking({ uid: 'pyro' } as PyroscopeDataSource, request);
    expect(jest.mocked(fetchSeries).mock.calls.map(([, asked]) => asked)).toEqual([
      expect.objectContaining({
        profileTypeId: CPU,
        labelSelector: '{}',
        groupBy: ['service_name', 'ns'],
        limit: 1000,
      }),
    ]);
    expect(Object.fromEntries(ranking.get(CPU)!)).toEqual({ '["a","prod"]': 3, '["a",""]': 1 });
  });

  it('are of the namespaces by the label that each service carries', async () => {
    const point = (labels: Record<string, string>, value: number) => ({ labels, times: [60_000], values: [value] });
    jest.mocked(fetchSeries).mockClear();
    jest.mocked(fetchSeries).mockResolvedValue({
      series: [
        point({ service_name: 'a', ns: 'prod', team: 'x' }, 3),
        point({ service_name: 'a', ns: 'prod', team: 'y' }, 1),
        point({ service_name: 'b', team: 'x' }, 5),
        point({ service_name: 'b', team: 'y' }, 7),
      ],
      unit: 'cores',
      rate: true,
      stepMs: 60_000,
      range: { from: 0, to: 60_000 },
    } satisfies SeriesAnswer);
    const request = { types: [CPU], namespaceLabel: 'ns', range: { from: 0, to: 60_000 }, minStepMs: 15_000 };
    const ownLabels = new Map([['b', 'team']]);
    const { ranking } = await fetchRanking({ uid: 'pyro' } as PyroscopeDataSource, { ...request, ownLabels });
    expect(jest.mocked(fetchSeries).mock.calls[0][1].groupBy).toEqual(['service_name', 'ns', 'team']);
    expect(Object.fromEntries(ranking.get(CPU)!)).toEqual({ '["a","prod"]': 4, '["b","x"]': 5, '["b","y"]': 7 });
  });

  describe('of several types', () => {
    const request = {
      types: [CPU, NODE, WALL],
      namespaceLabel: 'ns',
      range: { from: 0, to: 60_000 },
      minStepMs: 15_000,
    };
    const dataSource = { uid: 'pyro' } as PyroscopeDataSource;
    const answer = (value: number): SeriesAnswer => ({
      series: [{ labels: { service_name: 'a' }, times: [60_000], values: [value] }],
      unit: 'cores',
      rate: true,
      stepMs: 60_000,
      range: { from: 0, to: 60_000 },
    });

    it('are those of the types that are answered, and say why others are not', async () => {
      const tooMany = new Error('too many outstanding requests');
      jest.mocked(fetchSeries).mockImplementation((_, { profileTypeId }) => {
        return profileTypeId === NODE
          ? Promise.reject(tooMany)
          : Promise.resolve(answer(profileTypeId === CPU ? 1 : 2));
      });
      const { ranking, failed } = await fetchRanking(dataSource, request);
      expect([...ranking]).toEqual([
        [CPU, new Map([['["a",""]', 1]])],
        [WALL, new Map([['["a",""]', 2]])],
      ]);
      expect([...failed]).toEqual([[NODE, tooMany]]);
      const services = [service('n', [NODE]), service('a', [CPU])];
      expect(names(sortServices(services, by('cpu'), ranking))).toEqual(['a', 'n']);
    });

    it('fail where no type is answered, and where the connection is lost: then all are asked again', async () => {
      jest.mocked(fetchSeries).mockRejectedValue(new Error('query timed out'));
      await expect(fetchRanking(dataSource, request)).rejects.toThrow('query timed out');
      const offline = DataSourceError.fromFetch(new TypeError('Failed to fetch'));
      jest.mocked(fetchSeries).mockImplementation((_, { profileTypeId }) => {
        return profileTypeId === WALL ? Promise.reject(offline) : Promise.resolve(answer(1));
      });
      await expect(fetchRanking(dataSource, request)).rejects.toBe(offline);
    });

    it('are asked for no more once the server has too much to do', async () => {
      const busy = DataSourceError.fromFetch({ status: 429, data: {}, config: {} });
      jest.mocked(fetchSeries).mockReset();
      jest.mocked(fetchSeries).mockRejectedValue(busy);
      await expect(fetchRanking(dataSource, { ...request, types: [CPU, NODE, WALL, 'a:b:c:d:e'] })).rejects.toBe(busy);
      expect(fetchSeries).toHaveBeenCalledTimes(2);
    });

    it('are asked for two at a time, and no more once they are given up', async () => {
      const gone = new AbortController();
      jest.mocked(fetchSeries).mockReset();
      jest.mocked(fetchSeries).mockImplementation((_, __, signal) => {
        return new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(new Error('gone'))));
      });
      const asked = fetchRanking(dataSource, request, gone.signal);
      await new Promise((resolve) => setTimeout(resolve));
      expect(jest.mocked(fetchSeries).mock.calls.map(([, { profileTypeId }]) => profileTypeId)).toEqual([CPU, NODE]);
      gone.abort();
      await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
      expect(fetchSeries).toHaveBeenCalledTimes(2);
    });
  });

  it('are averages of the whole range also where the label of others changed in it: one series ended, another began', async () => {
    const MINUTE = 60_000;
    const minutes = (name: string, team: string, [from, to]: [number, number]) => {
      const times = Array.from({ length: to - from }, (_, i) => (from + i + 1) * MINUTE);
      return { labels: { service_name: name, ns: 'prod', team }, times, values: times.map(() => 2) };
    };
    const range = { from: 0, to: 60 * MINUTE };
    jest.mocked(fetchSeries).mockResolvedValue({
      series: [
        minutes('moved', 'x', [0, 30]),
        minutes('moved', 'y', [30, 60]),
        minutes('split', 'x', [0, 60]),
        minutes('split', 'y', [0, 60]),
      ],
      unit: 'cores',
      rate: true,
      stepMs: MINUTE,
      range,
    } satisfies SeriesAnswer);
    const request = { types: [CPU], namespaceLabel: 'ns', range, minStepMs: 15_000 };
    const ownLabels = new Map([['b', 'team']]);
    const { ranking } = await fetchRanking({ uid: 'pyro' } as PyroscopeDataSource, { ...request, ownLabels });
    expect(ranking.get(CPU)?.get('["moved","prod"]')).toBeCloseTo(2);
    expect(ranking.get(CPU)?.get('["split","prod"]')).toBeCloseTo(4);
  });

  it('are of snapshots what each holds, also where they come less often than a step', async () => {
    const MIB = 2 ** 20;
    const every = (seconds: number, name: string, value: number) => {
      const times = Array.from({ length: 3600 / seconds }, (_, i) => (i + 1) * seconds * 1000);
      return { labels: { service_name: name }, times, values: times.map(() => value) };
    };
    const range = { from: 0, to: 3_600_000 };
    jest.mocked(fetchSeries).mockResolvedValue({
      series: [every(15, 'a', 100 * MIB), every(60, 'b', 300 * MIB)],
      unit: 'bytes',
      rate: false,
      stepMs: 15_000,
      range,
    });
    const request = { types: [INUSE], namespaceLabel: undefined, range, minStepMs: 15_000 };
    const { ranking } = await fetchRanking({ uid: 'pyro' } as PyroscopeDataSource, request);
    expect(Object.fromEntries(ranking.get(INUSE)!)).toEqual({ '["a",""]': 100 * MIB, '["b",""]': 300 * MIB });
    expect(names(sortServices([service('a', [INUSE]), service('b', [INUSE])], by('memory'), ranking))).toEqual([
      'b',
      'a',
    ]);
  });
});
