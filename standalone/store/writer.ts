import { createHash } from 'node:crypto';

import { Blocks, type Bounds } from './blocks';
import { inTransaction, integer, prepareRows, prepareWrite, type SqliteDatabase } from './database';
import { checkProfile, isDotnet, type CheckedProfile, type IngestRequest } from './ingest';
import { IngestError } from './ingestError';
import type { Limits } from './limits';
import { readProfile } from './readProfile';
import { encodeSamples } from './samples';
import type { LabelPair } from './seriesLabels';

const ACTIVE_MS = 3_600_000;
/** So many ids of series are remembered; others are looked up in the database. */
const REMEMBERED_SERIES = 20_000;
const REMEMBERED_SAMPLES = 20_000;
/** An agent that sends what is broken does so every few seconds. */
const SAY_EVERY_MS = 60_000;

export interface WriterOptions extends Bounds {
  limits: Limits;
  /** Takes profiles of any time; otherwise only of the last hour and the next ten minutes. */
  anyTime: boolean;
  /** Hears what profiles have lost. */
  onNotice: (text: string) => void;
}

/** Counted since the store was opened, but for the bytes. */
export interface WriterStats {
  profiles: number;
  /** Left out of profiles that were taken: without a stack that can be followed, of a negative value … */
  droppedSamples: number;
  /** Deeper than the limit, and cut. */
  cutStacks: number;
  /** Pushes that were refused. */
  refused: number;
  /** Bytes of the database that hold something. */
  usedBytes: number;
}

