import { type AbsoluteRange } from '../../pyroscope/query';
import { type RangeSeries, type Split } from '../../pyroscope/rangeSeries';
import { currentOf, errorOf } from './answer';
import { seriesQuestion, splitQuestion, type Question, type SeriesAsked } from './questions';
import { ANY_TIME, useAnswer } from './useAnswer';
import { type AskedProfiles } from './useTab';

/** What there is of an answer: the last one about the same thing while a newer one is on its way. */
export interface Known<T> {
  data: T | undefined;
  /** why there is no newer one */
  error: unknown;
}

/** What type, service and filters ask about `range`; undefined while something of it is not known. */
export function seriesAsked(
  { chosen, profile, minStepMs }: AskedProfiles,
  range: AbsoluteRange | undefined
): SeriesAsked | undefined {
  const { dataSource } = chosen;
  const { typeId, selector } = profile;
  return dataSource && typeId !== undefined && range ? { dataSource, typeId, selector, range, minStepMs } : undefined;
}

/** The type's series over a range, asked for when the flame graph is there: that one comes first. */
export function useRangeSeries(of: AskedProfiles, range: AbsoluteRange | undefined): Known<RangeSeries> {
  const asked = seriesAsked(of, range);
  return useAfterGraph(of, asked && seriesQuestion(asked));
}

/** The series of a range split by a label; asks only when there is a label, and the whole of just this range. */
export function useSplit(
  of: AskedProfiles,
  range: AbsoluteRange | undefined,
  { whole, label }: { whole: RangeSeries | undefined; label: string | undefined }
): Known<Split> {
  const asked = seriesAsked(of, range);
  const question = asked && whole && label !== undefined ? splitQuestion(asked, { whole, label }) : undefined;
  return useAfterGraph(of, question, whole?.span.to === range?.to);
}

/** A small question that waits until the flame graph is there, so that it does not come between that and its picture. */
export function useAfterGraph<T>(
  { profile }: AskedProfiles,
  question: Question<T> | undefined,
  ready = true
): Known<T> {
  const { answer } = useAnswer(question, ANY_TIME, { ready: profile.settled && ready });
  return { data: currentOf(answer), error: errorOf(answer) };
}
