import { screen } from '@testing-library/react';
import { giveElementsASize } from '../testing/elementSize';
import { marshaling as profile } from '../testing/marshaling';
import { renderView } from '../testing/renderView';
import { sandwiching, searching } from './later';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => {
  giveElementsASize();
  delete searching.loaded;
  delete sandwiching.loaded;
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
