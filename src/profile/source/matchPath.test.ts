import { excerpts, matchPath } from './matchPath';

const PATHS = [
  'shop/cart/total.go',
  'shop/cart/total_test.go',
  'shop/orders/total.go',
  'shop/web/src/main.ts',
  'lib/main.ts',
];

describe('a file of a profile in a folder', () => {
  it.each([
    ['github.com/me/shop/cart/total.go', 'shop/cart/total.go'],
    ['/go/src/app/orders/total.go', 'shop/orders/total.go'],
    ['C:\\work\\shop\\cart\\total_test.go', 'shop/cart/total_test.go'],
    ['webpack://shop/./src/main.ts', 'shop/web/src/main.ts'],
  ])('%s is %s', (file, path) => {
    expect(matchPath(file, PATHS)).toBe(path);
  });

  it('is none where the name is nowhere, or where two are equally near', () => {
    expect(matchPath('other.go', PATHS)).toBeUndefined();
    expect(matchPath('total.go', PATHS)).toBeUndefined();
    expect(matchPath('', PATHS)).toBeUndefined();
  });
});

describe('excerpts', () => {
  const text = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join('\r\n');

  it('have the lines with some around, and join where they touch', () => {
    expect(excerpts(text, [5, 3, 15, 99, 0], 1)).toEqual([
      { from: 2, lines: ['line 2', 'line 3', 'line 4', 'line 5', 'line 6'] },
      { from: 14, lines: ['line 14', 'line 15', 'line 16'] },
    ]);
    expect(excerpts(text, [1, 20], 2).map(({ from, lines }) => [from, lines.length])).toEqual([
      [1, 3],
      [18, 3],
    ]);
    expect(excerpts('', [3], 2)).toEqual([]);
  });
});
