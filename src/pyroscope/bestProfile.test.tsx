import { ProfileInputError } from '../profile/model';
import { linedStacks } from '../profile/pprof/lines';
import { profileFromPprof } from '../profile/pprof/profile';
import { encode, fields, packed } from '../profile/pprof/testing/encode';
import { folded } from '../profile/testing/drawn';
import { fetchBestProfile } from './bestProfile';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { DataSourceError } from './errors';
import { fetchFlameGraph } from './flameGraph';
import { RaceMemory } from './raceMemory';
import { refusalOf } from './testing/simulatedServer';
import { fetchWholeProfile, OverBudgetError } from './wholeProfile';

jest.mock('./wholeProfile', () => ({ ...jest.requireActual('./wholeProfile'), fetchWholeProfile: jest.fn() }));
jest.mock('./flameGraph', () => ({ ...jest.requireActual('./flameGraph'), fetchFlameGraph: jest.fn() }));
// jsdom has no workers and no TextDecoder of its own; the decoder has a test of its own.
jest.mock('../profile/pprof/decode', () => ({
  ProfileDecoder: class {
    decode = ({ parts, sampleType, wanted }: { parts: Uint8Array[]; sampleType: string; wanted: string }) =>
      Promise.resolve((wanted === 'lines' ? linedStacks : profileFromPprof)(parts[0], sampleType));
    close = () => {};
  },
}));
const whole = jest.mocked(fetchWholeProfile);
const graph = jest.mocked(fetchFlameGraph);

const TYPE = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const budget = { ms: 3000, bytes: 8e6 };
let memory: RaceMemory;

function ask(subject = 'checkout', range = { from: 0, to: 3_600_000 }, uid = 'p') {
  const request = { profileTypeId: TYPE, labelSelector: '{}', range, maxNodes: 100 };
  return fetchBestProfile(
    { uid } as PyroscopeDataSource,
    request,
    { budget, subject, memory },
    new AbortController().signal
  );
}

/** A pprof of one stack of the names, the leaf last. */
function pprof(...names: string[]): Uint8Array {
  const strings = ['', 'cpu', 'nanoseconds', ...names];
  return encode([
    ...strings.map((text) => [6, text] as const),
    [1, fields({ 1: 1, 2: 2 })],
    [2, fields({ 1: packed(names.map((_, i) => names.length - i)), 2: packed([70]) })],
    ...names.map((_, i) => [4, fields({ 1: i + 1, 4: fields({ 1: i + 1 }) })] as const),
    ...names.map((_, i) => [5, fields({ 1: i + 1, 2: i + 3 })] as const),
  ]);
}

const CUT = { profile: profileFromPprof(pprof('main', 'other'), 'cpu'), unit: 'ns', frame: undefined };
const COMPLETE = { profile: folded('main 70'), unit: 'ns', frame: undefined };
const tooSlow = new OverBudgetError(budget, 'ms');
const tooLarge = new OverBudgetError(budget, 'bytes');

beforeEach(() => {
  jest.resetAllMocks();
  memory = new RaceMemory();
});

it('of source lines too all nodes are asked for where the server cut them', async () => {
  whole.mockResolvedValueOnce([pprof('main', 'other')]).mockResolvedValueOnce([pprof('main', 'read')]);
  const request = { profileTypeId: TYPE, labelSelector: '{}', range: { from: 0, to: 1 } };
  const { signal } = new AbortController();
  const { notLoaded } = await fetchDecoded({ uid: 'lines' } as PyroscopeDataSource, request, 'lines', { signal });
  expect(notLoaded).toBe(0);
  expect(whole.mock.calls.map(([, { maxNodes }]) => maxNodes)).toEqual([undefined, 1_048_576]);
});

