import { useEffect, useMemo, useState } from 'react';
import { matrixOf, type WindowMatrix, type WindowTable } from '../../../profile/matrix';
import { type TimeWindow } from '../../../query/windows';
import { fetchWindows, WindowMemory } from '../../../pyroscope/windows';
import { paced } from './paced';
import { type AskedWindows } from './useAskedWindows';

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

/** The functions of the tab's range by windows. Ends with its last user. */
export function useWindowMatrix(wanted: AskedWindows | undefined): KnownMatrix {
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => {
    if (!wanted?.ready) {
      return undefined;
    }
    const { dataSource, request, about } = wanted;
    const { windows } = request;
    const controller = new AbortController();
    const { signal } = controller;
    let latest: Pick<Progress, 'tables' | 'error'> = { tables: windows.map(() => undefined) };
    const drawing = paced(() => signal.aborted || setProgress({ about, windows, ...latest }));
    const onTables = (tables: Progress['tables']) => {
      latest = { tables };
      drawing.soon();
    };
    const listener = { memory: windowMemory, signal, now: Date.now(), onTables };
    fetchWindows(dataSource, request, listener)
      .then(onTables, (error: unknown) => void (latest = { ...latest, error }))
      .then(drawing.now);
    return () => {
      drawing.end();
      controller.abort();
    };
  }, [wanted]);
  const shown = progress?.about === wanted?.about ? progress : undefined;
  const matrix = useMemo(() => shown && matrixOf(shown.windows, shown.tables), [shown]);
  const windows = wanted?.request.windows;
  return {
    matrix,
    error: shown?.error,
    answered: shown?.windows === windows ? (shown?.tables.filter((table) => table !== undefined).length ?? 0) : 0,
    asked: windows?.length ?? 0,
  };
}
