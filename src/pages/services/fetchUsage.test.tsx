import fc from 'fast-check';
import { DataSourceError } from '../../pyroscope/errors';
import { callQuerier } from '../../pyroscope/proxy';
import { fetchRangeSeries, fetchShares } from '../../pyroscope/rangeSeries';
import { fetchAllSnapshots } from '../../pyroscope/snapshots';
import { SimulatedServer, type SimulatedProfile } from '../../pyroscope/testing/simulatedServer';
import { fetchUsage, type UsageRequest } from './fetchUsage';

jest.mock('../../pyroscope/proxy');

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const ALLOC = 'memory:alloc_space:bytes:space:bytes';
/** Node's heap: the data source does not know it and makes rates of its bytes. */
const NODE_HEAP = 'memory:inuse_space:bytes:inuse_space:bytes';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = 1_790_000_000_000;

interface Sender {
  pod: string;
  /** milliseconds before now */
  from: number;
  to: number;
  everyMs: number;
  /** cores, or bytes */
  value: number;
  jitterMs?: number;
  /** from and to, milliseconds before now */
  gap?: [number, number];
}

/** An instance's profiles: each of what was used since the one before it; of snapshots the value itself. */
function profilesOf({ pod, from, to, everyMs, value, jitterMs = 0, gap = [0, 0] }: Sender, kind: 'used' | 'there') {
  const profiles: SimulatedProfile[] = [];
  let before = NOW - from;
  for (let i = 1; before <= NOW - to; i++) {
    const jitter = Math.round(jitterMs * Math.sin(7 * i * i));
    const time = NOW - from + i * everyMs + jitter;
    const missing = time > NOW - gap[0] && time <= NOW - gap[1];
    if (time <= NOW - to && !missing) {
      const afterGap = time - before > 2 * everyMs;
      const worked = afterGap ? everyMs : time - before;
      profiles.push({ labels: { pod }, time, value: kind === 'used' ? value * worked * 1e6 : value });
    }
    before = missing ? before : time;
  }
  return profiles;
}

const refuse = () => {
  throw Object.assign(Object.create(DataSourceError.prototype) as Error, { kind: 'forbidden' });
};

function serve(
  typeId: string,
  senders: Sender[],
  options: Partial<ConstructorParameters<typeof SimulatedServer>[2]> & { proxy?: boolean } = {}
) {
  const kind = typeId === CPU ? 'used' : 'there';
  const profiles = senders.flatMap((sender) => profilesOf(sender, kind));
  const registered = typeId === CPU ? 'cumulative' : undefined;
  const server = new SimulatedServer(typeId, profiles, { minStepMs: 15 * SECOND, registered, ...options });
  jest
    .mocked(callQuerier)
    .mockImplementation((options.proxy === false ? refuse : server.querier) as typeof callQuerier);
  return server;
}

const ask = (typeId: string, lengthMs: number, change: Partial<UsageRequest> = {}): UsageRequest => ({
  types: [typeId],
  labelSelector: '{}',
  range: { from: NOW - lengthMs, to: NOW },
  minStepMs: 15 * SECOND,
  ...change,
});

const averageOf = async (server: SimulatedServer, request: UsageRequest) =>
  (await fetchUsage(server.dataSource, request))?.average;

