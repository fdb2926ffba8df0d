import { getTimeZone } from '@grafana/data';
import { useSyncExternalStore } from 'react';

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
