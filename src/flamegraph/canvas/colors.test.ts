import {
  DARK_PALETTE,
  hash,
  LIGHT_PALETTE,
  packageStyle,
  type Paint,
  paintsOf,
  type Palette,
  valueStyle,
} from './colors';
import type { Profile } from '../../profile/model';
import { profileFromStacks } from '../../profile/stacks';
import { folded } from '../../profile/testing/drawn';
import { inFiles } from '../../profile/testing/placed';
import { applyTransforms } from '../../profile/testing/merged';

type Rgb = [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

/** WCAG 2 relative luminance and contrast. */
const luminance = (hex: string) => linear(hex).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

// Full dichromacy, Viénot, Brettel and Mollon 1999, on linear RGB.
const PROTANOPIA = [
  [0.11238, 0.88762, 0],
  [0.11238, 0.88762, 0],
  [0.00401, -0.00401, 1],
];
const DEUTERANOPIA = [
  [0.29275, 0.70725, 0],
  [0.29275, 0.70725, 0],
  [-0.02234, 0.02234, 1],
];
const see = (rgb: Rgb, matrix: number[][]) => matrix.map((row) => row.reduce((s, m, i) => s + m * rgb[i], 0)) as Rgb;

/** CIE L*a*b*, D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const difference = (a: Rgb, b: Rgb) => Math.hypot(...lab(a).map((c, i) => c - lab(b)[i]));

function leastDifference(paints: readonly Paint[], matrix?: number[][]): number {
  const colors = paints.map(({ fill }) => (matrix ? see(linear(fill), matrix) : linear(fill)));
  return Math.min(...colors.flatMap((a, i) => colors.slice(i + 1).map((b) => difference(a, b))));
}

describe.each([
  ['dark', DARK_PALETTE],
  ['light', LIGHT_PALETTE],
])('%s palette', (_, palette: Palette) => {
  const paints = [
    ...palette.packages,
    ...palette.values,
    ...palette.changes,
    palette.root,
    palette.notLoaded,
    palette.dimmed,
  ];

  it.each(paints)('has readable text on $fill', ({ fill, text }) => {
    expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['full color vision', undefined],
    ['protanopia', PROTANOPIA],
    ['deuteranopia', DEUTERANOPIA],
  ])('keeps packages apart with %s', (__, matrix) => {
    expect(leastDifference(palette.packages, matrix)).toBeGreaterThan(8);
  });

  it('grows steadily darker with the value, whatever colors one sees', () => {
    const lightness = palette.values.map(({ fill }) => luminance(fill));
    expect(lightness).toEqual([...lightness].sort((a, b) => b - a));
  });

  it.each([
    ['full color vision', undefined],
    ['protanopia', PROTANOPIA],
    ['deuteranopia', DEUTERANOPIA],
  ])('tells more from less with %s', (__, matrix) => {
    const { changes } = palette;
    const middle = (changes.length - 1) / 2;
    for (let step = 1; step <= middle; step++) {
      expect(
        leastDifference([changes[middle - step], changes[middle], changes[middle + step]], matrix)
      ).toBeGreaterThan(8);
    }
  });

  it('has a ring of which one line stands out from any box', () => {
    for (const { fill } of paints) {
      expect(Math.max(contrast(fill, palette.ring.outer), contrast(fill, palette.ring.inner))).toBeGreaterThan(3);
    }
  });
});

const profile = profileFromStacks([
  { frames: ['runtime.mallocgc', 'runtime.memmove', 'crypto/sha256.block'], value: 3 },
  { frames: ['malloc'], value: 1 },
]);
const styleOf = (name: string) => packageStyle(profile, profile.frames.names.indexOf(name), LIGHT_PALETTE);

describe('packageStyle', () => {
  it('gives functions of a package the same color', () => {
    expect(styleOf('runtime.mallocgc')).toBe(styleOf('runtime.memmove'));
  });

  it('gives different packages different colors where the hash does', () => {
    expect(styleOf('crypto/sha256.block')).not.toBe(styleOf('runtime.mallocgc'));
  });

  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes %p as FNV-1a does, in every profile and run', (text, expected) => {
    expect(hash(text)).toBe(expected);
  });

  it('gives a package that stands for its functions their color', () => {
    const functions = folded('com/example/shop/Cart.total;com/example/cart/Item.price;org/jboss/Main.run 1');
    const packages = applyTransforms(functions, [{ kind: 'packages' }]);
    const styles = (profile: Profile) =>
      profile.frames.names.slice(1).map((_, i) => packageStyle(profile, i + 1, LIGHT_PALETTE));
    expect(packages.frames.names.slice(1)).toEqual(['com.example.shop', 'com.example.cart', 'org.jboss']);
    expect(styles(packages)).toEqual(styles(functions));
    expect(new Set(styles(packages)).size).toBeGreaterThan(1);
  });

  it('gives functions without a package that of their file', () => {
    const files = { dumps: '/usr/lib/python3.11/json/__init__.py', default: '/usr/lib/python3.11/json/encoder.py' };
    const profile = folded('dumps;default 3');
    const styles = (of: Profile) => [1, 2].map((symbol) => packageStyle(of, symbol, LIGHT_PALETTE));
    expect(new Set(styles(profile)).size).toBe(2);
    expect(new Set(styles(inFiles(profile, files))).size).toBe(1);
  });

  it('names a color of the packages', () => {
    const { packages } = LIGHT_PALETTE;
    expect(packages).toContain(paintsOf(LIGHT_PALETTE)[styleOf('malloc')]);
  });
});

describe('valueStyle', () => {
  const { values } = DARK_PALETTE;
  const fill = (share: number) => paintsOf(DARK_PALETTE)[valueStyle(share, DARK_PALETTE)].fill;

  it('goes from the first to the last color', () => {
    expect(fill(0)).toBe(values[0].fill);
    expect(fill(1)).toBe(values[values.length - 1].fill);
    expect(fill(1.01)).toBe(values[values.length - 1].fill);
  });

  it('never gets lighter with the value', () => {
    const styles = Array.from({ length: 101 }, (_, i) => valueStyle(i / 100, DARK_PALETTE));
    expect(styles).toEqual([...styles].sort((a, b) => a - b));
    expect(new Set(styles).size).toBe(values.length);
  });
});
