import { rangeUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';

const PARAM = 'refresh';

/** The interval of automatic refreshes, in the address as Grafana's dashboards have it: `refresh=30s`. */
export function useRefreshInterval(): [string, (interval: string) => void] {
  const { search } = useLocation();
  const navigate = useNavigate();
  const change = useCallback(
    (interval: string) => {
      const params = new URLSearchParams(search);
      if (interval) {
        params.set(PARAM, interval);
      } else {
        params.delete(PARAM);
      }
      navigate({ search: params.toString() }, { replace: true });
    },
    [search, navigate]
  );
  const interval = new URLSearchParams(search).get(PARAM) ?? '';
  return [/^[1-9]\d*[smhd]$/.test(interval) ? atLeast(config.minRefreshInterval, interval) : '', change];
}

/** The administrator of Grafana says how often is too often. */
function atLeast(least: string | undefined, interval: string): string {
  return least && rangeUtil.intervalToMs(least) > rangeUtil.intervalToMs(interval) ? least : interval;
}