/** The one that writes to the store's database. */
export class Writer {
  private readonly blocks: Blocks;
  private readonly seen;
  private readonly markSeen;
  private readonly addProfile;
  private readonly addSpan;
  private readonly addSamples;
  private readonly findSeries;
  private readonly addSeries;
  private readonly seriesIds = new Map<string, number>();
  /** By block and content. */
  private readonly samplesIds = new Map<string, number>();
  /** Time of the last receipt by series id, of the last hour. */
  private readonly active = new Map<number, number>();
  private readonly counts = { profiles: 0, droppedSamples: 0, cutStacks: 0, refused: 0 };
  private unsaid = { samples: 0, cutStacks: 0 };
  private saidAt = -Infinity;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly options: WriterOptions
  ) {
    this.blocks = new Blocks(db, options);
    this.seen = prepareRows(db, [integer('1')], 'FROM ingested WHERE id = ?');
    this.markSeen = prepareWrite(db, 'INSERT INTO ingested VALUES (?, ?)');
    this.addProfile = prepareWrite(
      db,
      'INSERT INTO profiles (series_id, time, total, samples_id, profile) VALUES (?, ?, ?, ?, ?)'
    );
    this.addSpan = prepareWrite(db, 'INSERT INTO spans (profile_id, span, trace, samples_id) VALUES (?, ?, ?, ?)');
    this.addSamples = prepareWrite(db, 'INSERT INTO samples (data) VALUES (?)');
    this.findSeries = prepareRows(db, [integer('id')], 'FROM series WHERE labels = ?');
    this.addSeries = prepareWrite(db, 'INSERT INTO series (labels) VALUES (?)');
  }

  get stats(): WriterStats {
    return { ...this.counts, usedBytes: this.blocks.usedBytes };
  }

  /**
   * Takes all profiles of a push in, or none.
   * @throws {IngestError} for what is not taken; anything else thrown is the database's
   */
  async ingest(push: readonly IngestRequest[]): Promise<void> {
    const now = Date.now();
    const { limits, anyTime } = this.options;
    try {
      const profiles: CheckedProfile[] = [];
      let series = 0;
      for (const request of push) {
        const columns = await readProfile(request.pprof, limits, isDotnet(request));
        const profile = checkProfile(request, columns, limits, anyTime ? undefined : now);
        profiles.push(profile);
        series += profile.series.length;
        this.checkSeries(series);
      }
      inTransaction(this.db, () => profiles.forEach((profile) => this.write(profile, now)));
      profiles.forEach(({ lost }, i) => this.countLost(lost, push[i].labels.service_name, now));
      this.counts.profiles += profiles.length;
    } catch (error) {
      this.blocks.forget();
      this.seriesIds.clear();
      this.samplesIds.clear();
      this.counts.refused++;
      throw error;
    }
  }

  /** Drops what is too old or too much; call it now and then. */
  async dropOld(): Promise<void> {
    await this.blocks.dropOld(Date.now());
    this.seriesIds.clear();
  }

  private write({ id, time, series, stackIds }: CheckedProfile, now: number): void {
    const dictionary = this.blocks.dictionaryAt(now);
    if (id !== undefined) {
      if (this.seen.get(id)) {
        return;
      }
      this.markSeen(id, dictionary.block);
    }
    const ids = stackIds(dictionary);
    const samplesOf = (values: ReadonlyMap<number, number>): number => {
      const byStack = new Map<number, number>();
      for (const [node, value] of values) {
        // Two of the profile's locations may be the same place.
        byStack.set(ids[node], (byStack.get(ids[node]) ?? 0) + value);
      }
      return this.samplesId(dictionary.block, encodeSamples(byStack));
    };
    /** What all its rows have in common: the id of the first. */
    let number: number | undefined;
    for (const { labels, values, total, spans } of series) {
      const row = this.addProfile(this.seriesId(labels, now), time, total, samplesOf(values), number ?? null);
      number ??= row;
      for (const { span, trace, values: part } of spans) {
        if (part.size > 0) {
          this.addSpan(row, span ?? null, trace ?? null, samplesOf(part));
        }
      }
    }
    dictionary.storeStacks();
  }

  private countLost({ samples, cutStacks }: CheckedProfile['lost'], service: string | undefined, now: number): void {
    this.counts.droppedSamples += samples;
    this.counts.cutStacks += cutStacks;
    this.unsaid = { samples: this.unsaid.samples + samples, cutStacks: this.unsaid.cutStacks + cutStacks };
    if (samples + cutStacks > 0 && now - this.saidAt >= SAY_EVERY_MS) {
      const { samples: left, cutStacks: cut } = this.unsaid;
      this.options.onNotice(
        `Of what was pushed, ${left} broken samples were left out and ${cut} stacks cut, the last of them of the ` +
          `service ${JSON.stringify(service ?? '')}. GET /metrics has the totals.`
      );
      this.unsaid = { samples: 0, cutStacks: 0 };
      this.saidAt = now;
    }
  }

  /** Idle services, and what is recorded, send the same again and again. */
  private samplesId(block: number, data: Uint8Array): number {
    const key = `${block} ${createHash('sha256').update(data).digest('base64')}`;
    const id = this.samplesIds.get(key) ?? this.addSamples(data);
    if (this.samplesIds.size >= REMEMBERED_SAMPLES) {
      this.samplesIds.clear();
    }
    this.samplesIds.set(key, id);
    return id;
  }

  private seriesId(labels: LabelPair[], now: number): number {
    const text = JSON.stringify(labels);
    let id = this.seriesIds.get(text) ?? this.findSeries.get(text)?.[0];
    if (id === undefined || !this.active.has(id)) {
      this.forgetInactive(now);
      this.checkSeries(this.active.size + 1);
    }
    id ??= this.addSeries(text);
    if (this.seriesIds.size >= REMEMBERED_SERIES) {
      this.seriesIds.clear();
    }
    this.seriesIds.set(text, id);
    this.active.delete(id);
    this.active.set(id, now);
    return id;
  }

  /** The oldest stand first. */
  private forgetInactive(now: number): void {
    for (const [id, time] of this.active) {
      if (time > now - ACTIVE_MS) {
        break;
      }
      this.active.delete(id);
    }
  }

  private checkSeries(count: number): void {
    const { series } = this.options.limits;
    if (count > series) {
      throw new IngestError(
        'limit',
        `Maximum active series limit exceeded (${count}/${series}), reduce the number of active streams ` +
          '(reduce labels or reduce label values), or contact your administrator to see if the limit can be increased'
      );
    }
  }
}
