import fc from 'fast-check';
import { type Series } from '../../../query/series';
import { layOut, lonePoints } from './chartData';

const series = (times: number[], values: number[]): Series => ({ labels: {}, times, values });

describe('the layout of the timeline', () => {
  it('breaks a line where there are no profiles', () => {
    const { times, columns } = layOut([series([15_000, 30_000, 45_000, 120_000, 135_000], [1, 2, 3, 4, 5])], 15_000);
    expect(times).toEqual([15_000, 30_000, 45_000, 60_000, 120_000, 135_000]);
    expect(columns).toEqual([[1, 2, 3, null, 4, 5]]);
  });

  it('does not break a line where only another series has a point', () => {
    const { times, columns } = layOut([series([15, 45, 75], [1, 2, 3]), series([30, 60, 90], [4, 5, 6])], 15);
    expect(times).toEqual([15, 30, 45, 60, 75, 90]);
    expect(columns).toEqual([
      [1, undefined, 2, undefined, 3, undefined],
      [undefined, 4, undefined, 5, undefined, 6],
    ]);
  });

  it('finds points that no line goes through', () => {
    expect(layOut([series([15], [1])], 15).columns.map(lonePoints)).toEqual([[0]]);
    const { columns } = layOut([series([15_000, 30_000, 100_000, 200_000, 215_000], [1, 2, 3, 4, 5])], 15_000);
    expect(columns.map(lonePoints)).toEqual([[3]]);
  });

  it('keeps every point, in order', () => {
    const some = fc
      .uniqueArray(fc.integer({ min: 1, max: 100 }))
      .map((at) => at.sort((a, b) => a - b))
      .map((at) =>
        series(
          at.map((n) => n * 15),
          at
        )
      );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), (all) => {
        const { times, columns } = layOut(all, 15);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        all.forEach((one, s) => {
          const kept = times.filter((_, i) => typeof columns[s][i] === 'number');
          expect(kept).toEqual(one.times);
          expect(columns[s].filter((value) => typeof value === 'number')).toEqual(one.values);
        });
      })
    );
  });
});