beforeEach(() => {
  jest.resetAllMocks();
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

describe('one number for a service', () => {
  const pods: Sender[] = [
    { pod: 'a', from: 26 * HOUR, to: 0, everyMs: 15 * SECOND, value: 0.1, jitterMs: 900 },
    { pod: 'b', from: 26 * HOUR, to: 0, everyMs: 60 * SECOND, value: 0.053, jitterMs: 2_000 },
  ];

  it('at 15 minutes, at 24 hours and whatever the smallest step: 0.153 cores', async () => {
    for (const length of [15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR]) {
      const average = await averageOf(serve(CPU, pods), ask(CPU, length));
      expect([length, Math.abs(average! / 0.153 - 1) < 0.02]).toEqual([length, true]);
    }
    const coarse = { minStepMs: 5 * MINUTE };
    expect(await averageOf(serve(CPU, pods, coarse), ask(CPU, 24 * HOUR, coarse))).toBeCloseTo(0.153, 2);
  });

  it('on a server that keeps old and new profiles apart and loses what does not fill a step', async () => {
    const split = NOW - 7 * HOUR - 12_345;
    const server = serve(CPU, pods, { split });
    expect(await averageOf(server, ask(CPU, 24 * HOUR))).toBeCloseTo(0.153, 3);
    // As 0.1.0 asked for a row's chart.
    const wide = server.selectSeries({ start: NOW - 24 * HOUR, end: NOW, step: 6 * HOUR, groupBy: [] });
    const lost = 1 - wide[0].points.reduce((sum, { value }) => sum + value, 0) / server.total(NOW - 24 * HOUR, NOW);
    expect(lost).toBeGreaterThan(0.15);
  });

  it('is the total of the flame graph by the time covered', async () => {
    const server = serve(CPU, pods);
    const usage = await fetchUsage(server.dataSource, ask(CPU, HOUR));
    const { from, to } = usage!.range;
    expect(usage!.total).toBeCloseTo(server.total(from + 1, to) / 1e9, 6);
    expect(usage).toMatchObject({ kind: 'rate', unit: 'cores', coverable: 3600, instances: { kind: 'pod', count: 2 } });
    expect(usage!.covered!).toBeCloseTo(3600, -2);
  });

  it('is of all of today, up to now', async () => {
    const server = serve(CPU, pods);
    const today = { from: NOW - 10 * HOUR, to: NOW + 14 * HOUR };
    const usage = await fetchUsage(server.dataSource, ask(CPU, 0, { range: today }));
    expect(usage!.average).toBeCloseTo(0.153, 3);
    expect(usage).toMatchObject({ coverable: 36_000 });
    expect(usage!.covered! / 36_000).toBeCloseTo(1, 2);
    expect(Math.max(...server.asked.map(({ end }) => end))).toBeLessThanOrEqual(NOW + MINUTE);
  });
});

describe('memory in use', () => {
  const heap = (everyMs: number): Sender[] =>
    [100, 300].map((value, i) => ({
      pod: `p${i}`,
      from: 26 * HOUR,
      to: 0,
      everyMs,
      value: value * 2 ** 20,
      jitterMs: 900,
    }));

  it.each([
    ['5 min', 5 * MINUTE, 15 * SECOND],
    ['2 h', 2 * HOUR, 15 * SECOND],
    ['24 h', 24 * HOUR, 60 * SECOND],
    ['24 h, a snapshot each half hour', 24 * HOUR, 30 * MINUTE],
  ])('of a Node service is what its instances hold together, as bytes: %s', async (_, length, everyMs) => {
    const usage = await fetchUsage(serve(NODE_HEAP, heap(everyMs)).dataSource, ask(NODE_HEAP, length));
    expect(usage).toMatchObject({ kind: 'value', unit: 'bytes' });
    expect(usage!.average! / 2 ** 20).toBeCloseTo(400, 0);
    expect(usage!.series[0].values.at(-2)! / 2 ** 20).toBeCloseTo(400, 0);
  });

  it('of more snapshots than a browser is sent is known by their interval', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ ...heap(15 * SECOND)[0], pod: `p${i}` }));
    const server = serve(NODE_HEAP, many);
    const usage = await fetchUsage(server.dataSource, ask(NODE_HEAP, 24 * HOUR));
    expect(usage).toMatchObject({ kind: 'value', unit: 'bytes', instances: { count: 40 } });
    expect(usage!.average! / 2 ** 20).toBeCloseTo(4000, -2);
    // 40 x 1440 points after the first 240 steps; single ones only of ten minutes.
    expect(server.asked.map(({ step, start, end }) => Math.round((end - start) / step))).toEqual([600_000, 239, 1199]);
  });

  it('of today is looked at where there is any, in pieces, although the range ends in the future', async () => {
    const pods = Array.from({ length: 80 }, (_, i) => ({
      ...heap(15 * SECOND)[0],
      pod: `p${i}`,
      from: 10 * HOUR,
      to: 5 * HOUR,
    }));
    const server = serve(NODE_HEAP, pods);
    const today = { from: NOW - 10 * HOUR, to: NOW + 14 * HOUR };
    const usage = await fetchUsage(server.dataSource, ask(NODE_HEAP, 0, { range: today }));
    expect(usage).toMatchObject({ kind: 'value', instances: { count: 80 }, coverable: 36_000 });
    expect(usage!.average! / 2 ** 20).toBeCloseTo(8000, -2);
    const asked = server.asked.filter(({ step }) => step === 1).map(({ start, end }) => [NOW - start, NOW - end]);
    // Nothing in the last ten minutes; ten minutes of what there is last; two halves.
    expect(asked.map((ends) => ends.map((ms) => Math.round(ms / HOUR)))).toEqual([
      [0, 0],
      [5, 5],
      [5, 0],
      [10, 5],
    ]);
  });

  it('gives way to what is allocated where nothing tells how many snapshots there are', async () => {
    const server = serve(ALLOC, heap(15 * SECOND), { proxy: false, registered: 'cumulative' });
    const usage = await fetchUsage(server.dataSource, { ...ask(ALLOC, HOUR), types: [NODE_HEAP, ALLOC] });
    expect(usage).toMatchObject({ typeId: ALLOC, unit: 'binBps', kind: 'rate' });
    expect(await fetchUsage(server.dataSource, ask(NODE_HEAP, HOUR))).toBeNull();
  });

  it('is a sum in bytes, not bytes a second, on the tab of a service whose snapshots nobody can count', async () => {
    const { dataSource } = serve(NODE_HEAP, heap(15 * SECOND), { proxy: false });
    const { types: _, ...rest } = ask(NODE_HEAP, HOUR);
    const request = { ...rest, profileTypeId: NODE_HEAP, allSnapshots: async () => ({ kind: 'unknown' as const }) };
    const series = await fetchRangeSeries(dataSource, request);
    expect(series).toMatchObject({ kind: 'sum', unit: 'bytes', average: undefined });
    expect(series.series[0].values[10]).toBe(400 * 2 ** 20);
  });
});

