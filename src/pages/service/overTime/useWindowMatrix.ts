import { useEffect, useMemo, useState } from 'react';
import { matrixOf, type WindowMatrix, type WindowTable } from '../../../profile/matrix';
import { type TimeWindow } from '../../../query/windows';
import { fetchWindows, WindowMemory } from '../../../pyroscope/windows';
import { type AskedWindows } from './useAskedWindows';

/** Of all windows since the page was loaded, whoever asked for them. */
export const windowMemory = new WindowMemory();

/** Answers come faster than lines are worth drawing anew, by the thread that has the next windows to ask for. */
const DRAW_EVERY_MS = 100;

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
    const show = (tables: Progress['tables'], error?: unknown) =>
      signal.aborted || setProgress({ about, windows, tables, error });
    let latest: Progress['tables'] = [];
    let drawing: ReturnType<typeof setTimeout> | undefined;
    const draw = (error?: unknown) => {
      clearTimeout(drawing);
      drawing = undefined;
      show(
        windows.map((_, at) => latest[at]),
        error
      );
    };
    const onTables = (tables: Progress['tables']) => {
      latest = tables;
      drawing ??= setTimeout(() => draw(), DRAW_EVERY_MS);
    };
    const listener = { memory: windowMemory, signal, now: Date.now(), onTables };
    fetchWindows(dataSource, request, listener)
      .then((tables) => void (latest = tables))
      .then(() => draw(), draw);
    return () => {
      clearTimeout(drawing);
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
