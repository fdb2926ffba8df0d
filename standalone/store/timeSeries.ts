import { compareNames } from '../../src/profile/naming/order';
import type { Interval } from './requests';
import type { Exemplar, Point, Series } from './querier';

/**
 * Sums profiles into points as Pyroscope does (pkg/model/timeseries/range.go): points stand at start, start + step …
 * up to end; the one at t sums the profiles in (t - step, t]; a step without profiles has no point.
 */
export class SeriesSum {
  private readonly points = new Map<number, { value: number; profiles: Map<string, Exemplar> }>();

  constructor(
    private readonly range: Interval,
    private readonly stepMs: number
  ) {}

  /** @param profile - its id and the labels of its series, where points are to name their largest */
  add(time: number, value: number, profile?: { id: string; labels: ReadonlyMap<string, string> }): void {
    const { start, end } = this.range;
    const timestamp = start + Math.ceil((time - start) / this.stepMs) * this.stepMs;
    // What lies after the last whole step belongs to no point.
    if (timestamp < start || timestamp > end) {
      return;
    }
    const point = this.points.get(timestamp) ?? { value: 0, profiles: new Map<string, Exemplar>() };
    this.points.set(timestamp, point);
    point.value += value;
    if (profile) {
      const { id, labels } = profile;
      // Labels of samples make several series of one profile.
      const known = point.profiles.get(id);
      const kept = [...labels].filter(([name, text]) => !known || known.labels[name] === text);
      const sum = (known?.value ?? 0) + value;
      point.profiles.set(id, { timestamp: time, profileId: id, value: sum, labels: Object.fromEntries(kept) });
    }
  }

  finish(labels: ReadonlyArray<[string, string]>): Series {
    const named = new Set(labels.map(([name]) => name));
    const points = [...this.points].map(([timestamp, { value, profiles }]): Point => {
      const largest = [...profiles.values()].reduce<Exemplar | undefined>(
        (most, one) => (most && most.value >= one.value ? most : one),
        undefined
      );
      return { timestamp, value, ...(largest && { exemplars: [without(named, largest)] }) };
    });
    points.sort((a, b) => a.timestamp - b.timestamp);
    return { labels: Object.fromEntries(labels), points };
  }
}

function without(names: ReadonlySet<string>, exemplar: Exemplar): Exemplar {
  const labels = Object.entries(exemplar.labels).filter(([name]) => !names.has(name));
  return { ...exemplar, labels: Object.fromEntries(labels) };
}

/** The label sets that series are grouped by: those of the names that they have, in the order of the names. */
export function projectLabels(labels: ReadonlyMap<string, string>, names: readonly string[]): Array<[string, string]> {
  const projected: Array<[string, string]> = [];
  for (const name of new Set(names)) {
    const value = labels.get(name);
    if (value !== undefined) {
      projected.push([name, value]);
    }
  }
  return projected;
}

/** The `limit` largest by total (all for 0), largest first; equal ones by labels. */
export function topSeries(series: readonly Series[], limit = 0): Series[] {
  const ranked = series.map((one) => ({ one, total: one.points.reduce((sum, { value }) => sum + value, 0) }));
  ranked.sort((a, b) => b.total - a.total || compareLabels(a.one.labels, b.one.labels));
  const sorted = ranked.map(({ one }) => one);
  return limit > 0 ? sorted.slice(0, limit) : sorted;
}

/** Pyroscope's order of label sets: pair by pair, a shorter one first. */
export function compareLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareNames(left[i][0], right[i][0]) || compareNames(left[i][1], right[i][1]);
    if (order !== 0) {
      return order;
    }
  }
  return left.length - right.length;
}