const GIB = 2 ** 30;
const shares = async (server: SimulatedServer, request: UsageRequest, moment?: { from: number; to: number }) => {
  const { types, ...rest } = request;
  const asked = { ...rest, profileTypeId: types[0] };
  const allSnapshots = (groupBy: readonly string[]) => fetchAllSnapshots(server.dataSource, asked, { groupBy });
  return fetchShares(server.dataSource, { ...asked, allSnapshots }, { label: 'pod', count: 50, moment });
};

describe('the shares of two pods of 1 GiB each, one five minutes old', () => {
  const sender = (pod: string, from: number): Sender => ({ pod, from, to: 0, everyMs: 15 * SECOND, value: GIB });
  const pods = [sender('old', 2 * HOUR), sender('new', 5 * MINUTE)];

  it.each([true, false])('are halves of the snapshot that the flame graph shows (proxy: %s)', async (proxy) => {
    const moment = { from: NOW - 15 * SECOND, to: NOW };
    const { parts, whole } = await shares(serve(NODE_HEAP, pods, { proxy }), ask(NODE_HEAP, HOUR), moment);
    expect(parts.map(({ value, amount }) => [value, amount / whole])).toEqual([
      ['new', 0.5],
      ['old', 0.5],
    ]);
  });

  it('are by the time that they were there in an average of the range', async () => {
    const { parts, whole } = await shares(serve(NODE_HEAP, pods), ask(NODE_HEAP, HOUR));
    expect(parts[0].value).toBe('old');
    expect(parts[0].amount / whole).toBeCloseTo(60 / 65, 2);
  });
});

