import { dateTime, FieldColorModeId, FieldType, type FieldSparkline } from '@grafana/data';
import { Sparkline, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { coarsen, gapsOf, median, type Series } from '../../query/series';
import { type Usage } from './fetchUsage';

const WIDTH = 90;
const HEIGHT = 26;

/** As many points as there is room for. */
const POINTS = 60;

/** The course of a usage over the range, from zero up, as an ornament: its number stands beside it. */
export function UsageChart({ usage, series }: { usage: Usage; series: Series }) {
  const theme = useTheme2();
  const sparkline = useMemo(() => toSparkline(usage, series), [usage, series]);
  return <Sparkline theme={theme} width={WIDTH} height={HEIGHT} sparkline={sparkline} />;
}

function toSparkline({ stepMs: narrow, range }: Usage, line: Series): FieldSparkline {
  const stepMs = narrow * Math.max(1, Math.ceil((range.to - range.from) / narrow / POINTS));
  const { times, values } = withoutLastPart(
    coarsen(line, narrow, stepMs, line.times[line.times.length - 1]),
    Date.now()
  );
  // A line is broken only where more than one profile is missing.
  const usual = median(gapsOf(times)) ?? stepMs;
  const max = Math.max(...values);
  return {
    x: { name: 'time', type: FieldType.time, values: times, config: { interval: 2 * Math.max(stepMs, usual) } },
    y: {
      name: 'value',
      type: FieldType.number,
      values,
      config: {
        custom: { fillOpacity: 20, lineWidth: 1 },
        color: { mode: FieldColorModeId.Fixed, fixedColor: 'blue' },
      },
      state: { range: { min: 0, max, delta: max } },
    },
    timeRange: { from: dateTime(range.from), to: dateTime(range.to), raw: { from: '', to: '' } },
  };
}

/** A bucket that is not over yet would draw a fall that there is none of. */
function withoutLastPart(series: Series, now: number): Series {
  const { times, values } = series;
  const unfinished = times.length > 2 && times[times.length - 1] > now;
  return unfinished ? { ...series, times: times.slice(0, -1), values: values.slice(0, -1) } : series;
}
