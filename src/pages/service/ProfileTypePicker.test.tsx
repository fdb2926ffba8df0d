import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { afterFrame } from '../../flamegraph/view/afterFrame';
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

const TYPES = [CPU, 'goroutine:goroutine:count:goroutine:count', 'memory:inuse_space:bytes:space:bytes'];

async function openAt(value: string) {
  const onChange = jest.fn();
  render(
    <ProfileTypePicker available={TYPES} notCollected={undefined} value={value} error={undefined} onChange={onChange} />
  );
  const field = screen.getByRole('combobox', { name: 'Profile type' });
  await userEvent.click(field);
  // What holds keys back comes with the focus.
  await import('../common/steadyKeys');
  return { field, onChange };
}

it('Enter takes the first type that the typed text leaves, wherever the shown one stands in the list', async () => {
  const { onChange } = await openAt(TYPES[2]);
  await userEvent.keyboard('gorout');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(onChange.mock.calls).toEqual([[TYPES[1]]]));
});

it('Enter, or Tab, in the same moment as the last letter waits for the list, and takes nothing of the one before', async () => {
  for (const key of ['Enter', 'Tab']) {
    const { field, onChange } = await openAt(TYPES[0]);
    fireEvent.input(field, { target: { value: 'inuse' } });
    fireEvent.keyDown(field, { key });
    expect(onChange).not.toHaveBeenCalled();
    await waitFor(() => expect(onChange.mock.calls).toEqual([[TYPES[2]]]));
    cleanup();
  }
});

it('Enter where the typed text leaves no type changes nothing', async () => {
  const { field, onChange } = await openAt(TYPES[2]);
  await userEvent.keyboard('zzz{Enter}');
  await afterFrame();
  await afterFrame();
  expect(onChange).not.toHaveBeenCalled();
  expect(field).toBeInTheDocument();
});
