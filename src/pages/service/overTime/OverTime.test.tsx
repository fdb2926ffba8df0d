import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { windowTable } from '../../../profile/matrix';
import { profileFromStacks } from '../../../profile/stacks';
import { fetchRangeSeries, fetchSplit, type Split } from '../../../pyroscope/rangeSeries';
import { fetchWindows, fetchWindowsOf } from '../../../pyroscope/windows';
import { fakeSeries, fakeTab, Queries, SPAN } from '../testing/fakeTab';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { useWidth } from '../../common/useWidth';
import { OverTime } from './OverTime';

jest.mock('../../../pyroscope/rangeSeries');
jest.mock('../../../pyroscope/windows');
jest.mock('../../common/useWidth', () => ({ useWidth: jest.fn(() => 0) }));

// jsdom lacks what a combobox measures its letters with.
stubCanvas({ width: 800, height: 400 });
Object.assign(window, { IntersectionObserver: window.ResizeObserver });

const MINUTE = 60_000;

/** json takes a quarter, from 10:50 on half of each window. */
const tableOf = ({ from }: { from: number }) =>
  windowTable(
    profileFromStacks([
      { frames: ['main', 'json'], value: from >= SPAN.to - 10 * MINUTE ? 50 : 25 },
      { frames: ['idle'], value: from >= SPAN.to - 10 * MINUTE ? 50 : 75 },
    ])
  );

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
  jest.mocked(useWidth).mockReturnValue(0);
  // 0.4 cores all the time.
  const times = Array.from({ length: 60 }, (_, i) => SPAN.from + (i + 1) * MINUTE);
  const series = [{ labels: {}, times, values: times.map(() => 0.4) }];
  jest.mocked(fetchRangeSeries).mockResolvedValue(fakeSeries({ series }));
  jest.mocked(fetchWindows).mockImplementation(async (_, { windows }) => windows.map(tableOf));
});
afterEach(() => jest.restoreAllMocks());

const show = (change: Parameters<typeof fakeTab>[0]) => renderOver(change).state;

function renderOver(change: Parameters<typeof fakeTab>[0]) {
  const { tab, state } = fakeTab({ subject: { range: { from: String(SPAN.from), to: String(SPAN.to) } }, ...change });
  const names = tab.address.state.over!;
  const { unmount } = render(
    <OverTime tab={{ ...tab, settings: { ...tab.settings, defaultMaxNodes: 100 } }} names={names} />,
    {
      wrapper: Queries,
    }
  );
  return { state, unmount };
}

it('draws a function as its share of each window times the rate there, with its numbers in a table', async () => {
  show({ over: ['json'] });
  const table = await screen.findByRole('table', { name: 'Functions over time' });
  const rows = within(table)
    .getAllByRole('row')
    .map((row) => row.textContent);
  expect(rows[0]).toBe('Timejson');
  expect(rows).toContain('10:01:150.1 cores');
  expect(rows).toContain('10:58:450.2 cores');
});

it('draws shares, and takes functions off again', async () => {
  const state = show({ over: ['json', 'idle'], overBy: 'self-share' });
  const table = await screen.findByRole('table', { name: 'Functions over time' });
  expect(within(table).getAllByRole('row').at(-1)).toHaveTextContent('10:58:4550 %50 %');
  await userEvent.click(screen.getByRole('button', { name: 'Take json off the timeline' }));
  expect(state().over).toEqual(['idle']);
  await userEvent.click(screen.getByRole('radio', { name: 'self' }));
  expect(state().overBy).toBe('self');
});

it('lists what moved most, to be drawn by a click', async () => {
  const state = show({ over: ['json'] });
  await screen.findByRole('table', { name: 'Functions over time' });
  await userEvent.click(screen.getByRole('button', { name: 'Moved most' }));
  const strip = screen.getByRole('group', { name: 'Functions whose share moved most' });
  expect(
    within(strip)
      .getAllByRole('button')
      .map((row) => row.textContent)
  ).toEqual(['json25 % to 50 %', 'idle50 % to 75 %']);
  await userEvent.click(within(strip).getByRole('button', { name: /idle/ }));
  expect(state().over).toEqual(['json', 'idle']);
});

