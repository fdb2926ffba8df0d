import { FieldType, type DataFrame, type DataQueryError, type DataQueryRequest } from '@grafana/data';
import { of } from 'rxjs';
import { parseProfileType } from '../../query/profileTypes';
import { type PyroscopeDataSource } from '../dataSources';
import { DataSourceError } from '../errors';
import { type PyroscopeQuery } from '../query';

export interface SimulatedProfile {
  labels: Record<string, string>;
  /** milliseconds since the epoch */
  time: number;
  value: number;
}

interface SeriesQuestion {
  start: number;
  end: number;
  /** milliseconds */
  step: number;
  groupBy: readonly string[];
  limit?: number;
}

interface SimulatedSeries {
  labels: Record<string, string>;
  points: Array<{ timestamp: number; value: number }>;
}

interface Options {
  /** of the data source, in milliseconds */
  minStepMs: number;
  /** whether the data source's registry has the type, and as what; undefined: it does not know it */
  registered?: 'cumulative' | 'instant';
  /** where the server's older storage ends: it asks both, and begins the newer one's buckets here */
  split?: number;
  /** the longest range that it answers */
  limitMs?: number;
}

/** In a real server's words. */
export function refusalOf(limitMs: number, actualMs: number): DataQueryError {
  const words = `the query time range exceeds the limit (max_query_length, actual: ${actualMs}ms, limit: ${limitMs}ms)`;
  return { message: `received error from client while getting series: invalid_argument: ${words}` };
}

let servers = 0;

/**
 * A Pyroscope of one profile type behind Grafana's data source, for tests: with the real ones' semantics of series. A
 * point at t sums (t - step, t]; points stand at start, start + step … up to the end, so the first sums what is before
 * the start, and what does not fill a step at the end is lost.
 */
export class SimulatedServer {
  readonly asked: SeriesQuestion[] = [];
  /** What was learned of one server holds for no other. */
  private readonly uid = `simulated-${++servers}`;

  constructor(
    readonly profileTypeId: string,
    private readonly profiles: readonly SimulatedProfile[],
    private readonly options: Options
  ) {}

  /** What a flame graph of the range totals; both ends belong to it. */
  total(from: number, to: number): number {
    return this.profiles.reduce((sum, { time, value }) => (time >= from && time <= to ? sum + value : sum), 0);
  }

  selectSeries(question: SeriesQuestion): SimulatedSeries[] {
    this.asked.push(question);
    const { start, end, limit = 0 } = question;
    const { split } = this.options;
    const cut = split !== undefined && split > start && split < end ? split : undefined;
    const found =
      cut === undefined
        ? this.buckets(question, this.profiles)
        : [
            ...this.buckets({ ...question, end: cut }, this.profiles),
            ...this.buckets(
              { ...question, start: cut },
              this.profiles.filter(({ time }) => time > cut)
            ),
          ];
    const bySet = new Map<string, SimulatedSeries>();
    for (const { labels, points } of found) {
      const key = JSON.stringify(labels);
      bySet.set(key, { labels, points: [...(bySet.get(key)?.points ?? []), ...points] });
    }
    const size = ({ points }: SimulatedSeries) => points.reduce((sum, { value }) => sum + value, 0);
    const ranked = [...bySet.values()].sort((a, b) => size(b) - size(a));
    return limit > 0 ? ranked.slice(0, limit) : ranked;
  }

  private buckets({ start, end, step, groupBy }: SeriesQuestion, profiles: readonly SimulatedProfile[]) {
    const series = new Map<string, { labels: Record<string, string>; sums: Map<number, number> }>();
    for (const { labels, time, value } of profiles) {
      const timestamp = start + Math.ceil((time - start) / step) * step;
      if (time <= start - step || timestamp > end) {
        continue;
      }
      const own = Object.fromEntries(groupBy.flatMap((name) => (name in labels ? [[name, labels[name]]] : [])));
      const key = JSON.stringify(own);
      const one = series.get(key) ?? { labels: own, sums: new Map<number, number>() };
      series.set(key, one);
      one.sums.set(timestamp, (one.sums.get(timestamp) ?? 0) + value);
    }
    return [...series.values()].map(({ labels, sums }) => ({
      labels,
      points: [...sums].sort(([a], [b]) => a - b).map(([timestamp, value]) => ({ timestamp, value })),
    }));
  }

  /** As the querier answers through the proxy; for a mocked `callQuerier`. */
  querier = (_uid: string, _method: string, body: object): Promise<unknown> => {
    const { start, end, step, groupBy } = body as { start: number; end: number; step: number; groupBy: string[] };
    const refusal = this.refuse(start, end);
    if (refusal) {
      return Promise.reject(DataSourceError.fromQuery(refusal));
    }
    const series = this.selectSeries({ start, end, step: step * 1000, groupBy });
    return Promise.resolve({
      series: series.map(({ labels, points }) => ({
        labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
        points: points.map(({ timestamp, value }) => ({ value, timestamp: String(timestamp) })),
      })),
    });
  };

  /** Grafana's data source (12.3): rates of what it takes for cumulative, cores of what it knows as time on CPU. */
  get dataSource(): PyroscopeDataSource {
    const query = (request: DataQueryRequest<PyroscopeQuery>) => {
      const [{ groupBy, limit }] = request.targets;
      const step = Math.max(request.intervalMs, this.options.minStepMs);
      const { from, to } = request.range;
      const refusal = this.refuse(from.valueOf(), to.valueOf());
      if (refusal) {
        return of({ data: [], errors: [refusal] });
      }
      const series = this.selectSeries({ start: from.valueOf(), end: to.valueOf(), step, groupBy, limit });
      return of({ data: series.map((one) => this.frame(one, step / 1000)) });
    };
    const { uid } = this;
    return { uid, query, getRef: () => ({ uid }) } as unknown as PyroscopeDataSource;
  }

  private refuse(from: number, to: number): DataQueryError | undefined {
    const { limitMs = Infinity } = this.options;
    return to - from > limitMs ? refusalOf(limitMs, to - from) : undefined;
  }

  private frame({ labels, points }: SimulatedSeries, seconds: number): DataFrame {
    const { sampleUnit = '', sampleType = '' } = parseProfileType(this.profileTypeId) ?? {};
    const { registered } = this.options;
    const guessed = sampleUnit === 'nanoseconds' || sampleUnit === 'bytes';
    const rate = registered ? registered === 'cumulative' : guessed;
    const cores = rate && registered !== undefined && sampleUnit === 'nanoseconds' && sampleType === 'cpu';
    const units: Record<string, string> = { nanoseconds: 'ns', count: 'short' };
    const rates: Record<string, string> = { bytes: 'binBps', count: 'ops' };
    const unit = cores ? 'cores' : ((rate ? rates[sampleUnit] : undefined) ?? units[sampleUnit] ?? sampleUnit);
    const factor = (rate ? 1 / seconds : 1) * (cores ? 1e-9 : 1);
    return {
      name: 'series',
      length: points.length,
      meta: { custom: { rateCalculated: rate } },
      fields: [
        { name: 'time', type: FieldType.time, config: {}, values: points.map(({ timestamp }) => timestamp) },
        {
          name: sampleType,
          type: FieldType.number,
          config: { unit },
          labels,
          values: points.map(({ value }) => value * factor),
        },
      ],
    };
  }
}
