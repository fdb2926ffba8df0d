import { type Difference, differMuch, scaleOfSide, type SideFacts, usualNormalization } from './normalization';

const side = (facts: Partial<SideFacts>): SideFacts => ({
  total: 90e9,
  coveredSeconds: 60,
  instanceSeconds: 180,
  profiles: undefined,
  ...facts,
});
const cpu = { unit: 'ns', onCpu: true };

it('divides CPU time by what it says', () => {
  expect(scaleOfSide('second', side({}), cpu)).toEqual({ factor: 1 / 60e9, unit: 'cores' });
  // 90 s of CPU by three instances in a minute: 1.5 cores, half a core each.
  expect(90e9 * scaleOfSide('second', side({}), cpu)!.factor).toBeCloseTo(1.5, 12);
  expect(90e9 * scaleOfSide('instance', side({}), cpu)!.factor).toBeCloseTo(0.5, 12);
  expect(90e9 * scaleOfSide('share', side({}), cpu)!.factor).toBe(1);
  expect(scaleOfSide('none', side({}), cpu)).toEqual({ factor: 1, unit: 'ns' });
});

it('divides snapshots by their number and allocations by time', () => {
  const bytes = { unit: 'bytes', onCpu: false };
  expect(scaleOfSide('profile', side({ profiles: 4 }), bytes)).toEqual({ factor: 0.25, unit: 'bytes' });
  expect(scaleOfSide('second', side({}), bytes)).toEqual({ factor: 1 / 60, unit: 'binBps' });
});

it('has no factor where the divisor is unknown or nothing', () => {
  expect(scaleOfSide('second', side({ coveredSeconds: undefined }), cpu)).toBeUndefined();
  expect(scaleOfSide('instance', side({ instanceSeconds: 0 }), cpu)).toBeUndefined();
  expect(scaleOfSide('profile', side({}), cpu)).toBeUndefined();
  expect(scaleOfSide('share', side({ total: 0 }), cpu)).toBeUndefined();
});

it('chooses seconds for two times of one service, instances where their number changed, shares for unlike sets', () => {
  const usual = (a: Partial<SideFacts>, b: Partial<SideFacts>, differ: Difference = 'time') =>
    usualNormalization('cumulative', [side(a), side(b)], differ);
  expect(usual({}, {})).toBe('second');
  // Three instances against four.
  expect(usual({}, { instanceSeconds: 240 })).toBe('instance');
  // Half of the range without profiles, but three instances as before.
  expect(usual({}, { coveredSeconds: 30, instanceSeconds: 90 })).toBe('second');
  expect(usual({}, { instanceSeconds: 240 }, 'selector')).toBe('share');
  expect(usual({ coveredSeconds: undefined, instanceSeconds: undefined }, {})).toBe('share');
});

it('chooses seconds for a file that says its own beside one instance, and shares for any other', () => {
  const file = (seconds: number | undefined, instances: number) =>
    usualNormalization(
      'cumulative',
      [side({ coveredSeconds: seconds, instanceSeconds: seconds }), side({ instanceSeconds: 60 * instances })],
      'file'
    );
  expect(file(30, 1)).toBe('second');
  expect(file(30, 3)).toBe('share');
  expect(file(undefined, 1)).toBe('share');
});

it('leaves snapshots as they are, and divides them by their number where that changed', () => {
  const snapshots = (profiles: number | undefined) =>
    usualNormalization('snapshot', [side({ profiles: 4 }), side({ profiles })], 'time');
  expect(snapshots(4)).toBe('none');
  expect(snapshots(2)).toBe('profile');
  expect(snapshots(undefined)).toBe('none');
});

it('calls more than 5 % of the larger much', () => {
  expect(differMuch(100, 95)).toBe(false);
  expect(differMuch(94, 100)).toBe(true);
  expect(differMuch(undefined, 100)).toBe(false);
});
