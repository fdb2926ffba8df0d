import { rangeUtil, type TimeRange } from '@grafana/data';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type AbsoluteRange } from '../../pyroscope/query';
import { resolveRange, type RawRange } from './range';

export interface Clock {
  /** undefined: the raw range cannot be read */
  range: TimeRange | undefined;
  /** the same in milliseconds */
  span: AbsoluteRange | undefined;
  /** asks again: relative ranges are resolved anew, as of now; what is shown about absolute ones is asked for once more */
  refresh(): void;
}

/** The absolute range of a raw one, as of the last refresh; `interval` is Grafana's ('' or '30s'). */
export function useClock(raw: RawRange, interval: string): Clock {
  const [tick, setTick] = useState(0);
  const client = useQueryClient();
  const { from, to } = raw;
  const moves = from.includes('now') || to.includes('now');
  const refresh = useCallback(() => {
    setTick((n) => n + 1);
    if (!moves) {
      void client.refetchQueries({ type: 'active' });
    }
  }, [client, moves]);
  useEffect(() => {
    const ms = interval ? rangeUtil.intervalToMs(interval) : 0;
    const timer = ms > 0 ? setInterval(() => document.visibilityState === 'visible' && refresh(), ms) : undefined;
    return () => clearInterval(timer);
  }, [interval, refresh]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a tick is what makes "now" a later time
  const range = useMemo(() => resolveRange({ from, to }), [from, to, tick]);
  const span = useMemo(() => range && { from: range.from.valueOf(), to: range.to.valueOf() }, [range]);
  return { range, span, refresh };
}
