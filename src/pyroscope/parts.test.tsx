import { FieldType, type DataFrame, type DataQueryRequest } from '@grafana/data';
import fc from 'fast-check';
import { of } from 'rxjs';
import { writeFolded } from '../profile/export/folded';
import { type Profile } from '../profile/model';
import { profileFromStacks, type Stack } from '../profile/stacks';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { fetchFlameGraph } from './flameGraph';
import { fetchLabelValues } from './labels';
import { splitRange, type PartsDone } from './longRange';
import { inParts, withinLimit } from './parts';
import { callQuerier } from './proxy';
import { type AbsoluteRange, type PyroscopeQuery } from './query';
import { fetchSeries } from './series';
import { fetchAllSnapshots } from './snapshots';
import { refusalOf, SimulatedServer, type SimulatedProfile } from './testing/simulatedServer';

jest.mock('./proxy', () => ({ callQuerier: jest.fn() }));

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
let sources = 0;
/** What one test learns of limits is no other's. */
const newUid = () => `parts-${++sources}`;

const lengthOf = ({ from, to }: AbsoluteRange) => to - from;
const refused = (range: AbsoluteRange, limitMs: number) =>
  DataSourceError.fromQuery(refusalOf(limitMs, lengthOf(range)));

/** A server that answers with the range it was asked about. */
function server(limitMs: number, fails: (range: AbsoluteRange) => unknown = () => undefined) {
  const asked: AbsoluteRange[] = [];
  let [running, most] = [0, 0];
  const ask = async (range: AbsoluteRange, signal?: AbortSignal) => {
    asked.push(range);
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    signal?.throwIfAborted();
    const failure = lengthOf(range) > limitMs ? refused(range, limitMs) : fails(range);
    if (failure) {
      throw failure;
    }
    return [range];
  };
  return { asked, ask, atOnce: () => most };
}

describe('the parts of a range', () => {
  it('are of at most the limit, the newest first, and end a millisecond before the next', () => {
    expect(splitRange({ from: 0, to: 100 }, 30)).toEqual([
      { from: 70, to: 100 },
      { from: 39, to: 69 },
      { from: 8, to: 38 },
      { from: 0, to: 7 },
    ]);
    expect(splitRange({ from: 5, to: 5 }, 30)).toEqual([{ from: 5, to: 5 }]);
  });

  it('hold every millisecond once', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 100 }), (from, length, limit) => {
        const parts = splitRange({ from, to: from + length }, limit);
        const times = parts.flatMap((part) => Array.from({ length: lengthOf(part) + 1 }, (_, i) => part.from + i));
        expect(times.sort((a, b) => a - b)).toEqual(Array.from({ length: length + 1 }, (_, i) => from + i));
        expect(Math.max(...parts.map(lengthOf))).toBeLessThanOrEqual(limit);
      })
    );
  });
});

