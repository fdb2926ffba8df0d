import { type ShownGraph } from '../questions';
import { coverageText } from '../summaryTexts';
import { useRangeSeries } from '../useRangeSeries';
import { useSampleCount } from '../useSampleCount';
import { type AskedProfiles } from '../useTab';
import { type ShownSide } from './ComparedView';

/** What a server's side comes to, by small questions after its graph. */
export function useAskedSide(
  of: AskedProfiles,
  graph: ShownGraph
): Pick<ShownSide, 'graph' | 'series' | 'counted' | 'coverage'> {
  const { data } = useRangeSeries(of, of.shown);
  // It is of all profiles of the range: nobody knows the coverage of those of a span or a selection.
  const series = graph.only?.outcome.kind === 'found' ? undefined : data;
  const counted = useSampleCount(of, graph.profile.total[0]);
  return { graph, series, counted, coverage: series && coverageText(series) };
}
