import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAM = 'refresh';

/** The interval of automatic refreshes, in the address as Grafana's dashboards have it: `refresh=30s`. */
export function useRefreshInterval(): [string, (interval: string) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (interval: string) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (interval) {
            after.set(PARAM, interval);
          } else {
            after.delete(PARAM);
          }
          return after;
        },
        { replace: true }
      ),
    [setParams]
  );
  const interval = params.get(PARAM) ?? '';
  return [/^\d+[smhd]$/.test(interval) ? interval : '', change];
}
