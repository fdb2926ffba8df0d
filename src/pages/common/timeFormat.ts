import { dateTimeFormat, systemDateFormats } from '@grafana/data';
import { useMemo } from 'react';
import { type AbsoluteRange } from '../../pyroscope/query';
import { useTimeSettings } from './times';

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