describe('the best profile', () => {
  afterEach(() => jest.useRealTimers());

  it('is the whole one, in its own unit, without asking for a graph', async () => {
    // The time that passes until it is asked for is taken off its budget.
    jest.useFakeTimers();
    whole.mockResolvedValue([pprof('main', 'read')]);
    const answer = await ask();
    expect(answer).toMatchObject({ unit: 'ns', frame: undefined });
    expect(answer.profile.frames.names).toEqual(['total', 'main', 'read']);
    expect(answer.profile.total[0]).toBe(70);
    expect(answer.whole).toBeUndefined();
    expect(graph).not.toHaveBeenCalled();
    expect(whole.mock.calls[0][2]).toMatchObject({ budget });
  });

  it('is asked for again with all nodes where the server cut it, and is cut where that does not help', async () => {
    whole.mockResolvedValueOnce([pprof('main', 'other')]).mockResolvedValueOnce([pprof('main', 'read')]);
    expect((await ask()).profile.frames.names).toContain('read');
    expect(whole.mock.calls.map(([, { maxNodes }]) => maxNodes)).toEqual([undefined, 1_048_576]);
  });

  it('is asked for again with as many nodes as the server allows, which tells once how many', async () => {
    const refused = DataSourceError.fromFetch({
      status: 400,
      data: {
        code: 'invalid_argument',
        message: 'max flamegraph nodes limit 1048576 is greater than allowed 20000',
      },
      config: {},
    });
    whole.mockImplementation((_, { maxNodes = 0 }) =>
      maxNodes > 20_000 ? Promise.reject(refused) : Promise.resolve([pprof('main', maxNodes > 0 ? 'read' : 'other')])
    );
    expect((await ask('checkout', undefined, 'few-nodes')).profile.frames.names).toContain('read');
    await ask('cart', undefined, 'few-nodes');
    expect(whole.mock.calls.map(([, { maxNodes }]) => maxNodes)).toEqual([
      undefined,
      1_048_576,
      20_000,
      undefined,
      20_000,
    ]);
    expect(graph).not.toHaveBeenCalled();
  });

  it('is asked for again within what is left of the budget', async () => {
    jest.useFakeTimers();
    whole.mockImplementationOnce((_, __, { onBytes }) => {
      onBytes?.(3e6);
      jest.setSystemTime(Date.now() + 1000);
      return Promise.resolve([pprof('main', 'other')]);
    });
    whole.mockImplementationOnce((_, __, { budget: left }) => Promise.reject(new OverBudgetError(left!, 'bytes')));
    graph.mockResolvedValue(CUT);
    const { whole: offer } = await ask();
    jest.useRealTimers();
    expect(whole.mock.calls.map(([, , { budget: left }]) => left)).toEqual([budget, { ms: 2000, bytes: 5e6 }]);
    expect(offer?.failure).toEqual(tooLarge);
  });

  it('is the graph where the whole profile fails, with the reason and a way to load all', async () => {
    whole.mockRejectedValueOnce(tooSlow);
    graph.mockResolvedValue(CUT);
    const answer = await ask();
    expect(answer.profile).toBe(CUT.profile);
    expect(answer.whole?.failure).toEqual(tooSlow);
    whole.mockResolvedValue([pprof('main', 'read')]);
    const onBytes = jest.fn();
    const all = await answer.whole!.load!({ signal: new AbortController().signal, onBytes });
    expect(all.profile.frames.names).toContain('read');
    whole.mock.lastCall![2].onBytes!(1234);
    expect(onBytes).toHaveBeenLastCalledWith(1234);
    expect(whole.mock.lastCall![2].budget).toBeUndefined();
  });

  it('is asked for in parts where the range is too long, within one budget of bytes', async () => {
    const DAY = 86_400_000;
    const budgets: unknown[] = [];
    whole.mockImplementation((_, { range }, { budget: left, onBytes }) => {
      if (range.to - range.from > DAY) {
        return Promise.reject(DataSourceError.fromQuery(refusalOf(DAY, range.to - range.from)));
      }
      budgets.push(left?.bytes);
      onBytes?.(3e6);
      return budgets.length < 3
        ? Promise.resolve([pprof('main', 'read')])
        : Promise.reject(new OverBudgetError(left!, 'bytes'));
    });
    graph.mockResolvedValue(CUT);
    const { profile } = await ask('checkout', { from: 0, to: 2 * DAY }, 'long');
    expect([profile.total[0], budgets]).toEqual([140, [8e6, 5e6]]);
    const answer = await ask('other', { from: 0, to: 3 * DAY }, 'long');
    expect(budgets.slice(2)).toEqual([8e6, 5e6]);
    expect(answer.whole?.failure).toEqual(tooLarge);
  });

  it('is a graph from which nothing was cut, without a word of the whole profile', async () => {
    whole.mockRejectedValue(new ProfileInputError('bad-pprof', 'This is not a pprof: it is cut off.'));
    graph.mockResolvedValue(COMPLETE);
    expect(await ask()).toEqual(COMPLETE);
  });

  it('comes after a graph that was first', async () => {
    jest.useFakeTimers();
    let come = (_: Uint8Array[]) => {};
    whole.mockReturnValue(new Promise((resolve) => (come = resolve)));
    graph.mockResolvedValue(CUT);
    const asked = ask();
    await jest.advanceTimersByTimeAsync(700);
    const answer = await asked;
    expect(answer.profile).toBe(CUT.profile);
    come([pprof('main', 'read')]);
    expect((await answer.whole!.coming)!.profile.frames.names).toContain('read');
    jest.useRealTimers();
  });
});

