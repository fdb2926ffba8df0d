import { inTransaction, prepareRows, prepareWrite, type SqliteDatabase } from './database';
import type { Catalog } from './catalog';
import type { DecodedProfile } from './decodePprof';
import type { Dictionary } from './dictionary';
import { dropGoTypeParameters, metricName, publicLabels, seriesLabels, type SampleTypeConfig } from './seriesLabels';
import { encodeSamples } from './samples';

/** One profile to take in. */
export interface IngestRequest {
  /** Labels of the profile; `service_name` defaults to `unknown_service`, private ones are dropped. */
  labels: Record<string, string>;
  /** `__name__`, the first part of the profile type id; without it, it follows from the sample types. */
  name?: string;
  /** A pprof, gzipped or not. */
  pprof: Uint8Array;
  /** Milliseconds since the epoch: the time of a profile that has none of its own. */
  fromMs?: number;
  untilMs?: number;
  sampleTypeConfig?: SampleTypeConfig;
  /** What took the profile (`nodespy`, `pyspy` …); some need their names mended. */
  spyName?: string;
  /** A second profile with an id that was taken before is left out, without an error. */
  id?: string;
}

/** Pyroscope's limit (max_profile_stacktrace_depth): the frames nearest the root stay. */
const MAX_DEPTH = 1000;
const FIRST_MS_OF_1971 = Date.UTC(1971, 0);
const SCRIPTING_SPIES = new Set(['pyspy', 'rbspy', 'scripting']);

interface Series {
  labels: Array<[string, string]>;
  samples: Map<number, number>;
  total: number;
}

/** Writes decoded profiles, each in a transaction of its own. */
export class Ingester {
  private readonly seen;
  private readonly markSeen;
  private readonly addProfile;

  constructor(private readonly db: SqliteDatabase) {
    this.seen = prepareRows<[number]>(db, 'SELECT 1 FROM ingested WHERE id = ?');
    this.markSeen = prepareWrite(db, 'INSERT INTO ingested VALUES (?)');
    this.addProfile = prepareWrite(db, 'INSERT INTO profiles (series_id, time, total, samples) VALUES (?, ?, ?, ?)');
  }

  /**
   * @param catalog - asked for inside the transaction, when nobody else can write
   * @throws {IngestError} for labels or types that are not taken; anything else thrown is the database's
   */
  write(request: IngestRequest, profile: DecodedProfile, catalog: () => Catalog): void {
    const time = timeOf(profile, request);
    const allLabels = labelsOfSeries(request, profile);
    inTransaction(this.db, () => {
      if (request.id !== undefined) {
        if (this.seen.get(request.id)) {
          return;
        }
        this.markSeen(request.id);
      }
      const { dictionary, seriesOf, storeDictionary } = bind(catalog());
      const stored = sumSamples(profile, internStacks(profile, request, dictionary), allLabels);
      storeDictionary();
      for (const { labels, samples, total } of stored) {
        this.addProfile(seriesOf(labels).id, time, total, encodeSamples(samples));
      }
    });
  }
}

function bind(catalog: Catalog) {
  return {
    dictionary: catalog.dictionary,
    seriesOf: (labels: Array<[string, string]>) => catalog.seriesOf(labels),
    storeDictionary: catalog.storeDictionary,
  };
}

function timeOf(profile: DecodedProfile, { fromMs }: IngestRequest): number {
  const isDate = (ms: number | undefined): ms is number => ms !== undefined && ms >= FIRST_MS_OF_1971;
  // Old agents wrote microseconds where nanoseconds belong, which is a time in 1970.
  return [profile.time, fromMs].find(isDate) ?? Date.now();
}

function labelsOfSeries(request: IngestRequest, profile: DecodedProfile): Array<Array<[string, string]>> {
  const labels = publicLabels(request.labels);
  const types =
    request.spyName === 'dotnetspy'
      ? profile.sampleTypes.map((type) => ({ ...type, type: type.type.replaceAll('-', '_') }))
      : profile.sampleTypes;
  const name = request.name || request.labels.__name__ || metricName(types, request.sampleTypeConfig);
  return types.map((type) => seriesLabels(name, type, profile.periodType, labels));
}

/** The stack id of each sample. */
function internStacks(profile: DecodedProfile, request: IngestRequest, dictionary: Dictionary): number[] {
  const byFile = SCRIPTING_SPIES.has(request.spyName ?? '');
  const functions = profile.functions.map((f) =>
    dictionary.functions.add({
      ...f,
      name: byFile ? `${f.filename} ${f.name}` : dropGoTypeParameters(f.name),
      systemName: dropGoTypeParameters(f.systemName),
    })
  );
  const mappings = profile.mappings.map((mapping) => dictionary.mappings.add(mapping));
  const locations = profile.locations.map(({ mapping, address, lines }) =>
    dictionary.locations.add({
      mapping: mapping === undefined ? 0 : mappings[mapping],
      // Addresses differ from run to run: with lines they would only make the same place many.
      address: lines.length === 0 ? address : '',
      lines: lines.map((line) => ({ function: functions[line.function], line: line.line })),
    })
  );
  return profile.samples.map((sample) =>
    sample.locations
      .slice(-MAX_DEPTH)
      .reduceRight((stack, location) => dictionary.stacks.child(stack, locations[location]), 0)
  );
}

/**
 * One entry a sample type that has any value; a type of only zeros is no profile, as with Pyroscope. Samples without
 * a stack belong to no frame and are left out, so that a series' total is its flame graph's.
 */
function sumSamples(profile: DecodedProfile, stacks: number[], allLabels: Array<Series['labels']>): Series[] {
  const series = allLabels.map((labels): Series => ({ labels, samples: new Map(), total: 0 }));
  profile.samples.forEach(({ values }, index) => {
    const stack = stacks[index];
    values.forEach((value, type) => {
      if (value > 0 && stack !== 0) {
        const { samples } = series[type];
        samples.set(stack, (samples.get(stack) ?? 0) + value);
        series[type].total += value;
      }
    });
  });
  return series.filter(({ total }) => total > 0);
}
