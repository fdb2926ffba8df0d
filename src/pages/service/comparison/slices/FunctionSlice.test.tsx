import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { windowTable } from '../../../../profile/matrix';
import { folded } from '../../../../profile/testing/drawn';
import { fetchLabelSeries } from '../../../../pyroscope/labelSeries';
import { fetchWindows } from '../../../../pyroscope/windows';
import { compareSides } from '../sides';
import { CPU, fakeSeries, fakeTab, HOUR, SPAN } from '../../testing/fakeTab';
import { FunctionSlice } from './FunctionSlice';
import { label } from './testing/labelSeries';

jest.mock('../../../../pyroscope/labelSeries');
jest.mock('../../../../pyroscope/windows', () => ({
  ...jest.requireActual('../../../../pyroscope/windows'),
  fetchWindows: jest.fn(),
}));
const askForLabels = jest.mocked(fetchLabelSeries);
const askForProfiles = jest.mocked(fetchWindows);

const BEFORE = { from: SPAN.from - HOUR, to: SPAN.to - HOUR };
const ANSWER = {
  labels: [
    label('region', { eu: [0.5, 0.5], us: [0.5, 0.5] }),
    label('version', { '2.30': [1, 0.5], '2.31': [0, 0.5] }),
    label('pod', { a: [0.5, 0.5], b: [0.5, 0.5] }, true),
  ],
  tooMany: [],
  unit: 'cores',
};

/** A hundredth of a second is a sample. */
const at = (json: number, idle: number) => folded(`main;json ${json * 1e7}\nidle ${idle * 1e7}`);
/** A core all the time; json goes from a fifth to two fifths of it, all of that in eu, where 2.31 is now. */
const PROFILES: Record<string, Array<ReturnType<typeof at>>> = {
  'region="eu"': [at(101, 399), at(300, 200)],
  'region="us"': [at(100, 400), at(100, 400)],
  'version="2.30"': [at(201, 799), at(100, 400)],
  'version="2.31"': [at(0, 0), at(300, 200)],
  'pod="a"': [at(101, 399), at(300, 200)],
  'pod="b"': [at(100, 400), at(100, 400)],
};

function show({ name = 'json', now = at(400, 600) } = {}) {
  const { tab, state } = fakeTab({ versus: { other: {}, shift: '1h', width: 'larger' } });
  const profiles = { before: at(201, 799), after: now };
  const side = (profile: ReturnType<typeof at>) => ({
    graph: { profile },
    series: fakeSeries({ average: 1, total: 10, covered: 10 }),
    counted: 1000,
  });
  const sides = { before: side(profiles.before), after: side(profiles.after) };
  const compared = compareSides(CPU, 'ns', sides, { width: 'larger', differ: 'time' });
  const onClose = jest.fn();
  const element = (after: typeof SPAN) => (
    <FunctionSlice
      tab={{ ...tab, settings: { ...tab.settings, defaultMaxNodes: 100, wholeSeconds: 3, wholeMegabytes: 8 } }}
      typeId={CPU}
      {...{ name, compared, profiles, onClose }}
      ranges={{ before: BEFORE, after }}
      averages={{ before: 1, after: 1 }}
    />
  );
  const { rerender } = render(element(SPAN));
  return { user: userEvent.setup(), state, onClose, moveTo: (after: typeof SPAN) => rerender(element(after)) };
}

const rows = async () =>
  within(await screen.findByRole('table', { name: 'Where the function changed' }))
    .getAllByRole('row')
    .map((row) => Array.from(row.children, (cell) => cell.textContent));

beforeEach(() => {
  askForLabels.mockReset().mockResolvedValue(ANSWER);
  askForProfiles.mockReset().mockImplementation(async (_, { labelSelector, windows }) => {
    const own = Object.keys(PROFILES).find((matcher) => labelSelector.includes(matcher))!;
    return windows.map(({ from }) => windowTable(PROFILES[own][from === SPAN.from ? 1 : 0]));
  });
});

