import { createDataFrame } from '@grafana/data';
import { windowTable, type WindowTable } from '../profile/matrix';
import { type Profile } from '../profile/model';
import { profileFromStacks } from '../profile/stacks';
import { drawn } from '../profile/testing/drawn';
import { planWindows } from '../query/windows';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { fetchFlameGraph } from './flameGraph';
import { fetchWindows, fetchWindowsOf, WindowMemory } from './windows';

jest.mock('./flameGraph');
jest.mock('./decodedProfile');
const ask = jest.mocked(fetchFlameGraph);

const dataSource = { uid: 'p' } as PyroscopeDataSource;
const MINUTE = 60_000;
const profile = (value: number) => profileFromStacks([{ frames: ['main'], value }]);
const request = { profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', labelSelector: '{}', maxNodes: 16_384 };
/** Profiles of one unit a minute. */
const answer = (from: number, to: number) => ({
  profile: profile(Math.ceil((to - from) / MINUTE)),
  unit: 'ns',
  frame: createDataFrame({ fields: [] }),
});
const fetch = (to: number, memory: WindowMemory, signal = new AbortController().signal) =>
  fetchWindows(
    dataSource,
    { ...request, windows: planWindows({ from: to - 60 * MINUTE, to }, 15_000, true) },
    { memory, signal, now: to }
  );

beforeEach(() => ask.mockReset());

it('asks four at a time, the newest first', async () => {
  const waiting: Array<() => void> = [];
  ask.mockImplementation(
    (_, { range }) => new Promise((resolve) => waiting.push(() => resolve(answer(range.from, range.to))))
  );
  const all = fetch(1e12, new WindowMemory());
  expect(ask).toHaveBeenCalledTimes(4);
  const asked = () => ask.mock.calls.map(([, { range }]) => range.from);
  expect(asked()).toEqual([...asked()].sort((a, b) => b - a));
  while (waiting.length > 0) {
    waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
    expect(ask.mock.calls.length).toBeLessThanOrEqual((await Promise.resolve(asked().length)) + 4);
  }
  const tables = await all;
  expect(tables).toHaveLength(asked().length);
  expect(asked()).toEqual([...asked()].sort((a, b) => b - a));
});

it('costs one or two requests more after a refresh, those that are not settled yet again', async () => {
  ask.mockImplementation(async (_, { range }) => answer(range.from, range.to));
  const memory = new WindowMemory();
  const to = 1e12 - (1e12 % (2.5 * MINUTE)) + 2.2 * MINUTE;
  await fetch(to, memory);
  const first = ask.mock.calls.length;
  expect(first).toBeGreaterThanOrEqual(24);
  await fetch(to + 5_000, memory);
  expect(ask.mock.calls.length - first).toBe(1);
});

it('asks about several selectors four at a time, the newest window of all of them first; a refresh costs one each', async () => {
  const regions = ['{region="eu"}', '{region="us"}', '{region="ap"}'];
  ask.mockImplementation(async (_, { range, labelSelector }) => ({
    ...answer(range.from, range.to),
    profile: profile(1 + regions.indexOf(labelSelector)),
  }));
  const memory = new WindowMemory();
  const progress: number[] = [];
  const fetchAt = (to: number) =>
    fetchWindowsOf(
      dataSource,
      { ...request, labelSelectors: regions, windows: planWindows({ from: to - 60 * MINUTE, to }, 15_000, true) },
      {
        memory,
        signal: new AbortController().signal,
        now: to,
        onTables: (tables) => progress.push(tables.flat().filter((table) => table !== undefined).length),
      }
    );
  const to = 1e12 - (1e12 % (2.5 * MINUTE)) + 2.2 * MINUTE;
  const tables = await fetchAt(to);
  expect(tables.map((each) => each.map(({ whole }) => whole))).toEqual([1, 2, 3].map((one) => Array(24).fill(one)));
  const asked = ask.mock.calls.map(([, { range, labelSelector }]) => [range.from, labelSelector]);
  expect(asked.slice(0, 4).map(([, selector]) => selector)).toEqual([...regions, regions[0]]);
  expect(asked.map(([from]) => from)).toEqual(asked.map(([from]) => from).sort((a, b) => Number(b) - Number(a)));
  expect(progress).toEqual(Array.from({ length: 72 }, (_, i) => i + 1));
  await fetchAt(to + 5_000);
  expect(ask).toHaveBeenCalledTimes(72 + 3);
});

it('ends all of them with the first that fails, and when nobody wants them any more', async () => {
  const signals: AbortSignal[] = [];
  ask.mockImplementation((_, __, signal) => {
    signals.push(signal!);
    return signals.length === 2 ? Promise.reject(new Error('too busy')) : new Promise(() => {});
  });
  await expect(fetch(1e12, new WindowMemory())).rejects.toThrow('too busy');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);

  signals.length = 0;
  ask.mockImplementation((_, __, signal) => {
    signals.push(signal!);
    return new Promise(() => {});
  });
  const controller = new AbortController();
  void fetch(1e12, new WindowMemory(), controller.signal);
  controller.abort();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
});

