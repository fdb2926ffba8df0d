import { dateTimeFormat, getTimeZone, systemDateFormats } from '@grafana/data';
import { useMemo, useSyncExternalStore } from 'react';
import { type AbsoluteRange } from '../../pyroscope/query';

/** How times are read and written on every page. */
export interface TimeSettings {
  /** Grafana's: an IANA name, `utc` or `browser` */
  timeZone: string;
  /** the month in which the fiscal year begins, 0 to 11 */
  fiscalYearStartMonth: number;
}

/** What was chosen in the picker; as in Grafana's own pages it lasts until Grafana is loaded anew. */
let chosen: Partial<TimeSettings> = {};
let settings: TimeSettings | undefined;
const listeners = new Set<() => void>();

export function chooseTimeSettings(change: Partial<TimeSettings>): void {
  chosen = { ...chosen, ...change };
  settings = undefined;
  listeners.forEach((listener) => listener());
}

/** What was chosen, else Grafana's preference. */
function timeSettings(): TimeSettings {
  const timeZone = chosen.timeZone ?? getTimeZone();
  if (settings?.timeZone !== timeZone) {
    settings = { timeZone, fiscalYearStartMonth: chosen.fiscalYearStartMonth ?? 0 };
  }
  return settings;
}

export function useTimeSettings(): TimeSettings {
  return useSyncExternalStore(subscribe, timeSettings);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Writes times as the picker's zone has them, in Grafana's own formats: "10:20:01", with the date unless all of the range
 * (of a single time: itself) is of today.
 */
export function useTimeFormat(span?: AbsoluteRange): (time: number) => string {
  const { timeZone } = useTimeSettings();
  const { from, to } = span ?? {};
  return useMemo(
    () => timeFormat(timeZone, from === undefined || to === undefined ? undefined : { from, to }),
    [timeZone, from, to]
  );
}

function timeFormat(timeZone: string, span: AbsoluteRange | undefined): (time: number) => string {
  const dayOf = (time: number) => dateTimeFormat(time, { format: 'YYYY-MM-DD', timeZone });
  const today = dayOf(Date.now());
  const isToday = (time: number) => dayOf(time) === today;
  const short = span && isToday(span.from) && isToday(span.to);
  return (time) =>
    dateTimeFormat(time, {
      format: (short ?? isToday(time)) ? systemDateFormats.interval.second : systemDateFormats.fullDate,
      timeZone,
    });
}