it.each([
  ['total', '10:58:45≥ 0.0499 cores0.0999 cores'],
  ['self-share', '10:58:45≥ 12.4 %25 %'],
] as const)('marks what was cut as lower bounds, rounded down: %s', async (overBy, row) => {
  // 12.49 % of each window are json's, of 0.4 cores; as much again was not loaded.
  jest.mocked(fetchWindows).mockImplementation(async (_, { windows }) =>
    windows.map(() => ({
      names: ['json'],
      self: Float64Array.of(1249),
      total: Float64Array.of(1249),
      whole: 10_000,
      cut: 1249,
    }))
  );
  show({ over: ['json'], overBy });
  const table = await screen.findByRole('table', { name: 'Functions over time' });
  const rows = within(table).getAllByRole('row');
  expect(rows[0]).toHaveTextContent('Timejsonjson, at most');
  expect(rows.at(-1)).toHaveTextContent(row);
});

it('keeps its plot, with the pointer’s place, while more windows are answered and the pointer goes over it', async () => {
  let answer: (count: number) => void = () => {};
  jest.mocked(fetchWindows).mockImplementation((_, { windows }, { onTables }) => {
    answer = (count) => onTables?.(windows.map((window, at) => (at < count ? tableOf(window) : undefined)));
    answer(12);
    return new Promise(() => {});
  });
  jest.mocked(useWidth).mockReturnValue(800);
  // What a plot draws with, which draws nothing.
  const nothing = new Proxy({}, { get: () => () => ({ width: 8 }), set: () => true });
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(nothing as CanvasRenderingContext2D);
  Object.assign(window, { Path2D: jest.fn(() => nothing) });
  show({ over: ['json'] });
  const rows = async (count: number) =>
    waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(count + 1), { timeout: 3000 });
  const plot = () => screen.getByTestId('timeline-chart').querySelector('.uplot');
  await rows(12);
  const first = plot();
  expect(first).toBeInTheDocument();
  answer(20);
  await rows(20);
  expect(plot()).toBe(first);
  fireEvent.keyDown(screen.getByRole('slider'), { key: 'ArrowLeft' });
  expect(await screen.findByText('json 0.1 cores')).toBeInTheDocument();
  expect(plot()).toBe(first);
});

it('says why there is nothing, in the server’s words', async () => {
  jest.mocked(fetchWindows).mockRejectedValue(new Error('too busy'));
  show({ over: ['json'] });
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
});

