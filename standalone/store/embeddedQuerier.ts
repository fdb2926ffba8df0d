import { compareNames } from '../../src/profile/naming/order';
import { Breather } from './breather';
import type { SqliteDatabase } from './database';
import { toFlamebearer } from './flamebearer';
import { toFlamebearerDiff } from './flamebearerDiff';
import { buildFunctionTree, type FunctionTree } from './functionTree';
import { mergeStacks, underCallSite, type MergedStacks } from './mergedStacks';
import { toPprof } from './pprofExport';
import { profileId } from './profileIds';
import { ProfileReader } from './profileReader';
import {
  ConnectError,
  type Flamebearer,
  type FlamebearerDiff,
  type MergeRequest,
  type ProfileStats,
  type ProfileTypeInfo,
  type Querier,
  type Series,
  type SeriesRequest,
  type TimeRange,
} from './querier';
import {
  checkLabelRange,
  checkMaxNodes,
  checkRange,
  checkSelection,
  checkStep,
  parseProfileType,
  type Interval,
} from './requests';
import { SeriesTable, type StoredSeries } from './seriesTable';
import { Symbols } from './symbols';
import { matchAll, matchSelectorAndType, type LabelPredicate } from './selectors';
import { compareLabels, projectLabels, SeriesSum, topSeries } from './timeSeries';

const LEGACY_LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const PROFILE_TYPE = '__profile_type__';

type Names = TimeRange & { matchers: string[] };

/**
 * Answers Pyroscope's querier API from the store's database, one question after the other, each from what was committed
 * when it began.
 */
export class EmbeddedQuerier implements Querier {
  private readonly symbols: Symbols;
  private readonly reader: ProfileReader;
  private readonly seriesTable: SeriesTable;
  private last: Promise<unknown> = Promise.resolve();

  /** @param db - a connection that nobody else uses */
  constructor(private readonly db: SqliteDatabase) {
    this.symbols = new Symbols(db);
    this.reader = new ProfileReader(db, this.symbols);
    this.seriesTable = new SeriesTable(db);
  }

  async profileTypes(request: TimeRange): Promise<ProfileTypeInfo[]> {
    const ids = await this.collect({ ...request, matchers: [] }, (labels) => [labels.get(PROFILE_TYPE) ?? '']);
    return ids.map(parseProfileType);
  }

  async labelNames(request: Names & { utf8?: boolean }): Promise<string[]> {
    const names = await this.collect(request, (labels) => [...labels.keys()]);
    return request.utf8 ? names : names.filter((name) => LEGACY_LABEL_NAME.test(name));
  }

  async labelValues(request: Names & { name: string }): Promise<string[]> {
    if (request.name === '') {
      throw new ConnectError('invalid_argument', 'name is required');
    }
    return this.collect(request, (labels) => {
      const value = labels.get(request.name);
      return value === undefined ? [] : [value];
    });
  }

  async series(request: Names & { labelNames: string[]; utf8?: boolean }): Promise<Array<Record<string, string>>> {
    const { labelNames, utf8 = false } = request;
    const sets = await this.collect(request, (labels) => {
      const names = (labelNames.length > 0 ? [...labelNames].sort(compareNames) : [...labels.keys()]).filter(
        (name) => utf8 || LEGACY_LABEL_NAME.test(name)
      );
      const projected = projectLabels(labels, names);
      return projected.length > 0 ? [JSON.stringify(projected)] : [];
    });
    return sets.map((set) => Object.fromEntries<string>(JSON.parse(set))).sort(compareLabels);
  }

  selectMergeStacktraces(request: MergeRequest): Promise<Flamebearer> {
    return this.answer(request.signal, async (breather) => {
      const { tree, maxNodes } = await this.mergeTree(request, breather);
      return toFlamebearer(tree, maxNodes);
    });
  }

  selectMergeProfile(request: MergeRequest): Promise<Uint8Array> {
    return this.answer(request.signal, async (breather) => {
      const range = checkRange(request);
      const type = parseProfileType(request.profileTypeID);
      const merged = await this.merge(request, range, type, breather);
      return toPprof(merged, { type, end: range.end, maxNodes: Math.max(0, request.maxNodes ?? 0) });
    });
  }

