import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { fetchLabelValues } from '../../pyroscope/labels';
import { fetchServices, type Service } from '../../pyroscope/services';
import { type Subject } from '../../subject/subject';
import { ServiceSwitch } from './ServiceSwitch';
import { CPU, fakeTab, Queries } from './testing/fakeTab';
import { giveListsASize } from './testing/listSize';
import { type Tab } from './useTab';

jest.mock('../../pyroscope/services');
jest.mock('../../pyroscope/labels');

const WALL = 'wall:wall:nanoseconds:wall:nanoseconds';
const services: Service[] = [
  { name: 'cart', namespace: 'shop', types: [CPU] },
  { name: 'cart', namespace: undefined, types: [CPU] },
  { name: 'node-front', namespace: 'shop', types: [WALL] },
];
const subject: Partial<Subject> = {
  type: CPU,
  range: { from: 'now-6h', to: 'now' },
  filters: [
    { name: 'region', op: '=', value: 'eu' },
    { name: 'pod', op: '=', value: 'checkout-1' },
  ],
};

function Switch({ tab }: { tab: Tab }) {
  const [open, setOpen] = useState(false);
  return <ServiceSwitch tab={tab} open={open} onOpen={setOpen} />;
}

function show() {
  const fake = fakeTab({ subject });
  render(
    <Queries>
      <Switch tab={fake.tab} />
    </Queries>
  );
  return fake;
}

const open = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Switch service' }));
  return screen.findByRole('combobox', { name: 'Service' });
};

beforeEach(() => {
  jest.clearAllMocks();
  giveListsASize();
  jest.mocked(fetchServices).mockResolvedValue({ services, namespaceLabel: 'namespace', namesOnly: false });
  // Of the filters only the region is one that other services have too.
  jest
    .mocked(fetchLabelValues)
    .mockImplementation(async (_source, _label, selector) => (selector.includes('pod') ? [] : ['found']));
});

it('leads to another service, with the range, the type and those filters that mean something there', async () => {
  const { state } = show();
  await open();
  await userEvent.click(await screen.findByRole('option', { name: 'cart (shop)' }));
  await waitFor(() => expect(state().subject.service).toBe('cart'));
  expect(state().subject).toEqual({
    service: 'cart',
    namespace: { kind: 'value', value: 'shop' },
    type: CPU,
    range: { from: 'now-6h', to: 'now' },
    filters: [{ name: 'region', op: '=', value: 'eu' }],
    snapshot: 'latest',
  });
  expect(jest.mocked(fetchLabelValues).mock.calls.map(([, , selector]) => selector)).toEqual([
    '{service_name="cart", namespace="shop", region="eu"}',
    '{service_name="cart", namespace="shop", region="eu", pod="checkout-1"}',
  ]);
  expect(await screen.findByRole('button', { name: 'Switch service' })).toHaveFocus();
});

it('keeps the filters where it could not be found out whether they mean something there', async () => {
  jest.mocked(fetchLabelValues).mockRejectedValue(new Error('context deadline exceeded'));
  const { state } = show();
  await open();
  await userEvent.click(await screen.findByRole('option', { name: 'cart (shop)' }));
  await waitFor(() => expect(state().subject.service).toBe('cart'));
  expect(state().subject.filters).toEqual(subject.filters);
});

it('leads to what is in no namespace, and lets a type go that the other service does not send', async () => {
  const { state } = show();
  await open();
  await userEvent.click(await screen.findByRole('option', { name: 'cart (No namespace)' }));
  await waitFor(() => expect(state().subject.namespace).toEqual({ kind: 'none' }));
  await open();
  await userEvent.type(await screen.findByRole('combobox', { name: 'Service' }), 'front');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(state().subject.service).toBe('node-front'));
  expect(state().subject.type).toBeUndefined();
});

it('closes by Escape, and says why there is nothing to choose from', async () => {
  jest.mocked(fetchServices).mockRejectedValue(new Error('connection refused'));
  const { state } = show();
  const box = await open();
  await waitFor(() => expect(box).toHaveAttribute('placeholder', 'connection refused'));
  expect(box).toHaveAttribute('aria-invalid', 'true');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Switch service' })).toHaveFocus();
  expect(state().subject.service).toBe('checkout');
});
