import { FieldType, type DataFrame } from '@grafana/data';
import { describeType } from '../query/catalogue';
import { joinSeries, topAndRest, type Series } from '../query/series';
import { untilNow } from '../query/timeRange';
import { alignRange, fineStep } from '../query/seriesStep';
import { isTime, perSecond } from '../query/units';
import { type PyroscopeDataSource } from './dataSources';
import { withinLimit } from './parts';
import { runQuery, type AbsoluteRange } from './query';

/** Points of one answer: about 3 MB. */
const MOST_POINTS = 100_000;
/** Points of all answers to one question: beyond, instances are not told apart. */
const MOST_OF_ALL = 4 * MOST_POINTS;
/** How many steps are asked for before it is known how many series there are. */
const FIRST_STEPS = 240;
/** Room for more series than any piece had, and how many times longer than the last one a piece may be. */
const ROOM = 1.25;
const MOST_GROWTH = 4;
/** The largest of all of the range need not be among as many of each piece, so of those more are asked for. */
const LEAST_LIMIT = 100;

export interface SeriesRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
  /** the data source's own; it takes no smaller step */
  minStepMs: number;
  groupBy?: readonly string[];
  /**
   * Only so many, the largest. Where they are asked for in pieces, what is not among the 100 largest of a piece, so less
   * than 1 % of it, counts as nothing there.
   */
  limit?: number;
}

export interface SeriesAnswer {
  series: Series[];
  /** `cores`, `binBps`, `ops`, `ns/s` ... of rates; the values' own unit otherwise */
  unit: string;
  /** values are per second; otherwise each is the sum of a bucket, which grows with the step */
  rate: boolean;
  stepMs: number;
  /** the whole buckets that were asked for, up to now: ends on a multiple of the step */
  range: AbsoluteRange;
  /** they were too many to be told apart: one series, which cannot show that some of them are missing */
  together?: true;
}

/**
 * The profile type's series over the range in small steps. Types that count up come as rates: where the data source left
 * that out (versions before 12.2, types it does not know), it is made up for here. Many series are asked for in pieces,
 * the newest first, which says how many there are; too many come as one, without labels. No piece is longer than the
 * server allows.
 * @throws DataSourceError, AbortError
 */
export function fetchSeries(
  dataSource: PyroscopeDataSource,
  request: SeriesRequest,
  signal?: AbortSignal
): Promise<SeriesAnswer> {
  return withinLimit(dataSource.uid, request.range, (limitMs) => fetchPieces(dataSource, request, limitMs, signal));
}

async function fetchPieces(
  dataSource: PyroscopeDataSource,
  request: SeriesRequest,
  limitMs: number,
  signal?: AbortSignal
): Promise<SeriesAnswer> {
  const { profileTypeId, minStepMs, groupBy = [], limit: wanted } = request;
  const stepMs = fineStep(request.range, minStepMs);
  const range = alignRange(untilNow(request.range, Date.now()), stepMs);
  const steps = (range.to - range.from) / stepMs;
  const isOne = wanted === undefined || (wanted * steps <= MOST_POINTS && range.to - range.from <= limitMs);
  const limit = isOne ? wanted : Math.max(wanted, LEAST_LIMIT);
  let count = groupBy.length === 0 ? 1 : (limit ?? 0);
  const pieces: SeriesAnswer[] = [];
  for (let { to } = range; to > range.from;) {
    const allowed = count > 0 ? Math.floor(MOST_POINTS / count) : FIRST_STEPS;
    const most = Math.max(1, Math.min(allowed, Math.floor(limitMs / stepMs)));
    const piece = { from: Math.max(range.from, to - most * stepMs), to };
    const frames = await fetchPiece(dataSource, { ...request, limit }, { piece, stepMs }, signal);
    pieces.unshift(fromFrames(frames, piece, stepMs));
    const seen = Math.max(...pieces.map(({ series }) => series.length));
    // A limit is the most that there can be, and few labels have as many values: pieces get longer by and by.
    count = limit === undefined ? Math.max(count, seen) : Math.min(limit, Math.max(count / MOST_GROWTH, ROOM * seen));
    if (limit === undefined && count > 1 && count * steps > MOST_OF_ALL) {
      return { ...(await fetchSeries(dataSource, { ...request, groupBy: [] }, signal)), together: true };
    }
    to = piece.from;
  }
  const all = joinSeries(pieces.flatMap((piece) => piece.series));
  const series = isOne ? all : topAndRest(all, wanted).top;
  // A piece without profiles has neither unit nor rate.
  const some = pieces.find((piece) => piece.series.length > 0) ?? pieces[0];
  return asRates({ ...some, series, range }, profileTypeId);
}

/** The server's first point stands at the start and sums the step before it: so the start is a step later. */
function fetchPiece(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, groupBy = [], limit }: SeriesRequest,
  { piece, stepMs }: { piece: AbsoluteRange; stepMs: number },
  signal?: AbortSignal
): Promise<DataFrame[]> {
  const query = { queryType: 'metrics' as const, profileTypeId, labelSelector, groupBy: [...groupBy] };
  return runQuery(
    dataSource,
    { ...query, ...(limit === undefined ? {} : { limit }) },
    { from: piece.from + stepMs, to: piece.to },
    { intervalMs: stepMs, signal }
  );
}

/** Reads the data source's frames, one a series. Points at or before the start sum what is not of the range. */
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
    const inside = times.map((_, i) => i).filter((i) => times[i] > range.from && times[i] <= range.to);
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
  const { value: factor, unit } = perSecond(1, answer.unit, answer.rate ? 1 : seconds, type.clock === 'cpu');
  return { ...scaleSeries(answer, factor), unit, rate: true };
}

/** Every value times the factor. */
export function scaleSeries(answer: SeriesAnswer, factor: number): SeriesAnswer {
  const series = answer.series.map((one) => ({ ...one, values: one.values.map((value) => value * factor) }));
  return { ...answer, series };
}
