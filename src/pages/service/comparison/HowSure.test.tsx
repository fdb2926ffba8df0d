import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { windowTable } from '../../../profile/matrix';
import { profileFromStacks } from '../../../profile/stacks';
import { seeded } from '../../../profile/change/random';
import { poisson } from '../../../profile/change/testing/runs';
import { fetchSeries } from '../../../pyroscope/series';
import { fetchWindows } from '../../../pyroscope/windows';
import { CPU, fakeTab, HOUR, SPAN } from '../testing/fakeTab';
import { HowSure } from './HowSure';
import { compareSides } from './sides';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';

jest.mock('../../../pyroscope/windows');
jest.mock('../../../pyroscope/series');
const ask = jest.mocked(fetchWindows);

const BEFORE = { from: SPAN.from - HOUR, to: SPAN.to - HOUR };
const MINUTE = 60_000;
/** scan takes 0.2 cores, three times as much from 10:00 on; gc 0.8. */
const random = seeded(1);
const stacksOf = (minutes: number, after: boolean) => [
  { frames: ['main', 'load', 'scan'], value: 1e7 * poisson(6000 * minutes * (after ? 0.6 : 0.2), random) },
  { frames: ['gc'], value: 1e7 * poisson(6000 * minutes * 0.8, random) },
];
const answer = ({ from, to }: { from: number; to: number }) =>
  windowTable(profileFromStacks(stacksOf((to + 1 - from) / MINUTE, from >= SPAN.from)));
const EMPTY = windowTable(profileFromStacks([]));

beforeEach(() => {
  ask.mockReset();
  // Nobody says which instances there are.
  jest.mocked(fetchSeries).mockRejectedValue(new Error('refused'));
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
});
afterEach(() => jest.restoreAllMocks());

const STANDING = { from: String(SPAN.from), to: String(SPAN.to) };

function show({
  before = BEFORE,
  highlight,
  range = STANDING,
}: { before?: typeof BEFORE; highlight?: string; range?: typeof STANDING } = {}) {
  const { tab } = fakeTab({ subject: { range } });
  const side = (after: boolean) => {
    const profile = profileFromStacks(stacksOf(60, after));
    const total = profile.total[0];
    const series = { average: total / 3600, total, covered: 3600, instanceSeconds: 3600 };
    return { graph: { profile }, series, counted: total / 1e7 };
  };
  const compared = compareSides(
    CPU,
    'ns',
    { before: side(false), after: side(true) },
    { width: 'larger', differ: 'time' }
  );
  const onHighlight = jest.fn();
  const onVerdicts = jest.fn<void, [RowVerdicts | undefined]>();
  const graph = { ...tab.address.state.graph, highlight };
  const ofTab = {
    ...tab,
    settings: { ...tab.settings, defaultMaxNodes: 100, wholeSeconds: 3, wholeMegabytes: 8 },
    address: { ...tab.address, state: { ...tab.address.state, graph } },
  };
  const element = (after: typeof SPAN, from = before) => (
    <HowSure
      tab={ofTab}
      typeId={CPU}
      unit="ns"
      {...{ compared, after, onHighlight, onVerdicts }}
      onSlice={undefined}
      before={from}
    />
  );
  const { rerender } = render(element(SPAN));
  return {
    user: userEvent.setup(),
    onHighlight,
    onVerdicts,
    moveTo: (after: typeof SPAN, from?: typeof BEFORE) => rerender(element(after, from)),
  };
}

const rows = async () =>
  within(await screen.findByRole('table', { name: 'What changed by itself' }))
    .getAllByRole('row')
    .map((row) => Array.from(row.children, (cell) => cell.textContent));

it('shows the whole, then what changed by itself with its interval, how sure that is and since when', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map(answer));
  const { user, onHighlight, onVerdicts } = show();
  const [heads, whole, scan, gc] = await rows();
  expect(heads).toEqual(['Function', 'Load', 'By itself', '95 % interval', 'How sure']);
  expect(whole).toEqual([
    'Everything',
    expect.stringMatching(/^[+−]0\.00\d+ cores$/),
    expect.stringMatching(/^\+0\.4\d* cores$|^\+0\.39\d* cores$/),
    '',
    expect.stringMatching(/ cores → 1\.4\d* cores$| cores → 1\.39\d* cores$/),
  ]);
  expect(scan[0]).toBe('scanunder load');
  expect(scan[3]).toMatch(/^\+0\.\d+ cores to \+0\.\d+ cores$/);
  expect(scan[4]).toMatch(/^clear, since .*10:00:00$/);
  expect(gc[4]).toMatch(/^unchanged within ±0\.0\d+ cores$/);
  const { byName, none } = onVerdicts.mock.lastCall![0]!;
  expect(none.word).toBe('too small');
  expect([...byName.keys()]).toEqual(['scan', 'gc']);
  expect(byName.get('scan')).toMatchObject({ word: 'clear', detail: expect.stringMatching(/^since .*10:00:00$/) });
  expect(byName.get('scan')!.title).toMatch(
    /^clear, since .*; by itself \+0\.\d+ cores \(\+0\.\d+ cores to \+0\.\d+ cores\), load [+−]0\.00\d* cores; It began between /
  );
  expect(byName.get('gc')).toMatchObject({ word: 'unchanged', detail: expect.stringMatching(/^±0\.0\d+ cores$/) });
  expect(byName.get('scan')!.order).toBeGreaterThan(byName.get('gc')!.order);
  await user.click(screen.getByRole('button', { name: 'scan' }));
  expect(onHighlight).toHaveBeenCalledWith('scan');
});

