import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describeType } from '../../query/catalogue';
import { ProfileTypePicker } from './ProfileTypePicker';
import { giveListsASize } from './testing/listSize';
import { CPU } from './testing/fakeTab';

beforeEach(giveListsASize);

it('offers every type that is sent; one that cannot be asked for stands there with the reason, and cannot be chosen', async () => {
  const onChange = jest.fn();
  render(
    <ProfileTypePicker
      available={[CPU, 'process_cpu:virtual memory:bytes:wall:', 'broken:type']}
      notCollected={undefined}
      value={CPU}
      error={undefined}
      onChange={onChange}
    />
  );
  await userEvent.click(screen.getByRole('combobox', { name: 'Profile type' }));
  const broken = await screen.findByRole('option', { name: /broken:type/ });
  expect(broken).toHaveTextContent('Its id does not have the five parts that the data source needs');
  fireEvent.click(broken);
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.click(await screen.findByRole('option', { name: /virtual memory/ }));
  expect(onChange).toHaveBeenCalledWith('process_cpu:virtual memory:bytes:wall:');
});

it('keeps the type that is shown where the list cannot be had, and says why', async () => {
  const error = new Error('the server is tired');
  render(
    <ProfileTypePicker available={undefined} notCollected={undefined} value={CPU} error={error} onChange={() => {}} />
  );
  expect(screen.getByRole('combobox', { name: 'Profile type' })).toHaveValue(describeType(CPU)?.label);
  const words = 'The other profile types cannot be listed: the server is tired';
  expect(await screen.findByRole('img', { name: words })).toBeInTheDocument();
});
