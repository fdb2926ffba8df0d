import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';

/**
 * The same object as long as its content is the same. State read from a URL comes as new objects with each change of any
 * part of it; a graph of a million nodes must not be laid out again because the table was sorted.
 * @param value plain JSON
 */
export function useSame<T>(value: T): T {
  const key = JSON.stringify(value);
  return useMemo(() => (key === undefined ? value : JSON.parse(key)), [key]); // eslint-disable-line react-hooks/exhaustive-deps -- the key is the value
}

/** A callback that never changes and calls the latest handler: what it is handed to can be memoized. */
export function useStableCallback<Args extends unknown[]>(handler: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