it('asks for minutes around the moment, and says the minute; that of ten minutes where they cannot be had', async () => {
  const out = SPAN.from + 24 * MINUTE;
  const parts = ({ from, to }: { from: number; to: number }) => [
    ...(from < out ? stacksOf((Math.min(to + 1, out) - from) / MINUTE, false) : []),
    ...(to >= out ? stacksOf((to + 1 - Math.max(from, out)) / MINUTE, true) : []),
  ];
  const table = (window: { from: number; to: number }) => windowTable(profileFromStacks(parts(window)));
  let minutes: (() => void) | undefined;
  ask.mockImplementation(async (_, { windows }) => {
    if (windows.length < 48) {
      await new Promise<void>((resolve) => (minutes = resolve));
    }
    return windows.map(table);
  });
  show();
  expect((await rows())[2][4]).toMatch(/^clear, since .*10:[23]0:00$/);
  await act(async () => minutes!());
  expect((await rows())[2][4]).toMatch(/^clear, since .*10:24:00$/);
  const [, { windows }] = ask.mock.calls[1];
  expect(windows[1].from - windows[0].from).toBe(MINUTE);
});

it('asks for six windows a side and six hours before, of the selector and type that is shown', async () => {
  ask.mockImplementation(() => new Promise(() => {}));
  show();
  await waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  const [, { windows, ...request }] = ask.mock.calls[0];
  // Both sides were had whole: windows whose graphs are cut are, too.
  const whole = { ms: 3000, bytes: 8 * 2 ** 20 };
  expect(request).toEqual({ profileTypeId: CPU, labelSelector: '{service_name="checkout"}', maxNodes: 100, whole });
  expect([windows.length, windows[0].from, windows.at(-1)!.to]).toEqual([48, BEFORE.from - 6 * HOUR, SPAN.to - 1]);
});

it('takes the highlight back', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map(answer));
  const { user, onHighlight } = show({ highlight: 'scan' });
  const scan = await screen.findByRole('button', { name: 'scan', pressed: true });
  await user.click(scan);
  expect(onHighlight).toHaveBeenCalledWith(undefined);
});

it('says how far it is, and ends all requests when cancelled', async () => {
  ask.mockImplementation(() => new Promise(() => {}));
  const { user } = show();
  await waitFor(() => expect(ask).toHaveBeenCalled());
  const [, { windows }, { signal, onTables }] = ask.mock.calls[0];
  act(() => onTables!(windows.map((window, at) => (at < 45 ? undefined : answer(window)))));
  expect(screen.getByRole('status')).toHaveTextContent('3 of 48 windows');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(signal.aborted).toBe(true);
  expect(screen.getByRole('status')).toHaveTextContent('Cancelled');
  ask.mockImplementation(async (_, { windows: all }) => all.map(answer));
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(await rows()).toHaveLength(4);
});

it('says why windows could not be had, and asks again', async () => {
  ask.mockRejectedValueOnce(new Error('too busy'));
  ask.mockImplementation(async (_, { windows }) => windows.map(answer));
  const { user } = show();
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(await rows()).toHaveLength(4);
});

it('says that there are too few windows to tell', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map((window, at) => (at < 40 ? EMPTY : answer(window))));
  show();
  expect(
    await screen.findByText('Too few windows to tell: 2 before and 6 now have profiles, 3 are needed on each side')
  ).toBeInTheDocument();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

it('says that nothing can be clear without a time before', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map((window, at) => (at < 30 ? EMPTY : answer(window))));
  show();
  expect((await rows())[2][4]).toMatch(/^likely, since /);
  expect(screen.getByText(/^Nothing is called clear: the time before has too few profiles/)).toBeInTheDocument();
});

