import { useEffect, useMemo, useState } from 'react';
import { matrixOf, restOfFunction, type WindowMatrix, type WindowTable } from '../../../profile/matrix';
import { type TimeWindow } from '../../../query/windows';
import { buildSelector } from '../../../query/buildSelector';
import { type Split } from '../../../pyroscope/rangeSeries';
import { fetchWindowsOf } from '../../../pyroscope/windows';
import { matchersOf } from '../../../subject/subject';
import { type Asked } from '../questions';
import { paced } from './paced';
import { type AskedWindows } from './useAskedWindows';
import { windowMemory } from './useWindowMatrix';

/** One value of a label; undefined stands for all that have no line of their own. */
export interface ValueMatrix {
  readonly value: string | undefined;
  /** of one function, at least */
  readonly matrix: WindowMatrix;
}

interface Progress {
  about: string;
  windows: readonly TimeWindow[];
  values: readonly string[];
  tables: Tables;
  error?: unknown;
}

type Tables = ReadonlyArray<ReadonlyArray<WindowTable | undefined>>;

export interface KnownValues {
  /** the largest first, what they leave last; of the last range until something of a newer one is there */
  values: readonly ValueMatrix[];
  error: unknown;
  answered: number;
  asked: number;
}

/**
 * A function by windows, for each value of a label: a request a window and value, once those of the whole are there. Ends
 * with its last user, or without a label.
 * @param split the values, by their series; undefined until they are known
 * @param whole of the same windows
 */
export function useLabelCourses(
  asked: Asked | undefined,
  wanted: AskedWindows | undefined,
  whole: WindowMatrix | undefined,
  { label, name, split }: { label: string | undefined; name: string; split: Split | undefined }
): KnownValues {
  const [progress, setProgress] = useState<Progress>();
  const values = useMemo(
    () => (label === undefined ? undefined : split?.top.map(({ labels }) => labels[label] ?? '')),
    [label, split]
  );
  const about = JSON.stringify([wanted?.about, label, name]);
  const matchers = asked && matchersOf(asked);
  // The page has a new list of them with each render.
  const selectors =
    matchers && label !== undefined && values
      ? JSON.stringify(values.map((value) => buildSelector([...matchers, { name: label, op: '=', value }])))
      : undefined;
  const ready = whole?.windows === wanted?.request.windows && whole?.answered.every((one) => one === 1);
  useEffect(() => {
    if (!wanted?.ready || !ready || values === undefined || selectors === undefined) {
      return undefined;
    }
    const { windows, labelSelector: _, ...request } = wanted.request;
    const labelSelectors = JSON.parse(selectors) as string[];
    const controller = new AbortController();
    const { signal } = controller;
    let latest: Pick<Progress, 'tables' | 'error'> = { tables: values.map(() => windows.map(() => undefined)) };
    const drawing = paced(() => signal.aborted || setProgress({ about, windows, values, ...latest }));
    const onTables = (answered: Tables) => {
      const { tables } = latest;
      // What is not looked at is only in the memory of windows, which has its bound.
      latest = {
        tables: answered.map((some, i) => some.map((one, at) => tables[i][at] ?? (one && onlyOf(one, name)))),
      };
      drawing.soon();
    };
    const listener = { memory: windowMemory, signal, now: Date.now(), onTables };
    fetchWindowsOf(wanted.dataSource, { ...request, windows, labelSelectors }, listener)
      .then(onTables, (error: unknown) => void (latest = { ...latest, error }))
      .then(drawing.now);
    return () => {
      drawing.end();
      controller.abort();
    };
  }, [wanted, ready, values, selectors, about, name]);
  const shown = label !== undefined && progress?.about === about ? progress : undefined;
  const known = useMemo(() => {
    const parts = (shown?.tables ?? []).map((tables) => matrixOf(shown!.windows, tables));
    const rest = whole && shown?.windows === whole.windows ? restOfFunction(whole, parts, name) : undefined;
    const isRest = rest?.answered.some((one, at) => one === 1 && rest.whole[at] > 0);
    return [
      ...parts.map((matrix, i) => ({ value: shown!.values[i], matrix })),
      ...(isRest ? [{ value: undefined, matrix: rest! }] : []),
    ];
  }, [shown, whole, name]);
  const count = (values?.length ?? 0) * (wanted?.request.windows.length ?? 0);
  const isOfNow = shown?.windows === wanted?.request.windows && shown?.values === values;
  return {
    values: known,
    error: shown?.error,
    answered: isOfNow ? (shown?.tables.flat().filter((table) => table !== undefined).length ?? 0) : 0,
    asked: count,
  };
}

/** A copy of one function of a table. */
function onlyOf({ names, self, total, whole, cut }: WindowTable, name: string): WindowTable {
  const row = names.indexOf(name);
  const [at, until] = row < 0 ? [0, 0] : [row, row + 1];
  return { names: names.slice(at, until), self: self.slice(at, until), total: total.slice(at, until), whole, cut };
}
