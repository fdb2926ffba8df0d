import { nextSort, rowOrder } from './rowOrder';

describe('rowOrder', () => {
  const sorted = Int32Array.of(4, 2, 0, 3, 1);

  it('keeps the order of what matches, and leaves out what is not loaded', () => {
    expect([...rowOrder(sorted, undefined)]).toEqual([4, 2, 0, 3, 1]);
    expect([...rowOrder(sorted, 3)]).toEqual([4, 2, 0, 1]);
    expect([...rowOrder(sorted, undefined, Uint8Array.of(1, 0, 1, 1, 0))]).toEqual([2, 0, 3]);
    expect([...rowOrder(sorted, 3, Uint8Array.of(1, 0, 1, 1, 0))]).toEqual([2, 0]);
  });

  it('does not change the sorted symbols, which the next search filters again', () => {
    rowOrder(sorted, 3, Uint8Array.of(1, 0, 0, 0, 0));
    expect([...sorted]).toEqual([4, 2, 0, 3, 1]);
  });
});

describe('nextSort', () => {
  it('starts with the largest number, and with A', () => {
    expect(nextSort({ column: 'self', direction: 'asc' }, 'total')).toEqual({ column: 'total', direction: 'desc' });
    expect(nextSort({ column: 'self', direction: 'desc' }, 'symbol')).toEqual({ column: 'symbol', direction: 'asc' });
  });

  it('turns the same column around', () => {
    expect(nextSort({ column: 'self', direction: 'desc' }, 'self')).toEqual({ column: 'self', direction: 'asc' });
    expect(nextSort({ column: 'symbol', direction: 'asc' }, 'symbol')).toEqual({ column: 'symbol', direction: 'desc' });
  });
});
