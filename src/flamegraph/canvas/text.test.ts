import { createFitter } from './text';

// A font whose characters are 10 px wide, but for the narrow ones and the faces.
const WIDTHS: Record<string, number> = { i: 5, '.': 5, '😀': 20, '…': 10 };
const measured: string[] = [];
const fitter = createFitter((text) => {
  measured.push(text);
  return Array.from(text).reduce((sum, char) => sum + (WIDTHS[char] ?? 10), 0);
});

describe('fit', () => {
  it.each([
    ['main.run', 75, 'left', 'main.run'],
    ['main.run', 70, 'left', 'main.run'],
    ['main.run', 69, 'left', 'main.r…'],
    ['main.run', 50, 'left', 'main.…'],
    ['main.run', 50, 'right', '….run'],
    ['main.run', 44, 'right', '…run'],
    ['main.run', 30, 'left', ''],
    ['main.run', 0, 'left', ''],
    ['main.run', -5, 'right', ''],
    ['ab', 20, 'left', 'ab'],
    ['', 20, 'left', ''],
    ['x😀😀😀', 65, 'left', 'x😀😀…'],
    ['x😀😀😀', 69, 'right', ''],
    ['ax😀😀😀', 79, 'right', '…😀😀😀'],
  ] as const)('%p into %p px, %s: %p', (text, width, align, shown) => {
    expect(fitter.fit(text, width, align)).toBe(shown);
  });

  it('measures each character once', () => {
    fitter.width('main.run main.run');
    expect(measured).toEqual([...new Set(measured)]);
    expect(measured.every((text) => Array.from(text).length === 1)).toBe(true);
  });
});

it.each(['a', 'ß', '😀'])('a fitter holds until its font measures "%s" otherwise', (char) => {
  const widths = new Map<string, number>();
  const changing = createFitter((text) => widths.get(text) ?? 10);
  widths.set(char, 12);
  expect(changing.holds()).toBe(true);
  changing.width(`main ${char}`);
  expect(changing.holds()).toBe(true);
  widths.set(char, 10);
  expect(changing.holds()).toBe(false);
});
