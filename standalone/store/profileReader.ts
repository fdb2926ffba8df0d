import type { Breather } from './breather';
import type { StoredSeries } from './catalog';
import { prepareRows, type SqliteDatabase } from './database';
import type { Dictionary } from './dictionary';
import type { Interval } from './requests';
import { addSamples } from './samples';

/** Reads stored profiles. Ranges hold both ends. Short statements only: none stays open while others write. */
export class ProfileReader {
  private readonly ids;
  private readonly totals;
  private readonly samples;
  private readonly any;
  private readonly bounds;

  constructor(db: SqliteDatabase) {
    const inRange = 'FROM profiles WHERE series_id = ? AND time BETWEEN ? AND ?';
    this.ids = prepareRows<[number]>(db, `SELECT id ${inRange} ORDER BY time`);
    this.totals = prepareRows<[number, number]>(db, `SELECT time, total ${inRange} ORDER BY time`);
    this.samples = prepareRows<[Uint8Array]>(db, 'SELECT samples FROM profiles WHERE id = ?');
    this.any = prepareRows<[number]>(db, `SELECT 1 ${inRange} LIMIT 1`);
    this.bounds = prepareRows<[number | null, number | null]>(
      db,
      'SELECT (SELECT min(time) FROM profiles WHERE series_id = ?1), (SELECT max(time) FROM profiles WHERE series_id = ?1)'
    );
  }

  hasProfiles({ id }: StoredSeries, { start, end }: Interval): boolean {
    return this.any.get(id, start, end) !== undefined;
  }

  /** Time and total of each profile of a series. */
  totalsOf({ id }: StoredSeries, { start, end }: Interval): Array<[time: number, total: number]> {
    return this.totals.all(id, start, end);
  }

  /** Times of the first and the last profile. */
  boundsOf({ id }: StoredSeries): Interval | undefined {
    const [start, end] = this.bounds.get(id) ?? [null, null];
    return start === null || end === null ? undefined : { start, end };
  }

  /**
   * Sums all profiles of the series in the range by stack id.
   * @param dictionaryNow - asked for after the profiles are listed, so that it knows all their stacks
   */
  async sum(
    series: readonly StoredSeries[],
    { start, end }: Interval,
    dictionaryNow: () => Dictionary,
    breather: Breather
  ): Promise<{ sums: Float64Array; dictionary: Dictionary }> {
    const profiles: number[][] = [];
    for (const { id } of series) {
      profiles.push(this.ids.all(id, start, end).map(([profile]) => profile));
      if (breather.due) {
        await breather.pause();
      }
    }
    const dictionary = dictionaryNow();
    const sums = new Float64Array(dictionary.stacks.size + 1);
    for (const profile of profiles.flat()) {
      const row = this.samples.get(profile);
      if (row) {
        addSamples(row[0], sums);
      }
      if (breather.due) {
        await breather.pause();
      }
    }
    return { sums, dictionary };
  }
}
