import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { type Subject } from '../../../subject/subject';
import { type Versus } from '../../../viewstate/state';
import { type FilterBar } from '../FilterBar';
import { fakeTab } from '../testing/fakeTab';
import { SecondDialog } from './SecondDialog';

jest.mock('../../common/useDataSource', () => ({
  useDataSource: () => ({ choice: { kind: 'none' }, dataSource: { uid: 'p' }, remember: () => {} }),
}));
const mockServices = [{ name: 'checkout', namespace: 'shop' }, { name: 'cart' }];
jest.mock('../useAnswer', () => ({
  useAnswer: () => ({ answer: { kind: 'shown', value: { services: mockServices, namespaceLabel: 'namespace' } } }),
}));
jest.mock('../../common/Choice', () => ({
  Choice: ({ options, onChange }: { options: Array<{ value: number }>; onChange(option: object): void }) => (
    <button onClick={() => onChange(options[1])}>choose cart</button>
  ),
}));
jest.mock('../FilterBar', () => ({
  FilterBar: ({ filters, onChange }: React.ComponentProps<typeof FilterBar>) => (
    <button onClick={() => onChange([...filters, { name: 'pod', op: '=', value: 'a' }])}>add filter</button>
  ),
}));

const FILTERS = [{ name: 'pod', op: '=', value: 'a' }];
const only = { kind: 'span', id: '0123456789abcdef' } as const;
const window = { from: 1000, to: 2000 };

/** What the first one is compared with after the dialog's buttons were pressed. */
async function changed(other: Versus['other'], ...press: string[]) {
  const first: Partial<Subject> = { type: 'memory:inuse_space', namespace: { kind: 'value', value: 'shop' } };
  const { tab, state } = fakeTab({ subject: first, versus: { other, width: 'larger' } });
  const { unmount } = render(<SecondDialog tab={tab} onClose={() => {}} />);
  for (const name of press) {
    await userEvent.click(screen.getByText(name));
  }
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  unmount();
  return state().versus!;
}

it('leaves what it does not show as it was', async () => {
  const type = 'memory:alloc_space';
  const hidden = { snapshot: 'peak', type, only, window } as const;
  expect(await changed(hidden, 'add filter')).toEqual({ other: { ...hidden, filters: FILTERS }, width: 'larger' });
});

it('lets go what would mean nothing: a span of another service, a part of another time', async () => {
  const hidden = { snapshot: 'peak', only, window } as const;
  const cart = await changed(hidden, 'choose cart');
  expect(cart.other).toMatchObject({ service: 'cart', snapshot: 'peak', window });
  expect(cart.other).not.toHaveProperty('only');
  const earlier = await changed(hidden, 'Earlier by');
  expect(earlier).toEqual({ other: { snapshot: 'peak', only }, shift: '1h', width: 'larger' });
});