describe('a question about a long range', () => {
  const join = () => (answers: AbsoluteRange[][]) => answers.flat();
  const week = { from: 0, to: 7 * DAY };

  it('is asked at once where the server allows it', async () => {
    const { asked, ask } = server(Infinity);
    expect(await inParts(newUid(), week, ask, join)).toEqual([week]);
    expect(asked).toEqual([week]);
  });

  it('is asked in days after the first refusal, two at a time, with progress; the next one in days at once', async () => {
    const uid = newUid();
    const { asked, ask, atOnce } = server(DAY);
    const told: PartsDone[] = [];
    const answers = await inParts(uid, week, ask, join, { onParts: (parts) => told.push(parts) });
    expect(answers).toEqual(splitRange(week, DAY));
    expect(asked).toEqual([week, ...splitRange(week, DAY)]);
    expect(atOnce()).toBe(2);
    expect(told.map(({ done, all }) => `${done}/${all}`)).toEqual([
      '0/7',
      '1/7',
      '2/7',
      '3/7',
      '4/7',
      '5/7',
      '6/7',
      '7/7',
    ]);
    asked.length = 0;
    await inParts(uid, { from: 0, to: 2 * DAY }, ask, join);
    expect(asked.map(lengthOf)).toEqual([DAY, DAY - 1]);
  });

  it('of more than 31 parts fails with the words of the server about just this range', async () => {
    const uid = newUid();
    const { asked, ask } = server(DAY);
    await inParts(uid, { from: 0, to: 31 * DAY }, ask, join);
    asked.length = 0;
    for (const days of [32, 60]) {
      const range = { from: 0, to: days * DAY };
      await expect(inParts(uid, range, ask, join)).rejects.toThrow(`actual: ${days * DAY}ms, limit: ${DAY}ms`);
    }
    expect(asked.map(lengthOf)).toEqual([32 * DAY, 60 * DAY]);
  });

  it('fails with the words of the part that failed and the limit, and asks for no more', async () => {
    const overload = DataSourceError.fromQuery({
      message: 'received error from client while getting profile: resource_exhausted: too many outstanding requests',
    });
    const { asked, ask } = server(DAY, ({ to }) => (to < 6 * DAY ? overload : undefined));
    const error: unknown = await inParts(newUid(), week, ask, join).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ kind: 'overloaded', words: 'too many outstanding requests', limitMs: DAY });
    expect(asked.length).toBeLessThan(6);
  });

  it('ends with the signal of who asked', async () => {
    const stop = new AbortController();
    const { asked, ask } = server(DAY, () => stop.abort());
    await expect(inParts(newUid(), week, ask, join, { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(asked.length).toBeLessThan(5);
  });

  it('whose refusal has no reason is asked in parts where another one was refused meanwhile', async () => {
    const uid = newUid();
    const hidden = new Error('An error occurred');
    const asked: number[] = [];
    const learnElsewhere = () =>
      withinLimit(uid, week, (limitMs) =>
        limitMs === Infinity ? Promise.reject(refused(week, DAY)) : Promise.resolve()
      );
    const ask = async (range: AbsoluteRange) => {
      asked.push(lengthOf(range));
      if (lengthOf(range) > DAY) {
        await learnElsewhere();
        throw hidden;
      }
      return [range];
    };
    expect(await inParts(uid, week, ask, join)).toHaveLength(7);
    expect(asked[0]).toBe(7 * DAY);
  });
});

interface Pushed extends Stack {
  time: number;
}

/** Grafana's data source before a Pyroscope with a limit: it answers with the flame graph of both ends and between. */
function flameGraphs(profiles: readonly Pushed[], limitMs: number): PyroscopeDataSource {
  const uid = newUid();
  const query = ({ range }: DataQueryRequest<PyroscopeQuery>) => {
    const [from, to] = [range.from.valueOf(), range.to.valueOf()];
    return to - from > limitMs
      ? of({ data: [], errors: [refusalOf(limitMs, to - from)] })
      : of({ data: [frameOf(profileFromStacks(profiles.filter(({ time }) => time >= from && time <= to)))] });
  };
  return { uid, query, getRef: () => ({ uid }) } as unknown as PyroscopeDataSource;
}

function frameOf({ level, total, self, symbol, frames, length }: Profile): DataFrame {
  const field = (name: string, values: ArrayLike<number>, config = {}) => ({
    ...{ name, config: { unit: 'ns', ...config } },
    ...{ type: FieldType.number, values: Array.from(values) },
  });
  const label = field('label', symbol, { type: { enum: { text: [...frames.names] } } });
  const fields = [field('level', level), field('value', total), field('self', self), label];
  return { length, meta: { preferredVisualisationType: 'flamegraph' }, fields };
}

describe('the sum of the parts', () => {
  it('is the whole: every profile once, also those at the ends of parts', async () => {
    const pushed: fc.Arbitrary<Pushed[]> = fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: 120 }),
        frames: fc.array(fc.constantFrom('main', 'read', 'json'), { minLength: 1, maxLength: 4 }),
        value: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 30 }
    );
    await fc.assert(
      fc.asyncProperty(pushed, fc.integer({ min: 4, max: 130 }), async (profiles, limitMs) => {
        const range = { from: 0, to: 120 };
        const request = { profileTypeId: CPU, labelSelector: '{}', range, maxNodes: 100 };
        const [whole, parts] = await Promise.all([
          fetchFlameGraph(flameGraphs(profiles, Infinity), request),
          fetchFlameGraph(flameGraphs(profiles, limitMs), request),
        ]);
        expect(writeFolded(parts.profile)).toEqual(writeFolded(whole.profile));
        expect(parts.profile.total[0]).toBe(profiles.reduce((sum, { value }) => sum + value, 0));
        expect(parts.unit).toBe('ns');
        expect(parts.frame?.fields[1].values).toEqual(Array.from(parts.profile.total));
      }),
      { numRuns: 50 }
    );
  });

  const start = 1_700_000_000_000 - (1_700_000_000_000 % 60_000);
  const every15s: SimulatedProfile[] = Array.from({ length: 6 * 240 }, (_, i) => ({
    labels: { pod: i % 2 ? 'a' : 'b' },
    time: start + i * 15_000 + 7_000,
    value: (i % 7) * 1e9,
  }));
  const range = { from: start, to: start + 6 * HOUR };
  const request = { profileTypeId: CPU, labelSelector: '{}', range, minStepMs: 15_000 };
  const limited = (profileTypeId: string, limitMs?: number) =>
    new SimulatedServer(profileTypeId, every15s, { minStepMs: 15_000, registered: 'cumulative', limitMs });

  it('of a series is the series, with no piece longer than the limit', async () => {
    const server = limited(CPU, HOUR);
    const ask = async ({ dataSource }: SimulatedServer) => {
      const { series, ...rest } = await fetchSeries(dataSource, { ...request, groupBy: ['pod'] });
      return { ...rest, series: new Map(series.map((one) => [one.labels.pod, one])) };
    };
    expect(await ask(server)).toEqual(await ask(limited(CPU)));
    expect(Math.max(...server.asked.map(({ start: from, end }) => end - from))).toBeLessThanOrEqual(HOUR);
    expect(server.asked.length).toBeGreaterThanOrEqual(6);
  });

  it('of snapshots is all snapshots', async () => {
    const GOROUTINES = 'goroutine:goroutine:count:goroutine:count';
    const all = async (limitMs?: number) => {
      const server = limited(GOROUTINES, limitMs);
      jest.mocked(callQuerier).mockImplementation(server.querier as typeof callQuerier);
      return fetchAllSnapshots(server.dataSource, { ...request, profileTypeId: GOROUTINES });
    };
    const whole = await all();
    expect(await all(90 * 60_000)).toEqual(whole);
    expect(whole.kind === 'known' && whole.instances.map(({ times }) => times.length)).toEqual([720, 720]);
  });
});

