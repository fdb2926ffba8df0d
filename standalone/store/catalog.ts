import { prepareRows, prepareWrite, type SqliteDatabase } from './database';
import { Dictionary } from './dictionary';

/** A stored series: one profile type of one label set. Labels sorted by name, private ones included. */
export interface StoredSeries {
  id: number;
  labels: ReadonlyMap<string, string>;
}

/**
 * What is known of the database in memory: the dictionary and all series. Made anew from the database when a
 * transaction failed half-way or another process has written.
 */
export class Catalog {
  readonly dictionary: Dictionary;
  /** Stores new dictionary entries; call it inside the transaction. */
  readonly storeDictionary: () => void;
  private readonly byLabels = new Map<string, StoredSeries>();
  private readonly addSeries: (labels: string) => number;

  constructor(db: SqliteDatabase) {
    this.dictionary = Dictionary.load(db);
    this.storeDictionary = this.dictionary.storing(db);
    this.addSeries = prepareWrite(db, 'INSERT INTO series (labels) VALUES (?)');
    for (const [id, labels] of prepareRows<[number, string]>(db, 'SELECT id, labels FROM series ORDER BY id').all()) {
      this.byLabels.set(labels, { id, labels: new Map(JSON.parse(labels)) });
    }
  }

  get series(): Iterable<StoredSeries> {
    return this.byLabels.values();
  }

  /** The series with these labels (sorted by name), stored when it is new; call it inside the transaction. */
  seriesOf(labels: Array<[string, string]>): StoredSeries {
    const key = JSON.stringify(labels);
    let series = this.byLabels.get(key);
    if (!series) {
      series = { id: this.addSeries(key), labels: new Map(labels) };
      this.byLabels.set(key, series);
    }
    return series;
  }
}
