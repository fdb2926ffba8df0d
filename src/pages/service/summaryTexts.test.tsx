import { type RangeSeries } from '../../pyroscope/rangeSeries';
import {
  ageText,
  averageText,
  changeText,
  coverageText,
  differenceText,
  formatPoint,
  instancesText,
} from './summaryTexts';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const HOUR = 3_600_000;
const series = (change: Partial<RangeSeries>): RangeSeries => ({
  series: [],
  unit: 'cores',
  stepMs: 15_000,
  range: { from: 0, to: HOUR },
  span: { from: 0, to: HOUR },
  kind: 'rate',
  covered: 3600,
  coverable: 3600,
  instanceSeconds: 3600,
  total: 0.42 * 3600,
  average: 0.42,
  instances: undefined,
  newest: undefined,
  ...change,
});

describe('the summary', () => {
  it('names a value by its type', () => {
    expect(formatPoint(0.42, CPU, 'cores')).toBe('0.42 cores');
    expect(formatPoint(349, 'goroutines:goroutine:count:goroutine:count', 'short')).toBe('349 goroutines');
    expect(formatPoint(12e6, 'mutex:delay:nanoseconds:contentions:count', 'ns/s')).toBe('12 ms/s');
    expect(formatPoint(1536, 'memory:inuse_space:bytes:space:bytes', 'bytes')).toBe('1.5 KiB');
  });

  it('says the share of the range where it is not all of it', () => {
    expect(averageText(CPU, series({}))?.text).toBe('avg 0.42 cores');
    const partly = averageText(CPU, series({ covered: 58 * 60 }));
    expect(partly?.text).toBe('avg 0.42 cores (97 % covered)');
    expect(partly?.source).toContain('covers 58 min of 60');
    expect(averageText(CPU, series({ covered: 15 }))?.text).toBe('avg 0.42 cores (< 1 % covered)');
    expect(averageText(CPU, series({ average: undefined }))).toBeUndefined();
  });

  it('says coverage in the unit of the range', () => {
    const of = (covered: number, to: number) => coverageText({ covered, coverable: to / 1000 });
    expect(of(58 * 60, HOUR)).toBe('covers 58 min of 60');
    expect(of(23.04 * 3600, 24 * HOUR)).toBe('covers 23 h of 24');
    expect(of(45, 60_000)).toBe('covers 45 s of 60');
    expect(of(3700, HOUR)).toBe('covers 60 min of 60');
  });

  it('says a small coverage in a unit of its own: not "0 min of 30"', () => {
    const of = (covered: number, to: number) => coverageText({ covered, coverable: to / 1000 });
    expect(of(15, 30 * 60_000)).toBe('covers 15 s of 30 min');
    expect(of(10 * 60, 24 * HOUR)).toBe('covers 10 min of 24 h');
    expect(of(0, HOUR)).toBe('covers 0 s of 60 min');
  });

  it('says that the coverage is unknown where instances could not be told apart', () => {
    const average = averageText(CPU, series({ covered: undefined, instanceSeconds: undefined }));
    expect(average?.text).toBe('avg 0.42 cores');
    expect(average?.source).toContain('coverage unknown: too many instances');
  });

  it('says why series and flame graph add up to something else, where they do', () => {
    // 1,512 s of CPU time.
    const text = (graph: number, change: Partial<RangeSeries> = {}) => differenceText(CPU, series(change), graph);
    expect(text(1500e9)).toMatch(
      /^That total is 25.2 mins?, the flame graph’s 25 mins?. No error: series also count samples/
    );
    expect(text(1512e9)).toBeUndefined();
    expect(text(1506e9)).toBeUndefined();
    // Sums of snapshots, and averages of them, are no totals.
    expect(text(1, { kind: 'value' })).toBeUndefined();
    const bytes = 'memory:alloc_space:bytes:space:bytes';
    expect(differenceText(bytes, series({ total: 2048, unit: 'binBps' }), 1024)).toContain(
      'is 2 KiB, the flame graph’s 1 KiB'
    );
  });

  it('compares with the window before', () => {
    const text = (now: number, before: number | undefined, to = HOUR) =>
      changeText(CPU, series({ average: now, span: { from: 0, to } }), series({ average: before }))?.text;
    expect(text(0.42, 0.311)).toBe('+35 % vs previous hour');
    expect(text(0.2, 0.4, 30 * 60_000)).toBe('−50 % vs previous 30 min');
    expect(text(0.4, 0.4001, 24 * HOUR)).toBe('±0 % vs previous day');
    expect(text(0.4, undefined)).toBeUndefined();
    expect(text(0.4, 0)).toBeUndefined();
  });

  it('counts instances', () => {
    expect(instancesText({ kind: 'pod', label: 'pod', count: 8 })).toEqual({
      kind: 'instances',
      text: '8 pods',
      source: 'Different values of the label pod among the profiles of the range.',
    });
    expect(instancesText({ kind: 'host', label: 'hostname', count: 1 }).text).toBe('1 host');
  });

  it('says how old the last profile is, and when that is not exact', () => {
    expect(ageText({ time: 88_000, exact: true }, 100_000).text).toBe('last profile 12 s ago');
    expect(ageText({ time: 0, exact: false }, 125_000).text).toBe('last profile at most 2 min ago');
    expect(ageText({ time: 200, exact: true }, 100).text).toBe('last profile 0 s ago');
    expect(ageText({ time: 0, exact: true }, 26 * HOUR).text).toBe('last profile 1 d ago');
  });
});