it('asks for nothing where the other time is not over before this one begins', async () => {
  show({ before: { from: SPAN.from + HOUR, to: SPAN.to + HOUR } });
  await act(async () => {});
  expect(screen.getByRole('status')).toHaveTextContent(
    'This needs a comparison with a time that ends before this range begins'
  );
  expect(ask).not.toHaveBeenCalled();
});

it('keeps what was found while the range moves on, and says of which time it is', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map(answer));
  const { user, moveTo } = show();
  await rows();
  moveTo({ from: SPAN.from + MINUTE, to: SPAN.to + MINUTE });
  expect(await rows()).toHaveLength(4);
  expect(screen.getByRole('status')).toHaveTextContent(/^Of .*10:00:00 – .*11:00:00/);
  const asked = () => ask.mock.calls.filter(([, { windows }]) => windows.length === 48).length;
  expect(asked()).toBe(1);
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(asked()).toBe(2);
  expect(screen.queryByText(/^Of /)).not.toBeInTheDocument();
});

it('asks for one window more after a while, where the times go on with the clock', async () => {
  ask.mockImplementation(async (_, { windows }) => windows.map(answer));
  const { user, moveTo } = show({ range: { from: 'now-1h', to: 'now' } });
  await rows();
  const later = ({ from, to }: typeof SPAN) => ({ from: from + 8 * MINUTE, to: to + 8 * MINUTE });
  jest.spyOn(Date, 'now').mockReturnValue(later(SPAN).to);
  moveTo(later(SPAN), later(BEFORE));
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  const [first, second] = ask.mock.calls
    .map(([, { windows }]) => windows)
    .filter((windows) => windows.length > 50)
    .map((windows) => windows.map(({ from, to }) => `${from} ${to}`));
  expect(second.filter((key) => !first.includes(key))).toHaveLength(1);
});

describe('where both sides have five instances', () => {
  const pods = (names: readonly string[]) => ({
    series: names.map((pod, i) => ({ labels: { pod }, times: [1], values: [names.length - i] })),
    unit: 'cores',
    rate: true,
    stepMs: 15_000,
    range: SPAN,
  });
  const six = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('asks about each of them on both sides, and judges by them, paired', async () => {
    jest.mocked(fetchSeries).mockResolvedValue(pods(six));
    ask.mockImplementation(async (_, { windows }) => windows.map(answer));
    show();
    expect(await rows()).toHaveLength(4);
    expect(screen.getByText(/^Judged by 6 instances, each held against itself/)).toBeInTheDocument();
    const asked = ask.mock.calls.filter(([, { windows }]) => windows.length === 1).map(([, request]) => request);
    expect(asked.map(({ labelSelector }) => /pod="(.)"/.exec(labelSelector)![1])).toEqual([...six, ...six]);
    expect(asked.map(({ windows: [{ from, to }] }) => [from, to])).toEqual([
      ...six.map(() => [BEFORE.from, BEFORE.to - 1]),
      ...six.map(() => [SPAN.from, SPAN.to - 1]),
    ]);
  });

  it('asks about eight at most, those that have most, and counts them in its progress', async () => {
    jest.mocked(fetchSeries).mockResolvedValue(pods(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']));
    ask.mockImplementation(async (_, { windows }, { onTables }) => {
      const tables = windows.map(answer);
      onTables?.(tables);
      return windows.length > 1 ? tables : new Promise(() => {});
    });
    show();
    expect(await screen.findByText('48 of 64 windows')).toBeInTheDocument();
    const selectors = ask.mock.calls.map(([, { labelSelector }]) => labelSelector).join();
    expect(selectors).toContain('pod="a"');
    expect(selectors).not.toMatch(/pod="[ij]"/);
  });

  it('judges by windows where a side has fewer, or one label does not tell them apart', async () => {
    jest
      .mocked(fetchSeries)
      .mockResolvedValueOnce(pods(six))
      .mockResolvedValueOnce(pods(six.slice(0, 4)));
    ask.mockImplementation(async (_, { windows }) => windows.map(answer));
    show();
    expect(await rows()).toHaveLength(4);
    expect(screen.queryByText(/^Judged by/)).not.toBeInTheDocument();
    expect(ask.mock.calls.every(([, { windows }]) => windows.length > 1)).toBe(true);
  });

  it('judges instances that are others than before as two groups', async () => {
    jest
      .mocked(fetchSeries)
      .mockResolvedValueOnce(pods(six))
      .mockResolvedValueOnce(pods(['u', 'v', 'w', 'x', 'y']));
    ask.mockImplementation(async (_, { windows }) => windows.map(answer));
    show();
    expect(await screen.findByText('Judged by 6 instances before and 5 now')).toBeInTheDocument();
  });
});
