import { dateTime, rangeUtil, type TimeRange } from '@grafana/data';
import { config } from '@grafana/runtime';
import { defaultIntervals, RefreshPicker, TimeRangePicker } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { toEpoch, type RawRange } from './range';

interface TimeControlsProps {
  raw: RawRange;
  range: TimeRange;
  onChange(raw: RawRange): void;
  onRefresh(): void;
  refreshInterval: string;
  onRefreshInterval(interval: string): void;
  loading: boolean;
  timeZone: string;
  onTimeZone(timeZone: string): void;
}

/** Grafana's own range and refresh pickers; the range stays in its raw form, so that `now-1h` remains relative. */
export function TimeControls(props: TimeControlsProps) {
  const { raw, range, onChange } = props;
  const shift = (direction: -1 | 1) => {
    const span = range.to.valueOf() - range.from.valueOf();
    const by = (direction * span) / 2;
    onChange({ from: String(range.from.valueOf() + by), to: String(range.to.valueOf() + by) });
  };
  const zoomOut = () => {
    const span = range.to.valueOf() - range.from.valueOf();
    onChange({ from: String(range.from.valueOf() - span / 2), to: String(range.to.valueOf() + span / 2) });
  };
  return (
    <>
      <TimeRangePicker
        value={{ ...range, raw: { from: asRaw(raw.from), to: asRaw(raw.to) } }}
        timeZone={props.timeZone}
        onChange={({ raw: chosen }) => onChange({ from: fromRaw(chosen.from), to: fromRaw(chosen.to) })}
        onChangeTimeZone={props.onTimeZone}
        onMoveBackward={() => shift(-1)}
        onMoveForward={() => shift(1)}
        onZoom={zoomOut}
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
