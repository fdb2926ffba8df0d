import { useMemo } from 'react';
import { notLoadedValue } from '../../../profile/notLoaded';
import { planWindows, type TimeWindow } from '../../../query/windows';
import { type PyroscopeDataSource } from '../../../pyroscope/dataSources';
import { type WindowsRequest } from '../../../pyroscope/windows';
import { valueOf } from '../answer';
import { wishOf, type Tab } from '../useTab';

/** What is asked about the tab's range, window by window; windows that are complete stay the same ones. */
export interface AskedWindows {
  readonly dataSource: PyroscopeDataSource;
  readonly request: WindowsRequest;
  /** whatever the time */
  readonly about: string;
  /** the flame graph is there, which comes first */
  readonly ready: boolean;
}

/** Undefined while nobody knows what to ask. A new object where something else is to be asked. */
export function useAskedWindows({ asked, address, profile, settings }: Tab): AskedWindows | undefined {
  const { typeId, selector, settled } = profile;
  const moving = address.state.subject.range.from.includes('now');
  const { span, dataSource, minStepMs } = asked ?? {};
  const maxNodes = settings.defaultMaxNodes;
  const graph = valueOf(profile.graph);
  const isComplete = graph !== undefined && notLoadedValue(graph.profile) === 0;
  const { ms, bytes } = wishOf(address.state, settings).budget;
  const windows = useMemo(
    () => (span && minStepMs !== undefined ? planWindows(untilNow(span), minStepMs, moving) : []),
    [span, minStepMs, moving]
  );
  return useMemo(
    () =>
      dataSource === undefined || typeId === undefined || windows.length === 0
        ? undefined
        : {
            dataSource,
            request: {
              profileTypeId: typeId,
              labelSelector: selector,
              maxNodes,
              windows,
              whole: isComplete ? { ms, bytes } : undefined,
            },
            about: JSON.stringify([dataSource.uid, typeId, selector, maxNodes]),
            ready: settled,
          },
    [dataSource, typeId, selector, settled, maxNodes, isComplete, ms, bytes, windows]
  );
}

function untilNow({ from, to }: TimeWindow): TimeWindow {
  return { from, to: Math.max(from, Math.min(to, Date.now())) };
}
