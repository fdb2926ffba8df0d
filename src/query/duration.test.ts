import { parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['1d', 86_400_000],
    ['15s', 15_000],
    ['48h0m0s', 172_800_000],
    ['71h51m34.126s', 258_694_126],
    ['1w2d', 777_600_000],
    ['500ms', 500],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBeCloseTo(ms, 6);
  });

  it.each(['', 'd', '1', '1 d', '-1d', '1d!', 'x1d'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
