import {
  contentTop,
  rowAt,
  rowsInView,
  rowTop,
  ROW_HEIGHT,
  scrollTopToShow,
  spacerHeight,
  type ScrollModel,
} from './scroll';

const model = (rowCount: number, direction: 'down' | 'up' = 'down', viewHeight = 400): ScrollModel => ({
  rowCount,
  viewHeight,
  direction,
});

describe('rows of a small graph', () => {
  it('start at the top, or at the bottom when it grows upward', () => {
    expect(rowTop(model(3), 0)).toBe(0);
    expect(rowTop(model(3, 'up'), 0)).toBe(400 - ROW_HEIGHT);
    expect(rowTop(model(3, 'up'), 2)).toBe(400 - 3 * ROW_HEIGHT);
  });

  it.each(['down', 'up'] as const)('are found where they are drawn (%s)', (direction) => {
    const m = model(100, direction);
    for (const row of [0, 1, 57, 99]) {
      expect(rowAt(m, rowTop(m, row))).toBe(row);
      expect(rowAt(m, rowTop(m, row) + 1)).toBe(row);
      expect(rowAt(m, rowTop(m, row) + ROW_HEIGHT - 1)).toBe(row);
    }
  });
});

describe('rowsInView', () => {
  it.each([
    ['down', 0, { firstRow: 0, endRow: 20 }],
    ['down', 30, { firstRow: 1, endRow: 22 }],
    ['down', 1600, { firstRow: 80, endRow: 100 }],
    ['up', 1600, { firstRow: 0, endRow: 20 }],
    ['up', 0, { firstRow: 80, endRow: 100 }],
    ['up', 1570, { firstRow: 1, endRow: 22 }],
  ] as const)('%s at %p', (direction, top, rows) => {
    expect(rowsInView(model(100, direction), top)).toEqual(rows);
  });

  it('has no more rows than there are', () => {
    expect(rowsInView(model(3), 0)).toEqual({ firstRow: 0, endRow: 3 });
    expect(rowsInView(model(3, 'up'), 0)).toEqual({ firstRow: 0, endRow: 3 });
  });
});

describe('content taller than an element can be', () => {
  const deep = model(1_000_000);

  it('scrolls from the first row to the last', () => {
    const maxScrollTop = spacerHeight(deep) - deep.viewHeight;
    expect(spacerHeight(deep)).toBe(15_000_000);
    expect(rowsInView(deep, contentTop(deep, 0)).firstRow).toBe(0);
    expect(rowsInView(deep, contentTop(deep, maxScrollTop)).endRow).toBe(1_000_000);
  });

  it('shows any row asked for', () => {
    for (const row of [0, 1, 499_999, 999_999]) {
      const { firstRow, endRow } = rowsInView(deep, contentTop(deep, scrollTopToShow(deep, 0, row)));
      expect(firstRow).toBeLessThanOrEqual(row);
      expect(endRow).toBeGreaterThan(row);
    }
  });
});

describe('scrollTopToShow', () => {
  it('stays where the row shows already', () => {
    expect(scrollTopToShow(model(100), 110, 6)).toBe(110);
  });

  it('moves just as far as needed when the row is near', () => {
    expect(scrollTopToShow(model(100), 110, 5)).toBe(100);
    expect(scrollTopToShow(model(100), 0, 20)).toBe(20);
  });

  it('puts a far row in the middle', () => {
    expect(scrollTopToShow(model(100), 0, 80)).toBe(80 * ROW_HEIGHT - 190);
  });
});