const sender = (lengthMs: number) =>
  fc
    .record({
      everyMs: fc.constantFrom(5, 10, 15, 60).map((s) => s * SECOND),
      offset: fc.nat(59 * SECOND),
      value: fc.double({ min: 0.01, max: 8, noNaN: true }),
      jitter: fc.double({ min: 0, max: 0.1, noNaN: true }),
      /** of the range; of a short one a step at each end is too much of it */
      gap: fc.option(
        fc.tuple(fc.double({ min: 0.3, max: 0.5, noNaN: true }), fc.double({ min: 0.1, max: 0.2, noNaN: true }))
      ),
      /** where it is replaced by an instance of another name */
      restart: fc.option(fc.double({ min: 0.3, max: 0.7, noNaN: true })),
    })
    .map(({ everyMs, offset, value, jitter, gap, restart }): Array<Omit<Sender, 'pod'>> => {
      const whole = {
        from: lengthMs + 5 * MINUTE + offset,
        to: 0,
        everyMs,
        value,
        jitterMs: Math.floor(jitter * everyMs),
      };
      if (restart !== null && lengthMs >= HOUR) {
        const at = Math.round(restart * lengthMs);
        return [
          { ...whole, to: at },
          { ...whole, from: at },
        ];
      }
      const long = gap !== null && lengthMs >= HOUR;
      return [
        long ? { ...whole, gap: [Math.round(gap[0] * lengthMs), Math.round((gap[0] - gap[1]) * lengthMs)] } : whole,
      ];
    });

const scenario = fc
  .constantFrom(15 * MINUTE, HOUR, 3 * HOUR, 24 * HOUR)
  .chain((lengthMs) =>
    fc.record({
      lengthMs: fc.constant(lengthMs),
      instances: fc.array(sender(lengthMs), { minLength: 1, maxLength: 3 }),
      /** the range need not end now, nor on a step */
      ago: fc.nat(3 * MINUTE),
    })
  )
  .map(({ instances, ...some }) => ({
    ...some,
    senders: instances.flat().map((one, i) => ({ ...one, pod: `p${i}` })),
    // A restarted instance uses as much as the one that it replaces.
    used: instances.reduce((sum, [{ value }]) => sum + value, 0),
  }));

describe('any services', () => {
  it('have averages within 2 % of what they used', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ lengthMs, senders, ago, used }) => {
        const range = { from: NOW - lengthMs - ago, to: NOW - ago };
        const average = (await averageOf(serve(CPU, senders), ask(CPU, 0, { range })))!;
        expect(Math.abs(average / used - 1)).toBeLessThan(0.02);
      }),
      { numRuns: 200 }
    );
  });

  it('have the same numbers in the list, on the page and in the labels panel, for any window and step', async () => {
    const steps = fc.constantFrom(5, 15, 20, 60, 300).map((s) => s * SECOND);
    await fc.assert(
      fc.asyncProperty(scenario, steps, fc.constantFrom(CPU, NODE_HEAP), async (some, minStepMs, typeId) => {
        const range = { from: NOW - some.lengthMs - some.ago, to: NOW - some.ago };
        const server = serve(typeId, some.senders, { minStepMs });
        const request = ask(typeId, 0, { range, minStepMs });
        const { types: _, ...rest } = request;
        const asked = { ...rest, profileTypeId: typeId };
        const allSnapshots = (groupBy: readonly string[]) => fetchAllSnapshots(server.dataSource, asked, { groupBy });
        const row = await fetchUsage(server.dataSource, request);
        const page = await fetchRangeSeries(server.dataSource, { ...asked, allSnapshots });
        const { parts, whole } = await shares(server, request);
        expect(row).toEqual({ ...page, typeId });
        expect(whole / page.total).toBeCloseTo(1, 9);
        expect(parts.reduce((sum, { amount }) => sum + amount, 0) / whole).toBeCloseTo(1, 9);
        const line = page.series[0];
        if (page.kind === 'rate') {
          const drawn = line.values.reduce((sum, value) => sum + (value * page.stepMs) / 1000, 0);
          expect(drawn / page.total).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 25 }
    );
  });
});
