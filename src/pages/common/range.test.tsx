import { resolveRange } from './range';

const NOW = Date.UTC(2026, 0, 2, 12, 30);
const ms = (raw: { from: string; to: string }) => {
  const range = resolveRange(raw, NOW);
  return range && [range.from.valueOf(), range.to.valueOf()];
};

describe('a raw range', () => {
  it('may be relative, as of now', () => {
    expect(ms({ from: 'now-1h', to: 'now' })).toEqual([NOW - 3_600_000, NOW]);
  });

  it('may be rounded: the whole of yesterday', () => {
    expect(ms({ from: 'now-1d/d', to: 'now-1d/d' })).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2) - 1]);
  });

  it('may be epoch milliseconds', () => {
    expect(ms({ from: '1795341882339', to: '1795342782339' })).toEqual([1795341882339, 1795342782339]);
  });

  it.each([
    ['nonsense', 'now'],
    ['now', 'now-1h'],
    ['1000', '1000'],
  ])('from %s to %s cannot be read', (from, to) => {
    expect(resolveRange({ from, to }, NOW)).toBeUndefined();
  });
});