it('says what it costs, asks then, and has the value that carries the function’s rise, whatever the total did', async () => {
  const { user, state } = show();
  expect(
    await screen.findByText(
      /^It rose by 0\.199 cores \(0\.201 cores → 0\.4 cores\)\. A slice is a share of instances, not a cause/
    )
  ).toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: 'pod (2 values)' })).not.toBeChecked();
  expect(askForProfiles).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Ask for 7 profiles' }));
  expect(await rows()).toEqual([
    ['Value', 'Function before → now', 'Of its change', 'Of it before', 'Of the value’s total', 'How sure', ''],
    ['region = eu', '0.101 cores → 0.3 cores', '100 %', '50.2 %', '20.2 % → 60 %', 'more than chance', ''],
    ['version = 2.31', '0 cores → 0.3 cores', 'only now', '', '– → 60 %', '', ''],
    ['version: 1 value only now, as where a rollout has begun'],
  ]);
  expect(askForProfiles).toHaveBeenCalledTimes(7);
  expect(screen.getByRole('button', { name: 'Ask for 7 profiles' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Compare version = 2.31 with the rest' }));
  expect(state().subject.filters).toEqual([{ name: 'version', op: '=', value: '2.31' }]);
  expect(state().versus?.other).toEqual({ filters: [{ name: 'version', op: '!=', value: '2.31' }] });
  await user.click(screen.getByRole('button', { name: 'Only region = eu' }));
  expect(state().subject.filters).toContainEqual({ name: 'region', op: '=', value: 'eu' });
});

it('asks about the labels that a person chooses, instances last', async () => {
  const { user } = show();
  await user.click(await screen.findByRole('checkbox', { name: 'pod (2 values)' }));
  await user.click(screen.getByRole('checkbox', { name: 'version (2 values)' }));
  await user.click(screen.getByRole('button', { name: 'Ask for 8 profiles' }));
  expect((await rows()).slice(1).map(([value]) => value)).toEqual(['region = eu', 'pod = a']);
});

it('names labels over which the function’s change lies evenly', async () => {
  PROFILES['region="us"'].splice(1, 1, at(300, 200));
  const { user } = show({ now: at(600, 400) });
  await user.click(await screen.findByRole('checkbox', { name: 'version (2 values)' }));
  await user.click(screen.getByRole('button', { name: 'Ask for 4 profiles' }));
  expect(
    await screen.findByText('Its change is spread as it was before over these labels: region')
  ).toBeInTheDocument();
  PROFILES['region="us"'].splice(1, 1, at(100, 400));
});

it('says how far it is, can be cancelled and asked again, and why there is no answer', async () => {
  const { user, onClose } = show();
  askForProfiles.mockImplementation(() => new Promise(() => {}));
  await user.click(await screen.findByRole('button', { name: 'Ask for 7 profiles' }));
  expect(screen.getByRole('status')).toHaveTextContent('0 of 7 profiles');
  // Four at a time.
  expect(askForProfiles).toHaveBeenCalledTimes(4);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(askForProfiles.mock.calls.every(([, , { signal }]) => signal.aborted)).toBe(true);
  askForProfiles.mockRejectedValue(new Error('too busy'));
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalled();
});

it('says of which time it is where the range has only grown', async () => {
  const { user, moveTo } = show();
  await user.click(await screen.findByRole('button', { name: 'Ask for 7 profiles' }));
  await rows();
  moveTo({ from: SPAN.from, to: SPAN.to + 60_000 });
  expect(await screen.findByText(/^Of .*10:00:00 – .*11:00:00/)).toBeInTheDocument();
});

it('asks nothing about a function that did not change', () => {
  show({ now: at(205, 795) });
  expect(screen.getByRole('status')).toHaveTextContent('It changed by less than 5 %: there is nothing to look for');
  expect(askForLabels).not.toHaveBeenCalled();
});
