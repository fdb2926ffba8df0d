import { useEffect, useState } from 'react';
import { windowBefore } from '../../query/timeRange';
import { fetchInstanceCount, fetchLastProfile } from '../../pyroscope/summary';
import { ageText, averageText, changeText, instancesText, type SummaryPart } from './summaryTexts';
import { type ProfilesTab } from './useProfilesTab';
import { useAfterGraph, useQuestion, useRangeSeries } from './useRangeSeries';

const AGE_EVERY_MS = 5_000;

/**
 * What the summary line says, as far as it is known: each part comes by a small query of its own, after the flame
 * graph's, and a part whose query failed is not there.
 */
export function useSummary(tab: ProfilesTab): SummaryPart[] {
  const { span } = tab.clock;
  const { typeId } = tab.profile;
  const question = useQuestion(tab, span);
  const series = useRangeSeries(tab, span).data;
  const before = useRangeSeries(tab, span && windowBefore(span)).data;
  const known = series?.kind === 'value';
  const instances = useAfterGraph(tab, 'instances', series && !known ? question : undefined, [], (asked, signal) =>
    fetchInstanceCount(asked.dataSource, asked.request, signal)
  ).data;
  // The age of the last profile of a range in the past says nothing.
  const live = tab.address.state.subject.range.to === 'now';
  const last = useAfterGraph(tab, 'last', live && series && !known ? question : undefined, [], (asked, signal) =>
    fetchLastProfile(asked.dataSource, asked.request, series!, signal)
  ).data;
  const now = useNow(AGE_EVERY_MS);
  if (series === undefined || typeId === undefined) {
    return [];
  }
  const counted = series.instances ?? instances;
  const newest = known && series.newest !== undefined ? { time: series.newest, exact: true } : last;
  const parts = [
    averageText(typeId, series),
    before && changeText(typeId, series, before),
    counted && instancesText(counted),
    live && newest ? ageText(newest, now) : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== null);
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
