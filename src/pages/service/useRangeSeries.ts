import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type RangeRequest, type RangeSeries, type Split } from '../../pyroscope/rangeSeries';
import { askForSnapshots } from './askForSnapshots';
import { type Tab } from './useTab';

/** Not needed before the first picture. */
const loadNumbers = () => import(/* webpackChunkName: "numbers" */ '../../pyroscope/rangeSeries');

/** More series than these cannot be told apart by color. */
const SPLIT_COUNT = 10;

interface Question {
  dataSource: PyroscopeDataSource;
  request: RangeRequest;
  /** what a shown answer must be about to stay while a newer one is on its way */
  subject: string;
}

/** What the tab's type, service and filters ask about `range`; undefined while something of it is not known. */
export function useQuestion(tab: Tab, range: AbsoluteRange | undefined): Question | undefined {
  const client = useQueryClient();
  const { dataSource } = tab.chosen;
  const { typeId, selector } = tab.profile;
  if (dataSource === undefined || typeId === undefined || range === undefined) {
    return undefined;
  }
  const subject = JSON.stringify([dataSource.uid, typeId, selector]);
  const request = { profileTypeId: typeId, labelSelector: selector, range, minStepMs: tab.minStepMs };
  const allSnapshots: RangeRequest['allSnapshots'] = (groupBy, signal) =>
    askForSnapshots(client, dataSource, request, { groupBy, signal });
  return { dataSource, subject, request: { ...request, allSnapshots } };
}

/** The type's series over a range, asked for when the flame graph is there: that one comes first. */
export function useRangeSeries(tab: Tab, range: AbsoluteRange | undefined): UseQueryResult<RangeSeries> {
  const question = useQuestion(tab, range);
  return useAfterGraph(tab, 'series', question, [], async ({ dataSource, request }, signal) =>
    (await loadNumbers()).fetchRangeSeries(dataSource, request, signal)
  );
}

/** The series split by a label; asks only when there is a label. */
export function useSplit(tab: Tab, whole: RangeSeries | undefined, label: string | undefined): UseQueryResult<Split> {
  const question = useQuestion(tab, tab.clock.span);
  const ready = whole !== undefined && label !== undefined && whole.span.to === tab.clock.span?.to;
  return useAfterGraph(
    tab,
    'split',
    ready ? question : undefined,
    [label, whole?.span],
    async ({ dataSource, request }, signal) =>
      (await loadNumbers()).fetchSplit(
        dataSource,
        request,
        { whole: whole!, label: label!, count: SPLIT_COUNT },
        signal
      )
  );
}

/**
 * A small query that waits until the flame graph's is settled. The last answer about the same thing stays meanwhile, so
 * that a refresh does not make the page flash.
 */
export function useAfterGraph<T>(
  tab: Tab,
  name: string,
  question: Question | undefined,
  more: unknown[],
  ask: (question: Question, signal: AbortSignal) => Promise<T>
): UseQueryResult<T> {
  const { request, subject } = question ?? {};
  return useQuery({
    queryKey: [name, subject, request?.range, tab.minStepMs, ...more],
    queryFn: ({ signal }) => ask(question!, signal),
    enabled: question !== undefined && tab.profile.settled,
    meta: { waits: true },
    structuralSharing: false,
    placeholderData: (last, lastQuery) => (lastQuery?.queryKey[1] === subject ? last : undefined),
  }) as UseQueryResult<T>;
}