describe('label values of a long range, whose refusal Grafana hides', () => {
  const range = { from: 0, to: 72 * HOUR };
  const hidden = { status: 500, data: { message: 'An error occurred within the plugin' }, config: { url: '' } };

  function labelled(limitMs: number, broken = false) {
    const uid = newUid();
    const asked: AbsoluteRange[] = [];
    const query = ({ range: { from, to } }: DataQueryRequest<PyroscopeQuery>) => {
      const length = to.valueOf() - from.valueOf();
      return of(length > limitMs ? { data: [], errors: [refusalOf(limitMs, length)] } : { data: [] });
    };
    const getResource = (_: string, { start, end }: { start: number; end: number }) => {
      asked.push({ from: start, to: end });
      return broken || end - start > limitMs ? Promise.reject(hidden) : Promise.resolve([`day-${start}`, 'always']);
    };
    return {
      asked,
      dataSource: { uid, query, getResource, getRef: () => ({ uid }) } as unknown as PyroscopeDataSource,
    };
  }

  it('are those of all parts, each once', async () => {
    const { asked, dataSource } = labelled(DAY);
    const values = await fetchLabelValues(dataSource, 'pod', '{}', range);
    const parts = splitRange(range, DAY);
    expect(values).toEqual(['always', ...parts.map(({ from }) => `day-${from}`)].sort());
    expect(asked).toEqual([range, ...parts]);
  });

  it('stay an error where the range is not the reason', async () => {
    const { asked, dataSource } = labelled(Infinity, true);
    await expect(fetchLabelValues(dataSource, 'pod', '{}', range)).rejects.toMatchObject({ kind: 'other', words: '' });
    expect(asked).toEqual([range]);
  });
});
