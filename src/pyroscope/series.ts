import { FieldType, type DataFrame } from '@grafana/data';
import { describeType } from '../query/catalogue';
import { type Series } from '../query/series';
import { alignRange, chooseStep } from '../query/timeRange';
import { isTime, perSecond } from '../query/units';
import { type PyroscopeDataSource } from './dataSources';
import { runQuery, type AbsoluteRange } from './query';

/** As many as a chart over the whole width of a screen can tell apart. */
export const MAX_POINTS = 300;

export interface SeriesRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
  /** the data source's own; it takes no smaller step */
  minStepMs: number;
  maxPoints?: number;
  groupBy?: readonly string[];
  /** only so many, the largest */
  limit?: number;
}

export interface SeriesAnswer {
  series: Series[];
  /** `cores`, `binBps`, `ops`, `ns/s` ... of rates; the values' own unit otherwise */
  unit: string;
  /** values are per second; otherwise each is the sum of a bucket, which grows with the step */
  rate: boolean;
  stepMs: number;
  /** the whole buckets that were asked for: ends on a multiple of the step */
  range: AbsoluteRange;
}

/**
 * The profile type's series over the range as the data source calculates them. Types that count up come as rates:
 * where the data source left that out (versions before 12.2, types it does not know), it is made up for here.
 * @throws DataSourceError, AbortError
 */
export async function fetchSeries(
  dataSource: PyroscopeDataSource,
  request: SeriesRequest,
  signal?: AbortSignal
): Promise<SeriesAnswer> {
  const { profileTypeId, labelSelector, minStepMs, maxPoints = MAX_POINTS, groupBy = [], limit } = request;
  const stepMs = chooseStep(request.range, maxPoints, minStepMs);
  const range = alignRange(request.range, stepMs);
  const frames = await runQuery(
    dataSource,
    {
      queryType: 'metrics',
      profileTypeId,
      labelSelector,
      groupBy: [...groupBy],
      ...(limit === undefined ? {} : { limit }),
    },
    range,
    { intervalMs: stepMs, signal }
  );
  return asRates(fromFrames(frames, range, stepMs), profileTypeId);
}

/** Reads the data source's frames, one a series. Points at or before the start sum a bucket outside the range. */
export function fromFrames(frames: DataFrame[], range: AbsoluteRange, stepMs: number): SeriesAnswer {
  let unit = 'short';
  let rate = false;
  const series = frames.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    const value = frame.fields.find(({ type }) => type === FieldType.number);
    if (!time || !value) {
      return [];
    }
    unit = value.config.unit ?? unit;
    rate ||= frame.meta?.custom?.rateCalculated === true;
    const times = Array.from(time.values as ArrayLike<number>);
    const inside = times.map((_, i) => i).filter((i) => times[i] > range.from);
    return [
      { labels: value.labels ?? {}, times: inside.map((i) => times[i]), values: inside.map((i) => value.values[i]) },
    ];
  });
  return { series, unit, rate, stepMs, range };
}

/**
 * Rates of what counts up, sums of what is a snapshot, whatever the data source took the type for: it makes rates of all
 * bytes and nanoseconds that it does not know, and leaves other time on CPU in nanoseconds a second.
 */
export function asRates(answer: SeriesAnswer, profileTypeId: string): SeriesAnswer {
  const type = describeType(profileTypeId);
  const seconds = answer.stepMs / 1000;
  if (!type) {
    return answer;
  }
  if (type.aggregation === 'snapshot') {
    return answer.rate ? { ...scaleSeries(answer, seconds), unit: type.unit, rate: false } : answer;
  }
  if (answer.rate && !isTime(answer.unit)) {
    return answer;
  }
  const onCpu = type.group === 'cpu' && !type.wall;
  const { value: factor, unit } = perSecond(1, answer.unit, answer.rate ? 1 : seconds, onCpu);
  return { ...scaleSeries(answer, factor), unit, rate: true };
}

function scaleSeries(answer: SeriesAnswer, factor: number): SeriesAnswer {
  const series = answer.series.map((one) => ({ ...one, values: one.values.map((value) => value * factor) }));
  return { ...answer, series };
}