/** Of functions `same0`, `same1` ... */
const table = (functions: number, of: string): WindowTable =>
  windowTable(profileFromStacks(Array.from({ length: functions }, (_, i) => ({ frames: [`${of}${i}`], value: 1 }))));

it('keeps under its limit of memory, the least lately used goes first', () => {
  const memory = new WindowMemory(40_000);
  memory.put('a', table(300, 'same'));
  memory.put('b', table(300, 'same'));
  expect(memory.get('a')!.names[5]).toBe('same5');
  memory.put('c', table(300, 'same'));
  memory.put('d', table(300, 'same'));
  expect(memory.bytes).toBeLessThanOrEqual(40_000);
  expect(memory.get('b')).toBeUndefined();
  expect(memory.get('d')!.names).toHaveLength(300);
});

it('keeps what comes last also after tables whose names are all others', () => {
  const memory = new WindowMemory(40_000);
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    memory.put(key, table(300, key));
    expect(memory.get(key)?.names).toHaveLength(300);
  }
  expect(memory.get('a')).toBeUndefined();
});

it('counts once what is put twice, and nothing of what is gone', () => {
  const memory = new WindowMemory(40_000);
  memory.put('a', table(300, 'same'));
  const { bytes } = memory;
  memory.put('a', table(300, 'same'));
  expect(memory.bytes).toBe(bytes);
  // Too large to be kept at all.
  memory.put('b', table(2000, 'other'));
  expect(memory.bytes).toBe(0);
});

describe('where flame graphs are cut', () => {
  const wholes = jest.mocked(fetchDecoded<'profile'>);
  const budget = { ms: 3000, bytes: 8e6 };
  const windows = planWindows({ from: 0, to: 60 * MINUTE - 1 }, 15_000, false);
  /** 20 a window, 6 of them not loaded. */
  const cut = drawn(`
    [total               ]
    [main        ][other ]
  `);
  const all: Profile = profileFromStacks([
    { frames: ['main'], value: cut.total[1] },
    { frames: ['rare'], value: cut.total[0] - cut.total[1] },
  ]);
  const tablesOf = (whole?: typeof budget) =>
    fetchWindows(
      dataSource,
      { ...request, windows, whole },
      { memory: new WindowMemory(), signal: new AbortController().signal, now: 1e12 }
    );
  beforeEach(() => {
    wholes.mockReset();
    ask.mockImplementation(async () => ({ ...answer(0, 1), profile: cut }));
  });

  it('asks for whole profiles, which add up to the whole range to the unit', async () => {
    wholes.mockResolvedValue(all);
    const tables = await tablesOf(budget);
    expect(tables).toHaveLength(24);
    expect(tables.every((table) => table.cut === 0 && table.names.includes('rare'))).toBe(true);
    const sum = (read: (table: WindowTable) => number) => tables.reduce((total, table) => total + read(table), 0);
    expect(sum(({ whole }) => whole)).toBe(24 * all.total[0]);
    expect(sum(({ names, self }) => self[names.indexOf('rare')])).toBe(24 * (cut.total[0] - cut.total[1]));
    // Once it is known that graphs are cut, none is asked for: four were at the same time.
    expect([ask.mock.calls.length, wholes.mock.calls.length]).toEqual([4, 24]);
    expect(wholes.mock.calls[0][3].budget).toEqual(budget);
  });

  it('leaves the bounds of graphs where whole profiles cost too much, and asks for no more of them', async () => {
    wholes.mockRejectedValue(new Error('over budget'));
    const tables = await tablesOf(budget);
    expect(tables.every((table) => table.cut === cut.total[0] - cut.total[1])).toBe(true);
    expect(ask).toHaveBeenCalledTimes(24);
    expect(wholes.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('leaves a graph whose total is another than the whole profile says, as where that was cut or late', async () => {
    wholes.mockResolvedValue(profileFromStacks([{ frames: ['main'], value: 1 }]));
    expect((await tablesOf(budget)).filter((table) => table.cut > 0)).toHaveLength(4);
  });

  it('asks for none where the range itself was not had whole', async () => {
    await tablesOf();
    expect(wholes).not.toHaveBeenCalled();
  });
});
