import { rangeUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
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
  return [/^[1-9]\d*[smhd]$/.test(interval) ? atLeast(config.minRefreshInterval, interval) : '', change];
}

/** The administrator of Grafana says how often is too often. */
function atLeast(least: string | undefined, interval: string): string {
  return least && rangeUtil.intervalToMs(least) > rangeUtil.intervalToMs(interval) ? least : interval;
}
