import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { selectorOf } from '../../../subject/subject';
import { type RangeRequest } from '../../../pyroscope/rangeSeries';
import { valueOf } from '../answer';
import { askForSnapshots } from '../askForSnapshots';
import { labelNamesQuestion } from '../questions';
import { useAnswer } from '../useAnswer';
import { type Tab } from '../useTab';
import { sharesOf, type LabelShares } from './shares';

/** More values than these are not read by anybody. */
const MAX_VALUES = 50;

export interface LabelAnswer extends LabelShares {
  /** the buckets that the series have */
  range: { from: number; to: number };
  stepMs: number;
}

/** The names of the labels that the service's profiles have. */
export function useLabelNames(tab: Tab): string[] | undefined {
  const { asked, settings } = tab;
  const question = asked && labelNamesQuestion(asked, settings.namespaceLabels);
  const { answer } = useAnswer(question, { chosen: '', automatic: false });
  return answer.kind === 'failed' ? [] : valueOf(answer);
}

/**
 * The shares of a label's values in what the flame graph is made of. Filters on the label itself are left out, so that
 * the others stay in sight. Asks after the flame graph, and a second time only where there are more values than are shown.
 */
export function useLabelShares(tab: Tab, label: string | undefined): UseQueryResult<LabelAnswer> {
  const client = useQueryClient();
  const { asked, chosen, minStepMs, profile, shown } = tab;
  const { dataSource } = chosen;
  const labelSelector = asked && selectorOf({ ...asked, filters: asked.filters.filter(({ name }) => name !== label) });
  const subject = JSON.stringify([dataSource?.uid, profile.typeId, labelSelector, label]);
  const { snapshot } = valueOf(profile.graph) ?? {};
  const moment = snapshot?.kind === 'round' ? { from: snapshot.round.from, to: snapshot.round.to } : undefined;
  return useQuery({
    queryKey: ['label-shares', subject, shown, minStepMs, moment],
    queryFn: async ({ signal }) => {
      const request = { profileTypeId: profile.typeId!, labelSelector: labelSelector!, range: shown!, minStepMs };
      const allSnapshots: RangeRequest['allSnapshots'] = (groupBy) =>
        askForSnapshots(client, dataSource!, request, { groupBy, signal });
      const what = { label: label!, count: MAX_VALUES, moment };
      const { fetchShares } = await import(/* webpackChunkName: "numbers" */ '../../../pyroscope/rangeSeries');
      const { range, stepMs, ...amounts } = await fetchShares(dataSource!, { ...request, allSnapshots }, what, signal);
      return { ...sharesOf(amounts), range, stepMs };
    },
    enabled:
      [dataSource, labelSelector, profile.typeId, label, shown].every((part) => part !== undefined) && profile.settled,
    placeholderData: (last, query) => (query?.queryKey[1] === subject ? last : undefined),
  });
}
