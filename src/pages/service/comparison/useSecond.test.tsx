import { renderHook } from '@testing-library/react';
import { type Subject } from '../../../subject/subject';
import { partsOf, swapped } from '../../../viewstate/second';
import { type ViewState } from '../../../viewstate/state';
import { compareWith } from '../../../viewstate/versus';
import { fakeTab, HOUR, SPAN } from '../testing/fakeTab';
import { earlier } from './earlier';
import { useSecond, type Second } from './useSecond';

jest.mock('../../common/useDataSource', () => ({
  useDataSource: () => ({
    choice: { kind: 'chosen', dataSource: { uid: 'p', jsonData: {} } },
    dataSource: { uid: 'p' },
    remember: () => {},
  }),
}));
jest.mock('../useAnswer', () => ({ useAnswer: () => ({ answer: { kind: 'loading' } }) }));

/** The comparison of a state, and the state after a swap. */
function compared(state: ViewState): { second: Second; swap: ViewState } {
  const { tab } = fakeTab({ subject: state.subject });
  const asked = { ...tab.asked!, service: state.subject.service! };
  const { result } = renderHook(() =>
    useSecond({ ...tab, address: { ...tab.address, state } }, asked, 'process_cpu:cpu', state.versus!)
  );
  const second = result.current;
  return { second, swap: swapped(state, state.subject, second.said) };
}

const range = { from: 'now-1h', to: 'now' };
const window = { from: SPAN.from + 60_000, to: SPAN.from + 120_000 };
const at = (first: Partial<Subject>, versus: Parameters<typeof compareWith>[1]) =>
  compareWith(fakeTab({ subject: { range, ...first } }).state(), versus);

it.each<[string, Partial<Subject>]>([
  ['a range that moves', {}],
  ['a part of it', { window }],
])('leaves both sides at %s when they are swapped, and swapped back', (_, first) => {
  const before = at(first, { other: { service: 'cart' } });
  const { swap } = compared(before);
  expect(swap.subject).toEqual({ ...before.subject, service: 'cart' });
  expect(swap.versus!.other).toEqual({ service: 'checkout' });
  expect(compared(swap).swap).toEqual(before);
});

it('keeps a range of its own as the link says it', () => {
  const own = { from: 'now-2h', to: 'now-1h' };
  const before = at({}, { other: { range: own } });
  const { swap } = compared(before);
  expect([swap.subject.range, swap.versus!.other.range]).toEqual([own, range]);
  expect(compared(swap).swap).toEqual(before);
});

it('swaps with a time before, and both go on moving', () => {
  const { swap } = compared(at({}, { shift: '1d' }));
  expect(swap.subject.range).toEqual({ from: 'now-1h-24h', to: 'now-24h' });
  expect(swap.versus).toEqual({ other: { range }, width: 'larger' });
  const part = compared(at({ window }, { shift: '1h' })).swap;
  expect(part.subject.window).toEqual({ from: window.from - HOUR, to: window.to - HOUR });
  expect(part.versus!.other).toEqual({ range, window });
});

it('links to the second one alone at the time that was asked about', () => {
  const { second } = compared(at({}, { other: { service: 'cart' }, shift: '1h' }));
  expect(second.subject.range).toEqual({ from: String(SPAN.from - HOUR), to: String(SPAN.to - HOUR) });
  expect(partsOf(second.said, second.subject)).toEqual({ range: second.said.range });
});

it('moves what is absolute as well, and says what date math cannot', () => {
  expect(earlier({ from: '36000000', to: 'now/d' }, 5_401_000)).toEqual({ from: '30599000', to: 'now/d-1h-30m-1s' });
  expect(earlier(range, 1500)).toBeUndefined();
  expect(earlier(range, 100_000 * HOUR)).toBeUndefined();
});
