import type { Breather } from './breather';
import { bytes, integer, prepareRows, real, type SqliteDatabase } from './database';
import type { BlockSums } from './mergedStacks';
import type { Interval } from './requests';
import { addSamples } from './samples';
import type { StoredSeries } from './seriesTable';
import type { Symbols } from './symbols';

const NONE = -1;
/** Each by itself, the database finds it at an end of the index. */
const firstOrLast = (which: 'min' | 'max') =>
  integer(`coalesce((SELECT ${which}(time) FROM profiles WHERE series_id = ?1), ${NONE})`);

/** Reads stored profiles. Ranges hold both ends. */
export class ProfileReader {
  private readonly samplesIds;
  private readonly totals;
  private readonly samples;
  private readonly any;
  private readonly bounds;
  private readonly blocks;

  constructor(
    db: SqliteDatabase,
    private readonly symbols: Symbols
  ) {
    const inRange = 'FROM profiles WHERE series_id = ? AND time BETWEEN ? AND ?';
    this.samplesIds = prepareRows(db, [integer('samples_id')], inRange);
    this.totals = prepareRows(db, [integer('time'), real('total')], `${inRange} ORDER BY time`);
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

  /** Times of the first and the last profile. */
  boundsOf({ id }: StoredSeries): Interval | undefined {
    const [start, end] = this.bounds.get(id) ?? [NONE, NONE];
    return start === NONE ? undefined : { start, end };
  }

  /** Sums all profiles of the series in the range, block by block. */
  async sum(series: readonly StoredSeries[], { start, end }: Interval, breather: Breather): Promise<BlockSums[]> {
    const blocks = this.blocks.all();
    /** By block, how often each samples row counts. */
    const counts = new Map<number, Map<number, number>>();
    for (const { id } of series) {
      for (const [samples] of this.samplesIds.all(id, start, end)) {
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
      const sums = new Float64Array(stacks.size + 1);
      for (const [samples, count] of ofBlock) {
        const row = this.samples.get(samples);
        if (row) {
          addSamples(row[0], count, sums);
        }
        if (breather.due) {
          await breather.pause();
        }
      }
      result.push({ block, stacks, sums });
    }
    return result;
  }
}
