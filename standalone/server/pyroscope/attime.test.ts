import { parseAttime } from './attime';

const NOW = Date.UTC(2026, 4, 1, 12);

test.each([
  ['1777636800', NOW],
  ['1777636800123', NOW + 123],
  ['1777636800123456', NOW + 123],
  ['1777636800123456789', NOW + 123],
  ['20260501', Date.UTC(2026, 4, 1)],
  // No such date: seconds, in 1970.
  ['18991399', 18_991_399_000],
  ['now', NOW],
  ['now-1h', NOW - 3_600_000],
  ['now-1h30min', NOW - 5_400_000],
  ['now+10s', NOW + 10_000],
  ['now - 1 d', NOW - 86_400_000],
  ['now-1M', NOW - 30 * 86_400_000],
  ['whatever-2m', NOW - 120_000],
  ['', NOW],
])('%s', (text, time) => {
  expect(parseAttime(text, NOW)).toBe(time);
});

test.each(['9'.repeat(30), `now-${'9'.repeat(30)}y`, '9'.repeat(400)])('%s is no time', (text) => {
  expect(() => parseAttime(text, NOW)).toThrow('time out of range');
});
