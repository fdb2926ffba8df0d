import { normalizeRange } from '../../query/timeRange';
import { resolveRange, shiftRange, zoomOutRange } from './range';
import { type TimeSettings } from './times';

const NOW = Date.UTC(2026, 0, 2, 12, 30);
const UTC: TimeSettings = { timeZone: 'utc', fiscalYearStartMonth: 0 };
const ms = (raw: { from: string; to: string }, settings = UTC) => {
  const range = resolveRange(raw, settings, NOW);
  return range && [range.from.valueOf(), range.to.valueOf()];
};

describe('a raw range', () => {
  it('may be relative, as of now', () => {
    expect(ms({ from: 'now-1h', to: 'now' })).toEqual([NOW - 3_600_000, NOW]);
  });

  it('may be rounded: the whole of yesterday', () => {
    expect(ms({ from: 'now-1d/d', to: 'now-1d/d' })).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2) - 1]);
  });

  it('has the days of the time zone that was chosen, and the fiscal year that begins in the month chosen', () => {
    const tokyo = { ...UTC, timeZone: 'Asia/Tokyo' };
    expect(ms({ from: 'now/d', to: 'now' }, tokyo)).toEqual([Date.UTC(2026, 0, 1, 15), NOW]);
    expect(ms({ from: 'now/fy', to: 'now' }, { ...UTC, fiscalYearStartMonth: 3 })).toEqual([Date.UTC(2025, 3, 1), NOW]);
  });

  it('of a day stays one of whole milliseconds when it is moved or zoomed out of', () => {
    const today = resolveRange({ from: 'now/d', to: 'now/d' }, UTC, NOW)!;
    const [from, to] = [Date.UTC(2026, 0, 2), Date.UTC(2026, 0, 3) - 1];
    const half = 12 * 3_600_000;
    expect(zoomOutRange(today)).toEqual({ from: String(from - half), to: String(to + half) });
    expect(shiftRange(today, -1)).toEqual({ from: String(from - half), to: String(to - half) });
    expect(normalizeRange(zoomOutRange(today))).toEqual(zoomOutRange(today));
  });

  it('may be epoch milliseconds', () => {
    expect(ms({ from: '1795341882339', to: '1795342782339' })).toEqual([1795341882339, 1795342782339]);
  });

  it.each([
    ['nonsense', 'now'],
    ['now', 'now-1h'],
    ['1000', '1000'],
  ])('from %s to %s cannot be read', (from, to) => {
    expect(resolveRange({ from, to }, UTC, NOW)).toBeUndefined();
  });
});
