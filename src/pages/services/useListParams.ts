import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { leaveList, offsetOfList } from '../common/servicesLink';
import { type ListSort, type SortColumn } from './ranking';

const COLUMNS: readonly SortColumn[] = ['name', 'cpu', 'memory'];
/** What uses the most is what a person without a link looks for. */
const USUAL_COLUMN: SortColumn = 'cpu';

/** What the list is searched for and sorted by, in the address beside the parameters of all pages. */
export interface ListParams {
  search: string;
  /** replaces the address: Back leaves the page, not the last letter */
  setSearch(text: string): void;
  sort: ListSort;
  setSort(sort: ListSort): void;
  /** how far down the list was when it was left with these parameters, in CSS pixels */
  startOffset: number;
  onScroll(offset: number): void;
}

export function useListParams(): ListParams {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: Record<string, string | undefined>, replace: boolean) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value) {
              after.set(name, value);
            } else {
              after.delete(name);
            }
          }
          return after;
        },
        { replace }
      ),
    [setParams]
  );
  useEffect(() => leaveList(params), [params]);
  const [by, dir] = [params.get('by'), params.get('dir')];
  const sort = useMemo(() => readSort(by, dir), [by, dir]);
  return {
    search: params.get('q') ?? '',
    setSearch: (text) => change({ q: text }, true),
    sort,
    setSort: ({ column, direction }) =>
      change(
        {
          by: column === USUAL_COLUMN ? undefined : column,
          dir: direction === usualDirection(column) ? undefined : direction,
        },
        false
      ),
    startOffset: offsetOfList(params),
    onScroll: (offset) => leaveList(params, offset),
  };
}

/** Names from A, values from the largest. */
export function usualDirection(column: SortColumn): ListSort['direction'] {
  return column === 'name' ? 'asc' : 'desc';
}

function readSort(by: string | null, dir: string | null): ListSort {
  const column = COLUMNS.find((one) => one === by) ?? USUAL_COLUMN;
  return { column, direction: dir === 'asc' || dir === 'desc' ? dir : usualDirection(column) };
}
