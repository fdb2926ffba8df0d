import { rangeUtil, type TimeOption } from '@grafana/data';
import { config } from '@grafana/runtime';
import { useEffect, useMemo } from 'react';
import { type AbsoluteRange } from '../../pyroscope/query';
import { MOST_PARTS } from '../../pyroscope/parts';
import { limitOf } from './limitOf';
import { keep, recall } from './memory';
import { resolveRange } from './range';
import { type TimeSettings } from './times';

/** Grafana's own, in its order; it names them, and says in no other way which they are. */
const GRAFANAS =
  'now-5m now-15m now-30m now-1h now-3h now-6h now-12h now-24h now-2d now-7d now-30d now-90d now-6M now-1y now-2y now-5y ' +
  'now-1d/d,now-1d/d now-2d/d,now-2d/d now-7d/d,now-7d/d now-1w/w,now-1w/w now-1M/M,now-1M/M now-1Q/fQ,now-1Q/fQ ' +
  'now-1y/y,now-1y/y now-1y/fy,now-1y/fy now/d,now/d now/d now/w,now/w now/w now/M,now/M now/M now/y,now/y now/y ' +
  'now/fQ now/fQ,now/fQ now/fy now/fy,now/fy';

/** What was asked of a data source, and what came of it. */
export interface LastAnswer {
  range: AbsoluteRange | undefined;
  error: unknown;
  /** there is an answer to just this range */
  answered: boolean;
}

/**
 * The quick ranges to offer; undefined: all that Grafana has. A server says how long a range may be only when one is
 * longer: from then on those that would be too many parts are left out, until it answers one.
 * @param uid of the data source
 */
export function useQuickRanges(
  uid: string | undefined,
  { range, error, answered }: LastAnswer,
  settings: TimeSettings
): TimeOption[] | undefined {
  const name = `longest.${uid}`;
  const limit = limitOf(error)?.ms;
  // Longer ones are asked about in parts.
  const told = limit && limit * MOST_PARTS;
  const kept = Number(recall(name)) || Infinity;
  const outdated = answered && range !== undefined && range.to - range.from > kept;
  const limitMs = told ?? (outdated ? Infinity : kept);
  useEffect(() => {
    if (uid !== undefined && (told !== undefined || outdated)) {
      keep(name, told === undefined ? '' : String(told));
    }
  }, [uid, name, told, outdated]);
  return useMemo(() => (Number.isFinite(limitMs) ? optionsWithin(limitMs, settings) : undefined), [limitMs, settings]);
}

/** Of the administrator's quick ranges, or Grafana's own, those no longer than this. */
export function optionsWithin(limitMs: number, settings: TimeSettings): TimeOption[] {
  const all = config.quickRanges ?? GRAFANAS.split(' ').map(toOption);
  return all.filter((option) => {
    const range = resolveRange(option, settings);
    return range !== undefined && range.to.valueOf() - range.from.valueOf() <= limitMs;
  });
}

function toOption(text: string): TimeOption {
  const [from, to = 'now'] = text.split(',');
  return { from, to, display: rangeUtil.describeTimeRange({ from, to }) };
}
