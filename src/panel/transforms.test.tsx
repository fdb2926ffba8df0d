import { FieldType, LoadingState, createDataFrame, getDefaultTimeRange, type PanelProps } from '@grafana/data';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { giveElementsASize } from '../flamegraph/testing/elementSize';
import { folded } from '../profile/testing/drawn';
import { type PanelOptions } from './options';
import { ServiceProfilePanel } from './ServiceProfilePanel';

jest.mock('../flamegraph/FlameGraph', () => jest.requireActual('../flamegraph/testing/graphProbe'));

beforeEach(() => giveElementsASize());

function showPanel() {
  const { level, total, self, symbol, frames } = folded(`
    main.main;net/http.serve;main.cart;json.Marshal;json.Marshal 50
    main.main;net/http.serve;main.tax 20
    main.main;net/http.serve;runtime.mallocgc 10
    runtime.gcBgMarkWorker 20
  `);
  const number = (name: string, values: ArrayLike<number>, unit?: string) => ({
    ...{ name, type: FieldType.number, values: Array.from(values), config: { unit } },
  });
  const fields = [
    ...[number('level', level), number('value', total, 's'), number('self', self, 's'), number('label', symbol)],
  ];
  Object.assign(fields[3], { type: FieldType.enum, config: { type: { enum: { text: [...frames.names] } } } });
  // The panel reads nothing else of what Grafana hands over.
  const props = {
    data: { series: [createDataFrame({ fields })], state: LoadingState.Done, timeRange: getDefaultTimeRange() },
    ...{ options: { layout: 'table' }, width: 1200, height: 600 },
  } as unknown as PanelProps<PanelOptions>;
  render(<ServiceProfilePanel {...props} />);
  return userEvent.setup({ delay: null });
}

const rows = () =>
  within(screen.getByRole('table', { name: 'Symbols' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('[role="cell"]')].map((cell) => cell.textContent).join(' | '));
const chips = async () =>
  within(await screen.findByRole('group', { name: 'Transforms' }))
    .queryAllByRole('button', { pressed: true })
    .map(({ textContent }) => textContent.trim());

/** Chooses something of a row's menu. */
async function transform(user: ReturnType<typeof showPanel>, symbol: string, item: string) {
  await user.click(screen.getByRole('button', { name: `More about ${symbol}` }));
  await user.hover(await screen.findByRole('menuitem', { name: 'Transform' }));
  // On its way there user-event's pointer leaves the menu that the submenu is part of.
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

const WHOLE = [
  'json.Marshal | 50 s 50 % | 50 s 50 %',
  'main.tax | 20 s 20 % | 20 s 20 %',
  'runtime.gcBgMarkWorker | 20 s 20 % | 20 s 20 %',
  'runtime.mallocgc | 10 s 10 % | 10 s 10 %',
];

it.each([
  ['json.Marshal', 'Keep only stacks with it', 'only with json.Marshal', 'json.Marshal | 50 s 100 % | 50 s 100 %'],
  ['json.Marshal', 'Hide stacks with it', 'without json.Marshal', 'main.tax | 20 s 40 % | 20 s 40 %'],
  ['json.Marshal', 'Merge into caller', 'merged json.Marshal', 'main.cart | 50 s 50 % | 50 s 50 %'],
  ['main.cart', 'Drop what is above', 'from main.cart', 'json.Marshal | 50 s 100 % | 50 s 100 %'],
  ['main.cart', 'Drop what is below', 'down to main.cart', 'main.cart | 50 s 50 % | 50 s 50 %'],
  ['json.Marshal', 'Flatten its recursion', 'flattened json.Marshal', WHOLE[0]],
  ['json.Marshal', 'Flatten all recursion', 'recursion flattened', WHOLE[0]],
  ['main.cart', 'Group by package', 'by package', 'json | 50 s 50 % | 50 s 50 %'],
])('the panel: from the menu of %s "%s", and undone', async (symbol, item, chip, first) => {
  const user = showPanel();
  expect(rows().slice(0, 4)).toEqual(WHOLE);
  await transform(user, symbol, item);
  expect(await chips()).toEqual([chip]);
  await waitFor(() => expect(rows()[0]).toBe(first));
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(rows().slice(0, 4)).toEqual(WHOLE));
  expect(screen.queryByRole('group', { name: 'Transforms' })).not.toBeInTheDocument();
});

it('the panel: chips are switched off, and removed', async () => {
  const user = showPanel();
  await transform(user, 'json.Marshal', 'Hide stacks with it');
  await waitFor(() => expect(rows()[0]).toContain('main.tax'));
  await transform(user, 'runtime.mallocgc', 'Merge into caller');
  await waitFor(async () => expect(await chips()).toEqual(['without json.Marshal', 'merged runtime.mallocgc']));
  expect(screen.getByRole('group', { name: 'Transforms' })).toHaveTextContent('50 % left: 50 s of 1.67 mins');
  expect(rows().slice(0, 3)).toEqual([
    'main.tax | 20 s 40 % | 20 s 40 %',
    'runtime.gcBgMarkWorker | 20 s 40 % | 20 s 40 %',
    'net/http.serve | 10 s 20 % | 30 s 60 %',
  ]);
  await user.click(screen.getByRole('button', { name: 'without json.Marshal' }));
  await waitFor(() => expect(rows()[0]).toBe(WHOLE[0]));
  expect(await chips()).toEqual(['merged runtime.mallocgc']);
  await user.click(screen.getByRole('button', { name: 'Remove: merged runtime.mallocgc' }));
  await waitFor(() => expect(rows().slice(0, 4)).toEqual(WHOLE));
});
