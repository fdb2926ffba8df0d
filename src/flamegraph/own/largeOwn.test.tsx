import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { folded } from '../../profile/testing/drawn';
import { giveElementsASize } from '../testing/elementSize';
import { renderView } from '../testing/renderView';
import { ownModelInSteps } from './ownModel';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));
// Every profile is large.
jest.mock('../../profile/derived', () => ({
  ...jest.requireActual<object>('../../profile/derived'),
  isLarge: () => true,
}));
jest.mock('./ownModel', () => {
  const actual = jest.requireActual<{ ownModelInSteps: typeof ownModelInSteps }>('./ownModel');
  return { __esModule: true, ...actual, ownModelInSteps: jest.fn(actual.ownModelInSteps) };
});

const known = { words: [], repository: undefined, waits: false };
beforeEach(() => giveElementsASize());

it('Own code of a large profile is found in slices, and again with another word, which does not take the last away', async () => {
  renderView(folded('main.main;main.Cart 60\nmain.main 40'), {}, { own: known });
  const line = await screen.findByRole('group', { name: 'Own code' });
  expect(ownModelInSteps).toHaveBeenCalledTimes(1);
  expect(line).toHaveTextContent('own 100 %');
  await userEvent.click(within(line).getByRole('button', { name: /^own/ }));
  await userEvent.click(
    within(screen.getByRole('radiogroup', { name: 'Whose code is main' })).getByRole('radio', { name: 'Not own' })
  );
  expect(screen.getByRole('group', { name: 'Own code' })).toBeInTheDocument();
  await waitFor(() => expect(screen.getByRole('group', { name: 'Own code' })).toHaveTextContent('own 0 %'));
  expect(ownModelInSteps).toHaveBeenCalledTimes(2);
});
