import { profileFromStacks } from '../../profile/stacks';
import { hash, packageStyle, paintsOf, valueStyle } from './colors';
import { DARK_PALETTE, LIGHT_PALETTE } from './palette';

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
