import type { Breather } from './breather';
import { bytes, integer, prepareRows, real, type SqliteDatabase } from './database';
import type { BlockSums } from './mergedStacks';
import type { Interval, Selection } from './requests';
import { StackSums } from './samples';
import type { StoredSeries } from './seriesTable';
import type { Symbols } from './symbols';

const NONE = -1;
const ROWS_A_PAGE = 100;
/** Each by itself, the database finds it at an end of the index. */
const firstOrLast = (which: 'min' | 'max') =>
  integer(`coalesce((SELECT ${which}(time) FROM profiles WHERE series_id = ?1), ${NONE})`);

/** Reads stored profiles. Ranges hold both ends. */
export class ProfileReader {
  private readonly samplesIds;
  private readonly totals;
  private readonly numbers;
  private readonly rowsFrom;
  private readonly ofSpan;
  private readonly ofTrace;
  private readonly samples;
  private readonly any;
  private readonly bounds;
  private readonly blocks;

  constructor(
    db: SqliteDatabase,
    private readonly symbols: Symbols
  ) {
    const number = integer('coalesce(profile, id)');
    const inRange = 'FROM profiles WHERE series_id = ? AND time BETWEEN ? AND ?';
    this.samplesIds = prepareRows(db, [integer('samples_id')], inRange);
    this.totals = prepareRows(db, [integer('time'), real('total')], `${inRange} ORDER BY time`);
    this.numbers = prepareRows(db, [integer('time'), real('total'), number], `${inRange} ORDER BY time`);
    this.rowsFrom = prepareRows(
      db,
      [number, integer('id'), integer('series_id'), integer('time'), integer('samples_id')],
      `FROM profiles WHERE id >= ? ORDER BY id LIMIT ${ROWS_A_PAGE}`
    );
    const spans = (by: 'span' | 'trace') =>
      prepareRows(
        db,
        [integer('p.series_id'), integer('s.samples_id'), integer('coalesce(p.profile, p.id)')],
        `FROM spans s JOIN profiles p ON p.id = s.profile_id WHERE s.${by} = ? AND p.time BETWEEN ? AND ?`
      );
    this.ofSpan = spans('span');
    this.ofTrace = spans('trace');
    this.samples = prepareRows(db, [bytes('data')], 'FROM samples WHERE id = ?');
    this.any = prepareRows(db, [integer('1')], `${inRange} LIMIT 1`);
    this.bounds = prepareRows(db, [firstOrLast('min'), firstOrLast('max')]);
    this.blocks = prepareRows(db, [integer('id'), integer('first_samples')], 'FROM blocks ORDER BY id DESC');
  }

  hasProfiles({ id }: StoredSeries, { start, end }: Interval): boolean {
    return this.any.get(id, start, end) !== undefined;
  }

  /** Time and total of each profile of a series. */
  totalsOf({ id }: StoredSeries, { start, end }: Interval): Array<[time: number, total: number]> {
    return this.totals.all(id, start, end);
  }

  /** The same with the number of each profile, {@link ProfileKey}. */
  numberedTotalsOf(
    { id }: StoredSeries,
    { start, end }: Interval
  ): Array<[time: number, total: number, number: number]> {
    return this.numbers.all(id, start, end);
  }

  /** Times of the first and the last profile. */
  boundsOf({ id }: StoredSeries): Interval | undefined {
    const [start, end] = this.bounds.get(id) ?? [NONE, NONE];
    return start === NONE ? undefined : { start, end };
  }

  /** Sums the selected profiles of the series in the range, block by block. */
  async sum(
    series: readonly StoredSeries[],
    range: Interval,
    selection: Selection,
    breather: Breather
  ): Promise<BlockSums[]> {
    const blocks = this.blocks.all();
    /** By block, how often each samples row counts. */
    const counts = new Map<number, Map<number, number>>();
    for (const found of this.samplesOf(series, range, selection)) {
      for (const samples of found) {
        const block = blocks.find(([, first]) => first <= samples)?.[0] ?? 0;
        const ofBlock = counts.get(block) ?? new Map<number, number>();
        counts.set(block, ofBlock);
        ofBlock.set(samples, (ofBlock.get(samples) ?? 0) + 1);
      }
      if (breather.due) {
        await breather.pause();
      }
    }
    const result: BlockSums[] = [];
    for (const [block, ofBlock] of [...counts].sort(([a], [b]) => a - b)) {
      const stacks = this.symbols.stacksOf(block);
      const sums = new StackSums(stacks.size);
      for (const [samples, count] of ofBlock) {
        const row = this.samples.get(samples);
        if (row) {
          sums.add(row[0], count);
        }
        if (breather.due) {
          await breather.pause();
        }
      }
      result.push({ block, stacks, sums });
    }
    return result;
  }

  /** Ids of the samples that are meant, some at a time; one may come several times. */
  private *samplesOf(
    series: readonly StoredSeries[],
    range: Interval,
    { profiles, spans, traces }: Selection
  ): Generator<number[]> {
    const { start, end } = range;
    const ids = new Set(series.map(({ id }) => id));
    if (spans || traces) {
      const numbers = profiles && new Set(profiles.map(({ number }) => number));
      for (const id of new Set((spans ?? traces ?? []).map((bytes) => Buffer.from(bytes).toString('hex')))) {
        const rows = (spans ? this.ofSpan : this.ofTrace).all(Buffer.from(id, 'hex'), start, end);
        yield rows
          .filter(([of, , number]) => ids.has(of) && (!numbers || numbers.has(number)))
          .map(([, samples]) => samples);
      }
    } else if (profiles) {
      for (const [number, time] of new Map(profiles.map((profile) => [profile.number, profile.time]))) {
        if (time >= start && time <= end) {
          yield this.rowsOf(number)
            .filter((row) => row.time === time && ids.has(row.series))
            .map((row) => row.samples);
        }
      }
    } else {
      for (const id of ids) {
        yield this.samplesIds.all(id, start, end).map(([samples]) => samples);
      }
    }
  }

  /** All rows of a profile, which stand together. */
  private rowsOf(wanted: number): Array<{ series: number; time: number; samples: number }> {
    const found = [];
    for (let from = wanted; ;) {
      const page = this.rowsFrom.all(from);
      for (const [number, id, series, time, samples] of page) {
        if (number !== wanted) {
          return found;
        }
        found.push({ series, time, samples });
        from = id + 1;
      }
      if (page.length < ROWS_A_PAGE) {
        return found;
      }
    }
  }
}
