import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FilterEditor } from './FilterEditor';
import { type Question } from './questions';
import { Queries } from './testing/fakeTab';
import { giveListsASize } from './testing/listSize';

const failing: Question<string[]> = {
  key: ['names', 'x'],
  ask: () => Promise.reject(new Error('the server is tired')),
};

beforeEach(giveListsASize);

it('takes what is typed where there are no suggestions, and says why there are none', async () => {
  const onApply = jest.fn();
  const filter = { name: 'region', op: '=', value: 'eu' } as const;
  render(
    <FilterEditor
      filter={filter}
      suggestions={{ names: failing, values: () => undefined }}
      onApply={onApply}
      onCancel={() => {}}
    />,
    { wrapper: Queries }
  );
  expect(await screen.findByText('No suggestions: the server is tired')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(onApply).toHaveBeenCalledWith(filter);
});
