import { useEffect, useState } from 'react';
import { windowBefore } from '../../query/seriesStep';
import { type AbsoluteRange } from '../../pyroscope/query';
import { ageText, averageText, changeText, differenceText, instancesText, type SummaryPart } from './summaryTexts';
import { type Tab } from './useTab';
import { lastProfileQuestion } from './questions';
import { seriesAsked, useAfterGraph, useRangeSeries } from './useRangeSeries';

const AGE_EVERY_MS = 5_000;

/**
 * What the summary line says, as far as it is known: its parts come by small queries, after the flame graph's, and a part
 * whose query failed is not there.
 */
export function useSummary(tab: Tab): SummaryPart[] {
  const { span } = tab.clock;
  const { typeId } = tab.profile;
  const series = useRangeSeries(tab, span).data;
  const before = useRangeSeries(tab, span && rangeBefore(span, tab.clock.automatic)).data;
  // The age of the last profile of a range in the past says nothing.
  const live = tab.address.state.subject.range.to === 'now';
  const newest = series?.newest;
  const exact = newest && newest.from === newest.to;
  const asked = seriesAsked(tab, span);
  const last = useAfterGraph(
    tab,
    asked && live && newest && !exact ? lastProfileQuestion(asked, newest) : undefined
  ).data;
  const now = useNow(AGE_EVERY_MS);
  // Of all that the series are of: no window, no single profiles, not while one of both is newer.
  const { window, only } = tab.address.state.subject;
  const graph =
    window === undefined && only === undefined && tab.profile.graph.kind === 'shown' && series?.span === span
      ? tab.profile.graph.value
      : undefined;
  if (series === undefined || typeId === undefined) {
    return [];
  }
  const age = exact ? { time: newest.to, exact } : last;
  const average = averageText(typeId, series);
  const difference = graph && differenceText(typeId, series, graph.profile.total[0]);
  const parts = [
    average && difference ? { ...average, source: `${average.source} ${difference}` } : average,
    before && changeText(typeId, series, before),
    series.instances && instancesText(series.instances),
    live && age ? ageText(age, now) : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== null);
}

const MINUTE = 60_000;

/** An automatic refresh moves what a range is compared with by whole minutes only: it is asked for once a minute. */
function rangeBefore(span: AbsoluteRange, automatic: boolean): AbsoluteRange {
  const late = automatic ? span.from % MINUTE : 0;
  return windowBefore({ from: span.from - late, to: span.to - late });
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
