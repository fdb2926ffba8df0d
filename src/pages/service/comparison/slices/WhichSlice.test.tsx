import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { fetchLabelSeries } from '../../../../pyroscope/labelSeries';
import { CPU, fakeTab, HOUR, SPAN } from '../../testing/fakeTab';
import { oneSideText, WhichSlice } from './WhichSlice';
import { label } from './testing/labelSeries';

jest.mock('../../../../pyroscope/labelSeries');
const ask = jest.mocked(fetchLabelSeries);

const BEFORE = { from: SPAN.from - HOUR, to: SPAN.to - HOUR };
const LABELS = [
  label('pod', { 'shop-1': [3, 0], 'shop-2': [0, 3.9] }, true),
  label('region', { eu: [0.9, 1.8], us: [2.1, 2.1] }),
  label('zone', { a: [1.5, 1.95], b: [1.5, 1.95] }),
];
const ANSWER = { labels: LABELS, tooMany: ['request'], unit: 'cores' };

function show() {
  const { tab, state } = fakeTab({ versus: { other: {}, shift: '1h', width: 'larger' } });
  const element = (after: typeof SPAN) => (
    <WhichSlice tab={tab} typeId={CPU} before={BEFORE} after={after} averages={{ before: 3, after: 3.9 }} />
  );
  const { rerender } = render(element(SPAN));
  return { user: userEvent.setup(), state, moveTo: (after: typeof SPAN) => rerender(element(after)) };
}

const rows = async () =>
  within(await screen.findByRole('table', { name: 'Where the total changed' }))
    .getAllByRole('row')
    .map((row) => Array.from(row.children, (cell) => cell.textContent));

beforeEach(() => ask.mockReset());

it.each([
  [0, 2, 'pod: 2 values only now, as where a rollout has begun'],
  [1, 0, 'pod: 1 value only before, as of what was taken away'],
  [3, 0, 'pod: 3 values only before, as of what was taken away'],
  [3, 2, 'pod: 3 values only before, 2 only now, as after a rollout'],
])('%i values only before and %i only now: %s', (before, after, text) => {
  expect(oneSideText('pod', before, after)).toBe(text);
});

it('asks about both times and says which value carries the rise of the total, instances last', async () => {
  ask.mockResolvedValue(ANSWER);
  show();
  expect(await rows()).toEqual([
    ['Value', 'Before → now', 'Of the change', 'Of the total before', ''],
    ['region = eu', '0.9 cores → 1.8 cores', expect.stringMatching(/^(99|100)(\.\d)? %$/), '30 %', ''],
    ['pod = shop-2', '0 cores → 3.9 cores', 'only now', '', ''],
    ['pod: 1 value only before, 1 only now, as after a rollout'],
  ]);
  expect(screen.getByText(/^The total rose by 0\.9 cores \(3 cores → 3\.9 cores\)/)).toBeInTheDocument();
  expect(screen.getByText('The change is spread as the total was before over these labels: zone')).toBeInTheDocument();
  expect(screen.getByText('Not looked at, since they have more than 100 values: request')).toBeInTheDocument();
  expect(ask.mock.calls[0][1]).toEqual({
    profileTypeId: CPU,
    labelSelector: '{service_name="checkout"}',
    minStepMs: 15_000,
    before: BEFORE,
    after: SPAN,
  });
});

it('filters by the value, or compares it with the rest, by one click', async () => {
  ask.mockResolvedValue(ANSWER);
  const { user, state } = show();
  await rows();
  await user.click(screen.getByRole('button', { name: 'Only region = eu' }));
  expect(state()).toMatchObject({
    subject: { filters: [{ name: 'region', op: '=', value: 'eu' }] },
    versus: { shift: '1h', other: {} },
  });
  await user.click(screen.getByRole('button', { name: 'Compare region = eu with the rest' }));
  expect(state().subject.filters).toEqual([{ name: 'region', op: '=', value: 'eu' }]);
  expect(state().versus).toEqual({ width: 'larger', other: { filters: [{ name: 'region', op: '!=', value: 'eu' }] } });
});

it('says that it may be chance where the time before is as uneven, and where it is too short to know', async () => {
  const short = { ...LABELS[1], values: LABELS[1].values.map((one) => ({ ...one, before: one.before.slice(0, 5) })) };
  ask.mockResolvedValue({ ...ANSWER, labels: [short] });
  show();
  expect((await rows()).at(-1)).toEqual([
    'region: may be chance; the time before is just as uneven, or too short to tell',
  ]);
});

it('says how far it is, can be cancelled and asked again, and why there is no answer', async () => {
  ask.mockImplementation(() => new Promise(() => {}));
  const { user } = show();
  const [, , { signal, onProgress }] = ask.mock.calls[0];
  act(() => onProgress!(2, 9));
  expect(screen.getByRole('status')).toHaveTextContent('2 of 9 labels');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(signal.aborted).toBe(true);
  ask.mockRejectedValueOnce(new Error('too busy'));
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('too busy');
});

it('says of which time it is where the range has only grown', async () => {
  ask.mockResolvedValue(ANSWER);
  const { moveTo } = show();
  await rows();
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
  moveTo({ from: SPAN.from, to: SPAN.to + 60_000 });
  expect(screen.getByRole('status')).toHaveTextContent(/^Of .*10:00:00 – .*11:00:00/);
});

it('keeps what was found while the range moves on, until asked again', async () => {
  ask.mockResolvedValue(ANSWER);
  const { user, moveTo } = show();
  await rows();
  moveTo({ from: SPAN.from + 60_000, to: SPAN.to + 60_000 });
  expect(screen.getByRole('status')).toHaveTextContent(/^Of .*10:00:00 – .*11:00:00/);
  expect(ask).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  await rows();
  expect(ask).toHaveBeenCalledTimes(2);
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});
