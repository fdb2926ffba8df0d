import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useRef, type ComponentProps } from 'react';
import { t } from '../../../i18n';
import { useSame, useStableCallback } from '../../../flamegraph/view/stable';
import { type Series } from '../../../query/series';
import { chartConfig, type AbsoluteRange } from './chartConfig';
import { layOut } from './chartData';
import { rangeOfDrag } from './selection';
import { useKeyCursor } from './useKeyCursor';
import { useTimeSettings } from '../../common/times';
import { useWidth } from '../../common/useWidth';

interface TimelineChartProps {
  /** CSS pixels */
  height: number;
  series: Series[];
  /** one a series */
  colors: string[];
  range: AbsoluteRange;
  stepMs: number;
  /** what the flame graph shows, where that is less than the range */
  shown: AbsoluteRange | undefined;
  /** what the picture is compared with, where that is in the range */
  compared: AbsoluteRange | undefined;
  /** a new function draws a new plot */
  formatValue(value: number): string;
  bytes: boolean;
  /** what is at the time, in words */
  describe(time: number): string;
  onSelect(range: AbsoluteRange): void;
  /** the time under the pointer or the keyboard's cursor */
  onPoint(time: number | undefined): void;
}

type PlotData = ComponentProps<typeof UPlotChart>['data'];

/** The lines, and choosing a part of them: by dragging, or by keys (arrows, Shift to extend, Enter to apply). */
export function TimelineChart(props: TimelineChartProps) {
  const { height, series, range, stepMs, onSelect, onPoint, describe } = props;
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const data = useMemo(() => layOut(series, stepMs), [series, stepMs]);
  const config = useConfig(props);
  // A new array would make the plot take its data anew with every move of the pointer.
  const plotData = useMemo(() => [data.times, ...data.columns] as PlotData, [data]);
  const points = useMemo(() => [...new Set(series.flatMap(({ times }) => times))].sort((a, b) => a - b), [series]);
  const keys = useKeyCursor({ points, stepMs, range, onSelect, onPoint });
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.slider', 'Time on the timeline; Shift and arrows select, Enter applies')}
      aria-valuemin={range.from}
      aria-valuemax={range.to}
      aria-valuenow={keys.time ?? range.to}
      aria-valuetext={
        keys.selected
          ? `${describe(keys.selected.from)} – ${describe(keys.selected.to)}`
          : describe(keys.time ?? range.to)
      }
      onKeyDown={keys.onKeyDown}
      onBlur={keys.leave}
      data-testid="timeline-chart"
    >
      {width > 0 && <UPlotChart data={plotData} config={config} width={width} height={height} plotRef={keys.plotRef} />}
    </div>
  );
}

/** A new configuration draws a new plot, without the pointer's place in the last: it changes only with what is seen. */
function useConfig({ range, colors, shown, compared, formatValue, bytes, onPoint, onSelect }: TimelineChartProps) {
  const theme = useTheme2();
  const { timeZone } = useTimeSettings();
  const seen = useSame({ range, colors, shown, compared, bytes });
  const point = useStableCallback(onPoint);
  const select = useStableCallback(onSelect);
  return useMemo(() => {
    const onDrag = (a: number, b: number) => {
      const selected = rangeOfDrag(a, b, seen.range);
      if (selected) {
        select(selected);
      }
    };
    return chartConfig({ ...seen, theme, timeZone, formatValue, onPoint: point, onDrag });
  }, [seen, theme, timeZone, formatValue, point, select]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    minWidth: 0,
    overflow: 'hidden',
    cursor: 'crosshair',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
