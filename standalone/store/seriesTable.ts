import { integer, prepareRows, text, type SqliteDatabase } from './database';

/** A stored series: one profile type of one label set. Labels sorted by name, private ones included. */
export interface StoredSeries {
  id: number;
  labels: ReadonlyMap<string, string>;
}

/** All series of the database, for reading. */
export class SeriesTable {
  private readonly firstBlock;
  private readonly newSeries;
  private known: StoredSeries[] = [];
  private lastId = 0;
  private readFromBlock: number | undefined;

  constructor(db: SqliteDatabase) {
    this.firstBlock = prepareRows(db, [integer('coalesce(min(id), 0)')], 'FROM blocks');
    this.newSeries = prepareRows(db, [integer('id'), text('labels')], 'FROM series WHERE id > ? ORDER BY id');
  }

  all(): readonly StoredSeries[] {
    const firstBlock = this.firstBlock.get()?.[0];
    if (firstBlock !== this.readFromBlock) {
      // A block was dropped, and with it the series that had nothing else.
      this.readFromBlock = firstBlock;
      this.known = [];
      this.lastId = 0;
    }
    for (const [id, labels] of this.newSeries.all(this.lastId)) {
      this.known.push({ id, labels: new Map(JSON.parse(labels)) });
      this.lastId = id;
    }
    return this.known;
  }
}
