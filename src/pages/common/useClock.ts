import { rangeUtil, type TimeRange } from '@grafana/data';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type AbsoluteRange } from '../../pyroscope/query';
import { resolveRange, type RawRange } from './range';
import { useTimeSettings } from './times';

export interface Clock {
  /** undefined: the raw range cannot be read */
  range: TimeRange | undefined;
  /** the same in milliseconds */
  span: AbsoluteRange | undefined;
  /** asks again: relative ranges are resolved anew, as of now; what is shown about absolute ones is asked for once more */
  refresh(): void;
  /** the last refresh was the timer's: nobody has asked to see that something happens */
  automatic: boolean;
}

/**
 * The absolute range of a raw one, as of the last refresh; `interval` is Grafana's ('' or '30s'). Queries whose `meta`
 * says `waits` are enabled only when another one is there, and ask anew then.
 */
export function useClock(raw: RawRange, interval: string): Clock {
  const [tick, setTick] = useState({ count: 0, automatic: false });
  const client = useQueryClient();
  const { from, to } = raw;
  const moves = from.includes('now') || to.includes('now');
  const refreshAs = useCallback(
    (automatic: boolean) => {
      setTick(({ count }) => ({ count: count + 1, automatic }));
      if (!moves) {
        void client.invalidateQueries({ refetchType: 'none' });
        void client.refetchQueries({ type: 'active', predicate: ({ meta }) => meta?.waits !== true });
      }
    },
    [client, moves]
  );
  const refresh = useCallback(() => refreshAs(false), [refreshAs]);
  useEffect(() => {
    const ms = interval ? rangeUtil.intervalToMs(interval) : 0;
    const onTimer = () => {
      // An answer that takes longer than the interval would never come if each tick asked anew.
      if (document.visibilityState === 'visible' && client.isFetching() === 0) {
        // Nobody goes back to ticks before the last one, and their profiles are large.
        client.removeQueries({ type: 'inactive' });
        refreshAs(true);
      }
    };
    const timer = ms > 0 ? setInterval(onTimer, ms) : undefined;
    return () => clearInterval(timer);
  }, [client, interval, refreshAs]);
  const settings = useTimeSettings();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a tick is what makes "now" a later time
  const range = useMemo(() => resolveRange({ from, to }, settings), [from, to, settings, tick.count]);
  const span = useMemo(() => range && { from: range.from.valueOf(), to: range.to.valueOf() }, [range]);
  return { range, span, refresh, automatic: tick.automatic };
}