describe('what was cut below a frame', () => {
  it('is asked for with the next focus where the code for it did not come the first time', async () => {
    whole.mockRejectedValue(tooSlow);
    graph.mockResolvedValue(CUT);
    const { below } = await ask();
    const load = () => below!(['gone'], { signal: new AbortController().signal, onAnswer: () => {} });
    jest.doMock('./moreBelow', () => {
      throw new Error('Loading chunk 5 failed.');
    });
    await expect(load()).rejects.toThrow('Loading chunk 5 failed.');
    jest.dontMock('./moreBelow');
    await expect(load()).resolves.toBeUndefined();
  });
});

describe('what comes second', () => {
  const MISSING = encode([
    ...['', 'cpu', 'nanoseconds'].map((text) => [6, text] as const),
    [1, fields({ 1: 1, 2: 2 })],
    [2, fields({ 1: packed([7]), 2: packed([70]) })],
  ]);
  const cutOf = (value: number) => ({ ...CUT, profile: folded(`main;read ${value}\nmain;other 1`) });

  it('leaves the graph where it names a location that it lacks, with the reason', async () => {
    whole.mockResolvedValue([MISSING]);
    graph.mockResolvedValue(CUT);
    const answer = await ask();
    expect(answer.profile).toBe(CUT.profile);
    expect(answer.whole!.failure).toEqual(new ProfileInputError('bad-pprof', 'The pprof has no location 7.'));
  });

  it('leaves the graph where its total is another, asked for once more', async () => {
    whole.mockRejectedValueOnce(tooSlow).mockResolvedValue([pprof('main', 'read')]);
    graph.mockResolvedValue(cutOf(99));
    const answer = await ask();
    const all = answer.whole!.load!({ signal: new AbortController().signal });
    await expect(all).rejects.toMatchObject({ code: 'other-total' });
    expect(graph).toHaveBeenCalledTimes(2);
  });

  it('takes its place where newer profiles came between the two questions', async () => {
    whole.mockRejectedValueOnce(tooSlow).mockResolvedValue([pprof('main', 'read')]);
    graph.mockResolvedValueOnce(cutOf(59)).mockResolvedValue(cutOf(69));
    const answer = await ask();
    const all = await answer.whole!.load!({ signal: new AbortController().signal });
    expect(all.profile.total[0]).toBe(70);
  });

  it('does so too where it was on its way', async () => {
    jest.useFakeTimers();
    let come = (_: Uint8Array[]) => {};
    whole.mockReturnValue(new Promise((resolve) => (come = resolve)));
    graph.mockResolvedValue(cutOf(99));
    const asked = ask();
    await jest.advanceTimersByTimeAsync(700);
    const { coming } = (await asked).whole!;
    come([pprof('main', 'read')]);
    await expect(coming).rejects.toMatchObject({ code: 'other-total' });
    jest.useRealTimers();
    expect((await ask()).whole?.failure).toMatchObject({ code: 'other-total' });
  });
});

it('takes the place of a complete graph as well, which has no files and not the name of the program', async () => {
  jest.useFakeTimers();
  let come = (_: Uint8Array[]) => {};
  whole.mockReturnValueOnce(new Promise((resolve) => (come = resolve)));
  graph.mockResolvedValue(COMPLETE);
  const asked = ask();
  await jest.advanceTimersByTimeAsync(700);
  jest.useRealTimers();
  const { profile, whole: offer } = await asked;
  expect(profile).toBe(COMPLETE.profile);
  // Nothing more is there to load.
  expect(offer!.load).toBeUndefined();
  come([pprof('main')]);
  expect((await offer!.coming!).profile.total[0]).toBe(70);
  // The next one asks for the whole profile alone.
  whole.mockResolvedValueOnce([pprof('main')]);
  expect((await ask()).whole).toBeUndefined();
  expect(graph).toHaveBeenCalledTimes(1);
});

