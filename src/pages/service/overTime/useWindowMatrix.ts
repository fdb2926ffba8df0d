import { useEffect, useMemo, useState } from 'react';
import { matrixOf, type WindowMatrix, type WindowTable } from '../../../profile/matrix';
import { notLoadedValue } from '../../../profile/notLoaded';
import { planWindows, type TimeWindow } from '../../../query/windows';
import { fetchWindows, WindowMemory } from '../../../pyroscope/windows';
import { valueOf } from '../answer';
import { wishOf, type Tab } from '../useTab';

/** Of all windows since the page was loaded, whoever asked for them. */
export const windowMemory = new WindowMemory();

interface Progress {
  about: string;
  windows: readonly TimeWindow[];
  tables: ReadonlyArray<WindowTable | undefined>;
  error?: unknown;
}

export interface KnownMatrix {
  /** what there is by now; of the last range until something of a newer one is there */
  matrix: WindowMatrix | undefined;
  error: unknown;
  /** how many of how many windows are answered */
  answered: number;
  asked: number;
}

/** The functions of the tab's range by windows. It begins when the flame graph is there, and ends with its last user. */
export function useWindowMatrix({ asked, address, profile, settings }: Tab): KnownMatrix {
  const { typeId, selector, settled } = profile;
  const moving = address.state.subject.range.from.includes('now');
  const { span, dataSource, minStepMs } = asked ?? {};
  const windows = useMemo(
    () => (span && minStepMs !== undefined ? planWindows(untilNow(span), minStepMs, moving) : []),
    [span, minStepMs, moving]
  );
  const maxNodes = settings.defaultMaxNodes;
  const graph = valueOf(profile.graph);
  const isComplete = graph !== undefined && notLoadedValue(graph.profile) === 0;
  const { ms, bytes } = wishOf(address.state, settings).budget;
  const subject = JSON.stringify([dataSource?.uid, typeId, selector, maxNodes]);
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => {
    if (!settled || dataSource === undefined || typeId === undefined || windows.length === 0) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const show = (tables: Progress['tables'], error?: unknown) =>
      signal.aborted || setProgress({ about: subject, windows, tables, error });
    const whole = isComplete ? { ms, bytes } : undefined;
    const request = { profileTypeId: typeId, labelSelector: selector, maxNodes, windows, whole };
    let latest: Progress['tables'] = [];
    const onTables = (tables: Progress['tables']) => {
      latest = tables;
      show(tables);
    };
    fetchWindows(dataSource, request, { memory: windowMemory, signal, now: Date.now(), onTables }).then(
      onTables,
      (error: unknown) =>
        show(
          windows.map((_, at) => latest[at]),
          error
        )
    );
    return () => controller.abort();
  }, [dataSource, typeId, selector, settled, maxNodes, isComplete, ms, bytes, windows, subject]);
  const shown = progress?.about === subject ? progress : undefined;
  const matrix = useMemo(() => shown && matrixOf(shown.windows, shown.tables), [shown]);
  return {
    matrix,
    error: shown?.error,
    answered: shown?.windows === windows ? shown.tables.filter((table) => table !== undefined).length : 0,
    asked: windows.length,
  };
}

function untilNow({ from, to }: TimeWindow): TimeWindow {
  return { from, to: Math.max(from, Math.min(to, Date.now())) };
}
