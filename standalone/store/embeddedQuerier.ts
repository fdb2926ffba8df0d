import { Breather } from './breather';
import type { Catalog, StoredSeries } from './catalog';
import type { SqliteDatabase } from './database';
import type { Dictionary } from './dictionary';
import { toFlamebearer } from './flamebearer';
import { toFlamebearerDiff } from './flamebearerDiff';
import { buildFunctionTree, underCallSite, type FunctionTree } from './functionTree';
import { toPprof } from './pprofExport';
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
import { checkLabelRange, checkMaxNodes, checkRange, checkStep, parseProfileType, type Interval } from './requests';
import { matchAll, matchSelectorAndType, type LabelPredicate } from './selectors';
import { compareLabels, projectLabels, SeriesSum, topSeries } from './timeSeries';
import { compareUtf8 } from './utf8';

const LEGACY_LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const PROFILE_TYPE = '__profile_type__';

/** Answers Pyroscope's querier API from the store's database. */
export class EmbeddedQuerier implements Querier {
  private readonly reader: ProfileReader;

  constructor(
    db: SqliteDatabase,
    private readonly catalogNow: () => Catalog
  ) {
    this.reader = new ProfileReader(db);
  }

  async profileTypes(request: TimeRange): Promise<ProfileTypeInfo[]> {
    const ids = await this.collect(request, [], (labels) => [labels.get(PROFILE_TYPE) ?? '']);
    return ids.map(parseProfileType);
  }

  async labelNames(request: TimeRange & { matchers: string[]; utf8?: boolean }): Promise<string[]> {
    const names = await this.collect(request, request.matchers, (labels) => [...labels.keys()]);
    return request.utf8 ? names : names.filter((name) => LEGACY_LABEL_NAME.test(name));
  }

  async labelValues(request: TimeRange & { name: string; matchers: string[] }): Promise<string[]> {
    if (request.name === '') {
      throw new ConnectError('invalid_argument', 'name is required');
    }
    return this.collect(request, request.matchers, (labels) => {
      const value = labels.get(request.name);
      return value === undefined ? [] : [value];
    });
  }

  async series(
    request: TimeRange & { matchers: string[]; labelNames: string[]; utf8?: boolean }
  ): Promise<Array<Record<string, string>>> {
    const { labelNames, utf8 = false } = request;
    const sets = await this.collect(request, request.matchers, (labels) => {
      const names = (labelNames.length > 0 ? [...labelNames].sort(compareUtf8) : [...labels.keys()]).filter(
        (name) => utf8 || LEGACY_LABEL_NAME.test(name)
      );
      const projected = projectLabels(labels, names);
      return projected.length > 0 ? [JSON.stringify(projected)] : [];
    });
    return sets.map((set) => Object.fromEntries<string>(JSON.parse(set))).sort(compareLabels);
  }

  async selectMergeStacktraces(request: MergeRequest): Promise<Flamebearer> {
    const { tree, maxNodes } = await this.mergeTree(request);
    return toFlamebearer(tree, maxNodes);
  }

  async selectMergeProfile(request: MergeRequest): Promise<Uint8Array> {
    const range = checkRange(request);
    const type = parseProfileType(request.profileTypeID);
    const { sums, dictionary } = await this.merge(request, range, type);
    return toPprof(sums, dictionary, { type, end: range.end, maxNodes: Math.max(0, request.maxNodes ?? 0) });
  }

  async selectSeries(request: SeriesRequest): Promise<Series[]> {
    const range = checkRange(request);
    const type = parseProfileType(request.profileTypeID);
    const stepMs = checkStep(request.step);
    const breather = new Breather(request.signal);
    const groups = new Map<string, { labels: Array<[string, string]>; sum: SeriesSum }>();
    for (const series of this.matching(matchSelectorAndType(request.labelSelector, type.ID))) {
      const totals = this.reader.totalsOf(series, { start: range.start - stepMs, end: range.end });
      if (totals.length > 0) {
        const labels = projectLabels(series.labels, request.groupBy);
        const key = JSON.stringify(labels);
        const group = groups.get(key) ?? { labels, sum: new SeriesSum(range, stepMs) };
        groups.set(key, group);
        totals.forEach(([time, total]) => group.sum.add(time, total));
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
  }

  async diff({ left, right }: { left: MergeRequest; right: MergeRequest }): Promise<FlamebearerDiff> {
    const l = await this.mergeTree(left);
    const r = await this.mergeTree(right);
    return toFlamebearerDiff(l.tree, r.tree, Math.max(l.maxNodes, r.maxNodes));
  }

  async getProfileStats(): Promise<ProfileStats> {
    let oldest = Infinity;
    let newest = -Infinity;
    for (const series of this.catalogNow().series) {
      const bounds = this.reader.boundsOf(series);
      oldest = Math.min(oldest, bounds?.start ?? oldest);
      newest = Math.max(newest, bounds?.end ?? newest);
    }
    return oldest <= newest
      ? { dataIngested: true, oldestProfileTime: oldest, newestProfileTime: newest }
      : { dataIngested: false, oldestProfileTime: 0, newestProfileTime: 0 };
  }

  /** Distinct texts of the selected series that have a profile in the range, sorted. */
  private async collect(
    request: TimeRange,
    matchers: readonly string[],
    textsOf: (labels: ReadonlyMap<string, string>) => string[]
  ): Promise<string[]> {
    const range = checkLabelRange(request);
    const breather = new Breather(request.signal);
    const found = new Set<string>();
    for (const series of this.matching(matchAll(matchers))) {
      const fresh = textsOf(series.labels).filter((text) => !found.has(text));
      if (fresh.length > 0 && this.reader.hasProfiles(series, range)) {
        fresh.forEach((text) => found.add(text));
      }
      if (breather.due) {
        await breather.pause();
      }
    }
    return [...found].sort(compareUtf8);
  }

  private matching(predicate: LabelPredicate): StoredSeries[] {
    return [...this.catalogNow().series].filter(({ labels }) => predicate(labels));
  }

  private async mergeTree(request: MergeRequest): Promise<{ tree: FunctionTree; maxNodes: number }> {
    const range = checkRange(request);
    const maxNodes = checkMaxNodes(request.maxNodes);
    const type = parseProfileType(request.profileTypeID);
    const { sums, dictionary, breather } = await this.merge(request, range, type);
    return { tree: await buildFunctionTree(sums, dictionary, breather), maxNodes };
  }

  private async merge(
    { labelSelector, callSite = [], signal }: MergeRequest,
    range: Interval,
    type: ProfileTypeInfo
  ): Promise<{ sums: Float64Array; dictionary: Dictionary; breather: Breather }> {
    const breather = new Breather(signal);
    const series = this.matching(matchSelectorAndType(labelSelector, type.ID));
    const all = await this.reader.sum(series, range, () => this.catalogNow().dictionary, breather);
    const { dictionary } = all;
    const sums = callSite.length > 0 ? underCallSite(all.sums, dictionary, callSite) : all.sums;
    return { sums, dictionary, breather };
  }
}
