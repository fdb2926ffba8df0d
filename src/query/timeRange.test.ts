import { execFileSync } from 'node:child_process';
import fc from 'fast-check';

import { normalizeRange, normalizeTime, shortenRange, untilNow } from './timeRange';
import { alignRange, chooseStep, fineStep, windowBefore } from './seriesStep';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 1_700_000_007_000;

describe('normalizeTime', () => {
  it('rounds parts of a millisecond, as half of a day has them', () => {
    expect(normalizeTime('1795341882339.5')).toBe('1795341882340');
  });

  it.each([
    ['now', 'now'],
    ['now-1h', 'now-1h'],
    [' now - 1h / d ', 'now-1h/d'],
    ['now/w', 'now/w'],
    ['now-1Q/fQ', 'now-1Q/fQ'],
    ['now-h', 'now-h'],
    ['1700000000000', '1700000000000'],
    ['2023-11-14T22:13:20Z', '1700000000000'],
    ['2023-11-14T22:13:20.000+00:00', '1700000000000'],
    ['2023-11-15T00:13:20+02:00', '1700000000000'],
    ['2023-11-14 22:13:20', '1700000000000'],
    ['2023-11-14T22:13:20', '1700000000000'],
    ['2023-11-14', '1699920000000'],
  ])('keeps %j as %s', (text, normal) => {
    expect(normalizeTime(text)).toBe(normal);
  });

  it.each([
    '',
    'now-',
    'now-1',
    'now-1x',
    'now-123456h',
    'now1h',
    'nowish',
    'yesterday',
    '2023',
    '2023-13-01',
    '12',
    '9'.repeat(17),
    '2023-11-14T22:13:20Z; DROP',
    'NaN',
  ])('refuses %j', (text) => {
    expect(normalizeTime(text)).toBeUndefined();
  });

  it('means the same in every time zone', () => {
    const script = `console.log(require(${JSON.stringify(require.resolve('./timeRange'))}).normalizeTime('2023-11-14T22:13:20'))`;
    const output = execFileSync(process.execPath, ['-r', 'esbuild-register', '-e', script], {
      env: { ...process.env, TZ: 'America/New_York' },
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('1700000000000');
  });
});

describe('normalizeRange', () => {
  it('refuses a range that ends before it starts', () => {
    expect(normalizeRange({ from: 'now-1h', to: 'now' })).toEqual({ from: 'now-1h', to: 'now' });
    expect(normalizeRange({ from: '2023-11-14', to: '1700000000000' })).toEqual({
      from: '1699920000000',
      to: '1700000000000',
    });
    expect(normalizeRange({ from: '1700000000000', to: '1699920000000' })).toBeUndefined();
    expect(normalizeRange({ from: '1700000000000', to: '1700000000000' })).toBeUndefined();
    expect(normalizeRange({ from: 'now-1h', to: 'never' })).toBeUndefined();
  });
});

describe('chooseStep and alignRange', () => {
  it('takes a round step, never below the minimum of the data source', () => {
    const last = (ms: number) => ({ from: NOW - ms, to: NOW });
    expect(chooseStep(last(HOUR), 240)).toBe(15_000);
    expect(chooseStep(last(HOUR), 1000)).toBe(15_000);
    expect(chooseStep(last(HOUR), 1000, 1_000)).toBe(5_000);
    expect(chooseStep(last(6 * HOUR), 240)).toBe(120_000);
    expect(chooseStep(last(DAY), 240)).toBe(600_000);
    expect(chooseStep(last(30 * DAY), 240)).toBe(3 * HOUR);
    expect(chooseStep(last(1000 * DAY), 240)).toBe(5 * DAY);
    expect(chooseStep(last(HOUR), 240, 17_000)).toBe(17_000);
  });

  it('ends on a step with the newest inside, and stays within a limit of a day', () => {
    expect(alignRange({ from: NOW - HOUR, to: NOW }, 15_000)).toEqual({
      from: 1_700_000_010_000 - HOUR,
      to: 1_700_000_010_000,
    });
    const day = alignRange({ from: NOW - DAY, to: NOW }, 600_000);
    expect(day.to - day.from).toBe(DAY);
    expect(alignRange({ from: NOW, to: NOW }, 15_000)).toEqual({ from: 1_699_999_995_000, to: 1_700_000_010_000 });
  });

  it('is a whole number of steps that loses nothing new and less than a step of the oldest', () => {
    const lengths = fc.integer({ min: 1, max: 40 * DAY });
    fc.assert(
      fc.property(
        fc.integer({ min: 1.6e12, max: 1.8e12 }),
        lengths,
        fc.integer({ min: 10, max: 2000 }),
        (to, length, points) => {
          const range = { from: to - length, to };
          const step = chooseStep(range, points);
          const aligned = alignRange(range, step);
          expect((aligned.to - aligned.from) % step).toBe(0);
          expect(aligned.to % step).toBe(0);
          expect(aligned.to).toBeGreaterThanOrEqual(to);
          expect(aligned.from - range.from).toBeLessThan(step);
          expect((aligned.to - aligned.from) / step).toBeLessThanOrEqual(points + 1);
        }
      )
    );
  });
});

describe('windowBefore', () => {
  it('is as long and ends at the start', () => {
    expect(windowBefore({ from: 1000, to: 1600 })).toEqual({ from: 400, to: 1000 });
  });
});

describe('shortenRange', () => {
  const twoDays = { from: NOW - 2 * DAY, to: NOW };

  it('keeps the newer half where no limit is known', () => {
    expect(shortenRange({ from: 'now-2d', to: 'now' }, twoDays)).toEqual({ from: 'now-24h', to: 'now' });
    expect(shortenRange({ from: '1', to: '2' }, twoDays)).toEqual({ from: String(NOW - DAY), to: String(NOW) });
  });

  it('keeps the newest part, relative where it was', () => {
    expect(shortenRange({ from: 'now-2d', to: 'now' }, twoDays, DAY)).toEqual({ from: 'now-24h', to: 'now' });
    expect(shortenRange({ from: 'now-2d', to: 'now' }, twoDays, 90 * 60_000)).toEqual({ from: 'now-90m', to: 'now' });
    expect(shortenRange({ from: 'now-2d', to: 'now' }, twoDays, 90_500)).toEqual({ from: 'now-90s', to: 'now' });
    expect(shortenRange({ from: 'now-2d/d', to: 'now/d' }, twoDays, DAY)).toEqual({
      from: String(NOW - DAY),
      to: String(NOW),
    });
  });

  it('is nothing of the future, nor of before the range', () => {
    const today = { from: NOW - 10 * HOUR, to: NOW + 14 * HOUR - 1 };
    const absolute = { from: String(today.from), to: String(today.to) };
    for (const raw of [{ from: 'now/d', to: 'now/d' }, absolute]) {
      expect(shortenRange(raw, today, undefined, NOW)).toEqual({ from: 'now-5h', to: 'now' });
      expect(shortenRange(raw, today, 2 * HOUR, NOW)).toEqual({ from: 'now-2h', to: 'now' });
      expect(shortenRange(raw, today, 12 * HOUR, NOW)).toEqual({ from: 'now-10h', to: 'now' });
    }
  });

  it('leaves alone what is allowed', () => {
    const raw = { from: 'now-1h', to: 'now' };
    expect(shortenRange(raw, { from: NOW - HOUR, to: NOW }, DAY)).toBe(raw);
  });
});

describe('the step of numbers', () => {
  const hours = (n: number) => ({ from: 0, to: n * 3_600_000 });

  it("is the data source's own, on long ranges up to a minute, and more only where the data source insists", () => {
    expect([1, 6, 12, 24, 168].map((n) => fineStep(hours(n), 15_000))).toEqual([
      15_000, 15_000, 30_000, 60_000, 60_000,
    ]);
    expect([fineStep(hours(1), 5_000), fineStep(hours(24), 300_000)]).toEqual([5_000, 300_000]);
  });
});

describe('what is not in the future', () => {
  it('ends now, and is never nothing', () => {
    expect(untilNow({ from: 1_000, to: 9_000 }, 5_000)).toEqual({ from: 1_000, to: 5_000 });
    expect(untilNow({ from: 1_000, to: 9_000 }, 10_000)).toEqual({ from: 1_000, to: 9_000 });
    expect(untilNow({ from: 6_000, to: 9_000 }, 5_000)).toEqual({ from: 6_000, to: 7_000 });
  });
});
