import { act, screen } from '@testing-library/react';
import { giveElementsASize } from '../testing/elementSize';
import { marshaling as profile } from '../testing/marshaling';
import { renderView } from '../testing/renderView';
import { chips } from '../toolbar/laterChips';
import { sandwiching, searching } from './later';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => {
  giveElementsASize();
  delete searching.loaded;
  delete sandwiching.loaded;
  delete chips.loaded;
});

it('shows the search of a cold link as soon as its code is there', async () => {
  renderView(profile(), { search: { text: 'json', regex: false } });
  expect(screen.getAllByText('Searching…')[0]).toBeInTheDocument();
  expect((await screen.findAllByText(/^\d+ symbols?, /))[0]).toBeInTheDocument();
});

it('shows nothing else before the sandwich of a cold link', async () => {
  renderView(profile(), { sandwich: 'read' });
  expect(screen.queryByRole('tree')).not.toBeInTheDocument();
  expect(await screen.findByRole('tree', { name: 'Callees of read' })).toBeInTheDocument();
  expect(screen.getAllByRole('tree')).toHaveLength(2);
});

it('shows the chips of a cold link as soon as their code is there', async () => {
  renderView(profile(), { highlight: 'read' });
  expect(screen.queryByRole('button', { name: 'Remove highlight' })).not.toBeInTheDocument();
  expect(await screen.findByRole('button', { name: 'Remove highlight' })).toBeInTheDocument();
});

it('does without chips where their code cannot be had', async () => {
  const load = jest.spyOn(chips, 'load').mockRejectedValue(new Error('gone'));
  renderView(profile(), { highlight: 'read' });
  await act(async () => {});
  expect(load).toHaveBeenCalled();
  expect(screen.getByRole('table', { name: 'Symbols' })).toBeInTheDocument();
  load.mockRestore();
});