describe('by a label', () => {
  const times = Array.from({ length: 60 }, (_, i) => SPAN.from + (i + 1) * MINUTE);
  const series = (value: number, region?: string): Split['rest'] => ({
    labels: region === undefined ? {} : { region },
    times,
    values: times.map(() => value),
  });
  const table = (json: number, idle: number) =>
    windowTable(
      profileFromStacks([
        { frames: ['main', 'json'], value: json },
        { frames: ['idle'], value: idle },
      ])
    );
  /** Of each window's 25 (later 50) of json eu has 5 (later 30), us 10; the rest is others'. */
  const tablesOf = (selectors: readonly string[], windows: ReadonlyArray<{ from: number }>) =>
    selectors.map((selector) =>
      windows.map(({ from }) =>
        selector.includes('region="eu"') ? table(from >= SPAN.to - 10 * MINUTE ? 30 : 5, 10) : table(10, 30)
      )
    );

  beforeEach(() => {
    jest.mocked(fetchSplit).mockResolvedValue({ top: [series(0.2, 'eu')!, series(0.1, 'us')!], rest: series(0.1) });
    jest
      .mocked(fetchWindowsOf)
      .mockReset()
      .mockImplementation(async (_, { labelSelectors, windows }) => tablesOf(labelSelectors, windows) as never);
  });

  const rows = async (columns: number) => {
    const shown = await screen.findByRole('table', { name: 'Functions over time' });
    await waitFor(() => expect(within(shown).getAllByRole('columnheader')).toHaveLength(columns));
    return within(shown)
      .getAllByRole('row')
      .map((row) => [...row.children].map(({ textContent }) => textContent));
  };

  it('draws the last function as its share of each value’s windows times the value’s rate, and what they leave', async () => {
    const state = show({ over: ['idle', 'json'], overSplit: 'region' });
    const [heads, ...points] = await rows(4);
    expect(heads).toEqual(['Time', 'region = eu', 'region = us', 'other values of region']);
    // 5 of 15 of 0.2 cores, 10 of 40 of 0.1, and 10 of the 45 that are left of 0.1.
    expect(points).toContainEqual(['10:01:15', '0.0667 cores', '0.025 cores', '0.0222 cores']);
    expect(points.at(-1)).toEqual(['10:58:45', '0.15 cores', '0.025 cores', '0.05 cores']);
    expect(jest.mocked(fetchWindowsOf).mock.calls[0][1].labelSelectors).toEqual([
      '{service_name="checkout", namespace="shop", region="eu"}',
      '{service_name="checkout", namespace="shop", region="us"}',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Split idle' }));
    expect(state().over).toEqual(['json', 'idle']);
    await userEvent.click(screen.getByRole('button', { name: 'No longer by region' }));
    expect(state()).not.toHaveProperty('overSplit');
  });

  it('draws the function’s share of each value', async () => {
    show({ over: ['json'], overSplit: 'region', overBy: 'total-share' });
    expect((await rows(4)).at(-1)).toEqual(['10:58:45', '75 %', '25 %', '50 %']);
  });

  it('has bounds for values whose windows were cut', async () => {
    jest
      .mocked(fetchWindowsOf)
      .mockImplementation(
        async (_, { labelSelectors, windows }) =>
          tablesOf(labelSelectors, windows).map((some, i) =>
            some.map((one) => ({ ...one, cut: i === 1 ? 4 : 0 }))
          ) as never
      );
    show({ over: ['json'], overSplit: 'region', overBy: 'total-share' });
    const [heads, ...points] = await rows(6);
    expect(heads.slice(2)).toEqual([
      'region = us',
      'region = us, at most',
      'other values of region',
      'other values of region, at most',
    ]);
    expect(points.at(-1)).toEqual(['10:58:45', '75 %', '≥ 25 %', '35 %', '≥ 30 %', '50 %']);
  });

  it('is begun by the choice of a label', async () => {
    const state = show({ over: ['json'] });
    await userEvent.click(screen.getByRole('button', { name: 'By label' }));
    const choice = await screen.findByRole('combobox', { name: 'Label to look at' });
    await userEvent.type(choice, 'region{enter}');
    // Enter waits for the list to follow what was typed.
    await waitFor(() => expect(state().overSplit).toBe('region'));
    expect(fetchWindowsOf).not.toHaveBeenCalled();
  });

  it('says how far it is, and ends with the label', async () => {
    let asked: AbortSignal | undefined;
    jest.mocked(fetchWindowsOf).mockImplementation((_, { labelSelectors, windows }, { signal, onTables }) => {
      asked = signal;
      const [eu] = tablesOf(labelSelectors, windows);
      onTables?.([eu, windows.map(() => undefined)]);
      return new Promise(() => {});
    });
    const { unmount } = renderOver({ over: ['json'], overSplit: 'region' });
    expect(await screen.findByText('24 of 48 windows')).toBeInTheDocument();
    unmount();
    expect(asked!.aborted).toBe(true);
  });

  it('says that no profile has the label, or why it could not be had', async () => {
    jest.mocked(fetchSplit).mockResolvedValue({ top: [series(0.4, '')!], rest: undefined });
    show({ over: ['json'], overSplit: 'zone' });
    expect(await screen.findByText('No profile here has the label zone.')).toBeInTheDocument();
    cleanup();
    jest.mocked(fetchSplit).mockResolvedValue({ top: [series(0.4, 'eu')!], rest: undefined });
    jest.mocked(fetchWindowsOf).mockRejectedValue(new Error('too busy'));
    show({ over: ['json'], overSplit: 'region' });
    expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
  });
});
