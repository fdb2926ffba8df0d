import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FilterTextEditor } from './FilterTextEditor';

const region = { name: 'region', op: '=' as const, value: 'us' };
const own = [{ name: 'service_name', op: '=' as const, value: 'cart' }];

function setUp() {
  const onApply = jest.fn();
  const onCancel = jest.fn();
  render(<FilterTextEditor filters={[region]} own={own} onApply={onApply} onCancel={onCancel} />);
  return { onApply, onCancel, input: screen.getByRole<HTMLInputElement>('textbox', { name: 'Label selector' }) };
}

it('starts with the filters as they are, and Enter applies what was written', async () => {
  const { onApply, input } = setUp();
  expect(input).toHaveValue('{region="us"}');
  await userEvent.clear(input);
  await userEvent.type(input, 'service_name="cart", "k8s.pod.name"=~"a|b"{Enter}');
  expect(onApply).toHaveBeenCalledWith([{ name: 'k8s.pod.name', op: '=~', value: 'a|b' }]);
});

it('marks the place of a mistake, selects it, and applies nothing', async () => {
  const { onApply, input } = setUp();
  await userEvent.clear(input);
  await userEvent.type(input, '{{region=us}{Enter}');
  expect(onApply).not.toHaveBeenCalled();
  const alert = screen.getByRole('alert');
  expect(alert.querySelector('mark')).toHaveTextContent(/^us$/);
  expect(alert).toHaveTextContent('1:9: parse error: unexpected identifier "us" in label matching, expected string');
  expect([input.selectionStart, input.selectionEnd]).toEqual([8, 10]);
  expect(input).toBeInvalid();
  await userEvent.clear(input);
  await userEvent.type(input, '{Enter}');
  expect(onApply).toHaveBeenCalledWith([]);
});

it('is left by Escape', async () => {
  const { onApply, onCancel, input } = setUp();
  await userEvent.type(input, 'x{Escape}');
  expect(onCancel).toHaveBeenCalledTimes(1);
  expect(onApply).not.toHaveBeenCalled();
});