it('waits for no graph once the first bytes are there, whatever the rest takes', async () => {
  jest.useFakeTimers();
  whole.mockImplementation((_, __, { onBytes }) => {
    setTimeout(() => onBytes?.(1000), 600);
    return new Promise(() => {});
  });
  void ask();
  await jest.advanceTimersByTimeAsync(2900);
  expect(graph).not.toHaveBeenCalled();
  jest.useRealTimers();
});

describe('a refresh', () => {
  it('asks only for the whole profile where that won, however long it takes to begin', async () => {
    whole.mockResolvedValueOnce([pprof('main')]);
    await ask();
    jest.useFakeTimers();
    whole.mockReturnValue(new Promise(() => {}));
    void ask('checkout', { from: 5000, to: 3_605_000 });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(graph).not.toHaveBeenCalled();
    jest.useRealTimers();
  });

  it('asks only for the graph where the whole profile failed, and keeps the reason', async () => {
    whole.mockRejectedValue(tooSlow);
    graph.mockResolvedValue(CUT);
    await ask();
    const again = await ask('checkout', { from: 5000, to: 3_605_000 });
    expect(whole).toHaveBeenCalledTimes(1);
    expect(again.whole?.failure).toEqual(tooSlow);
  });

  it('asks only for a complete graph where the whole profile failed', async () => {
    whole.mockRejectedValue(tooSlow);
    graph.mockResolvedValue(COMPLETE);
    expect(await ask()).toEqual(COMPLETE);
    expect(await ask()).toEqual(COMPLETE);
    expect([whole.mock.calls.length, graph.mock.calls.length]).toEqual([1, 2]);
  });

  it('of another subject or a range of another length asks for both at once after an answer over budget', async () => {
    whole.mockRejectedValue(tooSlow);
    graph.mockResolvedValue(CUT);
    await ask();
    whole.mockReturnValue(new Promise(() => {}));
    graph.mockClear();
    jest.useFakeTimers();
    const shorter = ask('checkout', { from: 0, to: 60_000 });
    await jest.advanceTimersByTimeAsync(50);
    expect([whole.mock.calls.length, graph.mock.calls.length]).toEqual([2, 1]);
    expect((await shorter).whole?.coming).toBeDefined();
    void ask('cart');
    await jest.advanceTimersByTimeAsync(50);
    expect([whole.mock.calls.length, graph.mock.calls.length]).toEqual([3, 1]);
    jest.useRealTimers();
  });

  it('of a range that is a fifth longer asks for the whole profile again, though it failed', async () => {
    whole.mockRejectedValueOnce(DataSourceError.notPyroscope());
    graph.mockResolvedValue(CUT);
    await ask();
    whole.mockResolvedValue([pprof('main')]);
    // "Today" grows while it is looked at.
    expect((await ask('checkout', { from: 0, to: 3_900_000 })).profile).toBe(CUT.profile);
    expect((await ask('checkout', { from: 0, to: 4_320_000 })).whole).toBeUndefined();
    expect(whole).toHaveBeenCalledTimes(2);
  });

  const refused = (status: number, code?: string) =>
    DataSourceError.fromFetch({ status, data: { code, message: 'no' }, config: {} });

  it.each([
    ['was given up', new DOMException('given up', 'AbortError')],
    ['was one too many', refused(429)],
    ['found the server busy', refused(429, 'resource_exhausted')],
    ['found no server', refused(503)],
    ['took the server too long', refused(504)],
    ['broke off', DataSourceError.brokenOff()],
    ['failed inside of the server', refused(500, 'internal')],
  ])('learns nothing of a whole profile that %s', async (_, failure) => {
    whole.mockRejectedValueOnce(failure);
    graph.mockResolvedValue(COMPLETE);
    await ask();
    whole.mockResolvedValue([pprof('main')]);
    expect((await ask()).whole).toBeUndefined();
    expect([whole.mock.calls.length, graph.mock.calls.length]).toEqual([2, 1]);
  });

  it.each([
    ['forbidden', refused(403)],
    ['not offered', refused(404)],
    ['unknown to the server', refused(501, 'unimplemented')],
    ['answered by something else', DataSourceError.notPyroscope()],
    ['no pprof', new ProfileInputError('bad-pprof', 'It is cut off.')],
  ])('does not ask again for what is %s', async (_, failure) => {
    whole.mockRejectedValueOnce(failure);
    graph.mockResolvedValue(CUT);
    await ask();
    expect((await ask()).whole?.failure).toBe(failure);
    expect(whole).toHaveBeenCalledTimes(1);
  });

  const larger = (bytes: number) =>
    DataSourceError.fromFetch({
      status: 429,
      data: { code: 'resource_exhausted', message: `received message larger than max (${bytes} vs. 4194304)` },
      config: {},
    });

  it.each([
    ['larger than a message may be', larger(5_000_000), larger(5_000_001)],
    ['larger than a proxy lets through', refused(413), refused(413)],
    ['not understood', refused(400, 'invalid_argument'), refused(400, 'invalid_argument')],
  ])('does not ask again for what was twice in a row %s', async (_, first, second) => {
    whole.mockRejectedValueOnce(first).mockRejectedValueOnce(second);
    graph.mockResolvedValue(CUT);
    await ask();
    await ask();
    expect((await ask()).whole?.failure).toBe(second);
    expect((await ask()).whole?.failure).toBe(second);
    expect(whole).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['too busy', refused(429)],
    ['too slow', refused(504)],
    ['not there', refused(503)],
  ])('asks again of a server that was twice in a row %s', async (_, failure) => {
    whole
      .mockRejectedValueOnce(failure)
      .mockRejectedValueOnce(failure)
      .mockResolvedValueOnce([pprof('main')]);
    graph.mockResolvedValue(CUT);
    await ask();
    await ask();
    expect((await ask()).whole).toBeUndefined();
    expect(whole).toHaveBeenCalledTimes(3);
  });

  it('asks again after failures that differ, that others came between, or that are of a given-up question', async () => {
    const given = new DOMException('given up', 'AbortError');
    const failures = [refused(504), refused(413), refused(504), given, given];
    failures.forEach((failure) => whole.mockRejectedValueOnce(failure));
    whole.mockResolvedValueOnce([pprof('main')]);
    whole.mockRejectedValueOnce(refused(504));
    whole.mockResolvedValueOnce([pprof('main')]);
    graph.mockResolvedValue(CUT);
    for (const failure of failures) {
      expect((await ask()).whole?.failure).toBe(failure);
    }
    expect((await ask()).whole).toBeUndefined();
    expect((await ask()).whole).toBeDefined();
    expect((await ask()).whole).toBeUndefined();
  });

  it.each([
    ['without a budget', true],
    ['within the budget', false],
  ])('waits for no whole profile that came the last time (%s) once it does not', async (_, unbounded) => {
    const range = { from: 0, to: 3_600_000 };
    const lesson = memory.questionOf('checkout', range);
    (unbounded ? lesson.loadedAll : lesson.wholeWon)();
    whole.mockRejectedValueOnce(refused(504));
    graph.mockResolvedValue(CUT);
    await ask();
    whole.mockReturnValue(new Promise(() => {}));
    jest.useFakeTimers();
    const again = ask();
    await jest.advanceTimersByTimeAsync(700);
    expect(graph).toHaveBeenCalledTimes(2);
    expect((await again).whole?.coming).toBeDefined();
    // What was loaded by hand once may cost what it does.
    expect(whole.mock.lastCall![2].budget).toEqual(unbounded ? undefined : budget);
    jest.useRealTimers();
  });

  it('knows no budget after all was loaded', async () => {
    whole.mockRejectedValueOnce(tooSlow);
    graph.mockResolvedValue(CUT);
    whole.mockResolvedValue([pprof('main')]);
    await (
      await ask()
    ).whole!.load!({ signal: new AbortController().signal });
    await ask();
    expect(whole).toHaveBeenCalledTimes(3);
    expect(whole.mock.lastCall![2].budget).toBeUndefined();
  });
});
