import { beyondBounds, costsOfSteps, quantile, stepsTable } from './stepsReport.mjs';

const main = { pid: 1, tid: 2, ph: 'X' };
const task = (ts: number, tdur: number, of = main) => ({ ...of, name: 'RunTask', ts, dur: 2 * tdur, tdur });
const input = (ts: number, type: string, of = main) => ({ ...of, name: 'EventDispatch', ts, args: { data: { type } } });

it('counts the CPU of the main thread from each input to the next, what comes before the first left out', () => {
  const events = [
    task(0, 9000),
    task(1000, 2000),
    input(1100, 'wheel'),
    input(1200, 'mousemove'),
    task(4000, 500),
    task(5000, 3000),
    input(5100, 'wheel'),
    // Two in one task are one step.
    input(5200, 'wheel'),
    task(5000, 7000, { ...main, tid: 3 }),
    task(9000, 250),
  ];
  expect(costsOfSteps(events, 'wheel')).toEqual([2.5, 3.25]);
  expect(() => costsOfSteps(events, 'keydown')).toThrow('No keydown was traced.');
});

it('says p95, and fails beyond its bound', () => {
  const costs = Array.from({ length: 100 }, (_, i) => i / 10);
  expect([quantile(costs, 0.5), quantile(costs, 0.95), quantile([3], 0.95)]).toEqual([4.9, 9.4, 3]);
  const rows = [{ operation: 'pan', input: '1M', costs }];
  expect(stepsTable(rows).split('\n')[1]).toBe('pan        1M       100     4.9  9.4   9.9');
  expect(beyondBounds(rows, { pan: 9.4 })).toEqual([]);
  expect(beyondBounds(rows, { pan: 8 })).toEqual(['pan: 9.4 ms at p95, beyond the bound of 8 ms']);
});