  selectSeries(request: SeriesRequest): Promise<Series[]> {
    return this.answer(request.signal, async (breather) => {
      const range = checkRange(request);
      const type = parseProfileType(request.profileTypeID);
      const stepMs = checkStep(request.step);
      const groups = new Map<string, { labels: Array<[string, string]>; sum: SeriesSum }>();
      for (const series of this.matching(matchSelectorAndType(request.labelSelector, type.ID))) {
        const wide = { start: range.start - stepMs, end: range.end };
        const totals: Array<[time: number, total: number, number?: number]> = request.exemplars
          ? this.reader.numberedTotalsOf(series, wide)
          : this.reader.totalsOf(series, wide);
        if (totals.length > 0) {
          const labels = projectLabels(series.labels, request.groupBy);
          const key = JSON.stringify(labels);
          const group = groups.get(key) ?? { labels, sum: new SeriesSum(range, stepMs) };
          groups.set(key, group);
          for (const [time, total, number] of totals) {
            const profile =
              number === undefined ? undefined : { id: profileId({ time, number }), labels: series.labels };
            group.sum.add(time, total, profile);
          }
        }
        if (breather.due) {
          await breather.pause();
        }
      }
      const all = [...groups.values()].map(({ labels, sum }) => sum.finish(labels));
      return topSeries(
        all.filter(({ points }) => points.length > 0),
        request.limit
      );
    });
  }

  diff({ left, right }: { left: MergeRequest; right: MergeRequest }): Promise<FlamebearerDiff> {
    return this.answer(left.signal, async (breather) => {
      const l = await this.mergeTree(left, breather);
      const r = await this.mergeTree(right, breather);
      return toFlamebearerDiff(l.tree, r.tree, Math.max(l.maxNodes, r.maxNodes));
    });
  }

  getProfileStats(): Promise<ProfileStats> {
    return this.answer(undefined, async () => {
      let oldest = Infinity;
      let newest = -Infinity;
      for (const series of this.seriesTable.all()) {
        const bounds = this.reader.boundsOf(series);
        oldest = Math.min(oldest, bounds?.start ?? oldest);
        newest = Math.max(newest, bounds?.end ?? newest);
      }
      return oldest <= newest
        ? { dataIngested: true, oldestProfileTime: oldest, newestProfileTime: newest }
        : { dataIngested: false, oldestProfileTime: 0, newestProfileTime: 0 };
    });
  }

  /** Runs `work` in a read transaction, when all that was asked before is answered. */
  private answer<T>(signal: AbortSignal | undefined, work: (breather: Breather) => Promise<T>): Promise<T> {
    const answered = this.last.then(async () => {
      const breather = new Breather(signal);
      this.db.exec('BEGIN');
      try {
        return await work(breather);
      } finally {
        if (this.db.open) {
          this.db.exec('COMMIT');
        }
      }
    });
    this.last = answered.catch(() => undefined);
    return answered;
  }

  /** Distinct texts of the selected series that have a profile in the range, sorted. */
  private collect(request: Names, textsOf: (labels: ReadonlyMap<string, string>) => string[]): Promise<string[]> {
    return this.answer(request.signal, async (breather) => {
      const range = checkLabelRange(request);
      const found = new Set<string>();
      for (const series of this.matching(matchAll(request.matchers))) {
        const fresh = textsOf(series.labels).filter((text) => !found.has(text));
        if (fresh.length > 0 && this.reader.hasProfiles(series, range)) {
          fresh.forEach((text) => found.add(text));
        }
        if (breather.due) {
          await breather.pause();
        }
      }
      return [...found].sort(compareNames);
    });
  }

  private matching(predicate: LabelPredicate): StoredSeries[] {
    return this.seriesTable.all().filter(({ labels }) => predicate(labels));
  }

  private async mergeTree(
    request: MergeRequest,
    breather: Breather
  ): Promise<{ tree: FunctionTree; maxNodes: number }> {
    const range = checkRange(request);
    const maxNodes = checkMaxNodes(request.maxNodes);
    const type = parseProfileType(request.profileTypeID);
    const merged = await this.merge(request, range, type, breather);
    return { tree: await buildFunctionTree(merged, breather), maxNodes };
  }

  private async merge(
    request: MergeRequest,
    range: Interval,
    type: ProfileTypeInfo,
    breather: Breather
  ): Promise<MergedStacks> {
    const { labelSelector, callSite = [] } = request;
    const series = this.matching(matchSelectorAndType(labelSelector, type.ID));
    const sums = await this.reader.sum(series, range, checkSelection(request), breather);
    const merged = await mergeStacks(sums, this.symbols, breather);
    return callSite.length > 0 ? underCallSite(merged, callSite) : merged;
  }
}
