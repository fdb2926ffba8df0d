import { dateTime, rangeUtil, type TimeOption, type TimeRange } from '@grafana/data';
import { config } from '@grafana/runtime';
import { defaultIntervals, RefreshPicker, TimeRangePicker } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { shiftRange, toEpoch, zoomOutRange, type RawRange } from './range';
import { type TimeSettings } from './times';

interface TimeControlsProps {
  raw: RawRange;
  range: TimeRange;
  /** undefined: Grafana's */
  quickRanges: TimeOption[] | undefined;
  onChange(raw: RawRange): void;
  onRefresh(): void;
  refreshInterval: string;
  onRefreshInterval(interval: string): void;
  loading: boolean;
  times: TimeSettings;
  onTimes(change: Partial<TimeSettings>): void;
}

/** Grafana's own range and refresh pickers; the range stays in its raw form, so that `now-1h` remains relative. */
export function TimeControls(props: TimeControlsProps) {
  const { raw, range, onChange, times, onTimes } = props;
  return (
    <>
      <TimeRangePicker
        value={{ ...range, raw: { from: asRaw(raw.from), to: asRaw(raw.to) } }}
        quickRanges={props.quickRanges}
        timeZone={times.timeZone}
        fiscalYearStartMonth={times.fiscalYearStartMonth}
        onChange={({ raw: chosen }) => onChange({ from: fromRaw(chosen.from), to: fromRaw(chosen.to) })}
        onChangeTimeZone={(timeZone) => onTimes({ timeZone })}
        onChangeFiscalYearStartMonth={(fiscalYearStartMonth) => onTimes({ fiscalYearStartMonth })}
        onMoveBackward={() => onChange(shiftRange(range, -1))}
        onMoveForward={() => onChange(shiftRange(range, 1))}
        onZoom={() => onChange(zoomOutRange(range))}
        isOnCanvas
      />
      <RefreshPicker
        // A text would name the button too, and take the room of the title beside it.
        tooltip={t('time.refresh', 'Refresh')}
        value={props.refreshInterval}
        intervals={intervalsWith(props.refreshInterval)}
        onIntervalChanged={props.onRefreshInterval}
        onRefresh={props.onRefresh}
        isLoading={props.loading}
        isOnCanvas
      />
    </>
  );
}

/** Those that the administrator allows, and the link's own: the picker calls one that it does not offer "off". */
function intervalsWith(chosen: string): string[] {
  const ms = (interval: string) => rangeUtil.intervalToMs(interval);
  const least = config.minRefreshInterval ? ms(config.minRefreshInterval) : 0;
  const all = new Set([...defaultIntervals.filter((one) => ms(one) >= least), ...(chosen ? [chosen] : [])]);
  return [...all].sort((a, b) => ms(a) - ms(b));
}

function asRaw(text: string) {
  return rangeUtil.isRelativeTime(text) || text.startsWith('now') ? text : dateTime(toEpoch(text) ?? text);
}

function fromRaw(value: TimeRange['raw']['from']): string {
  return typeof value === 'string' ? value : String(value.valueOf());
}
