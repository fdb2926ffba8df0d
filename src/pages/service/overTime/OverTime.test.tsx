import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { windowTable } from '../../../profile/matrix';
import { profileFromStacks } from '../../../profile/stacks';
import { fetchRangeSeries } from '../../../pyroscope/rangeSeries';
import { fetchWindows } from '../../../pyroscope/windows';
import { fakeSeries, fakeTab, Queries, SPAN } from '../testing/fakeTab';
import { OverTime } from './OverTime';

jest.mock('../../../pyroscope/rangeSeries');
jest.mock('../../../pyroscope/windows');

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
  // 0.4 cores all the time.
  const times = Array.from({ length: 60 }, (_, i) => SPAN.from + (i + 1) * MINUTE);
  const series = [{ labels: {}, times, values: times.map(() => 0.4) }];
  jest.mocked(fetchRangeSeries).mockResolvedValue(fakeSeries({ series }));
  jest.mocked(fetchWindows).mockImplementation(async (_, { windows }) => windows.map(tableOf));
});
afterEach(() => jest.restoreAllMocks());

function show(change: Parameters<typeof fakeTab>[0]) {
  const { tab, state } = fakeTab({ subject: { range: { from: String(SPAN.from), to: String(SPAN.to) } }, ...change });
  const names = tab.address.state.over!;
  render(<OverTime tab={{ ...tab, settings: { ...tab.settings, defaultMaxNodes: 100 } }} names={names} />, {
    wrapper: Queries,
  });
  return state;
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

it('says why there is nothing, in the server’s words', async () => {
  jest.mocked(fetchWindows).mockRejectedValue(new Error('too busy'));
  show({ over: ['json'] });
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
});
