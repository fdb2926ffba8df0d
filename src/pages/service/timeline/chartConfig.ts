import { type GrafanaTheme2 } from '@grafana/data';
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  LineInterpolation,
  ScaleDirection,
  ScaleOrientation,
  VisibilityMode,
} from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import { lonePoints } from './chartData';

/** Milliseconds since the epoch. */
export interface AbsoluteRange {
  from: number;
  to: number;
}

export interface ChartOptions {
  theme: GrafanaTheme2;
  /** Grafana's: an IANA name, `utc` or `browser` */
  timeZone: string;
  range: AbsoluteRange;
  /** a color a series */
  colors: string[];
  /** what the flame graph shows, where that is less than the range */
  shown: AbsoluteRange | undefined;
  /** what the picture is compared with, where that is in the range */
  compared: AbsoluteRange | undefined;
  formatValue(value: number): string;
  /** values are bytes: ticks stand at powers of two, 16 MiB and not 19.1 MiB */
  bytes: boolean;
  /** the time of the point under the pointer */
  onPoint(time: number | undefined): void;
  /** the ends of a drag, in milliseconds since the epoch */
  onDrag(a: number, b: number): void;
}

type Plot = Parameters<NonNullable<Parameters<UPlotConfigBuilder['addHook']>[1]>>[0];

const Y_AXIS_WIDTH = 60;
const X_AXIS_HEIGHT = 16;
const POWERS_OF_TWO = Array.from({ length: 53 }, (_, power) => 2 ** power);

/**
 * How uPlot draws the timeline: lines, two or three ticks a side, and a drag that selects but does not zoom. Whatever the
 * data: other lines of the same number are drawn by the same plot.
 */
export function chartConfig(options: ChartOptions): UPlotConfigBuilder {
  const { theme, timeZone, range, colors } = options;
  const builder = new UPlotConfigBuilder(timeZone);
  // Half of the labels that stand at its ends: the height of the topmost value's, the width of the last time's, 12:34:56.
  builder.setPadding([7, 27, 0, 0]);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => [range.from, range.to],
  });
  builder.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (_, __, max) => [0, max > 0 ? max * 1.1 : 1],
  });
  addAxes(builder, options);
  colors.forEach((color) =>
    builder.addSeries({
      scaleKey: 'y',
      theme,
      drawStyle: GraphDrawStyle.Line,
      lineInterpolation: LineInterpolation.Linear,
      lineWidth: 1,
      lineColor: color,
      fillOpacity: colors.length === 1 ? 20 : 0,
      gradientMode: GraphGradientMode.None,
      showPoints: VisibilityMode.Never,
      pointSize: 4,
      pointsFilter: ({ data }, column) => lonePoints(data[column]),
      spanNulls: false,
    })
  );
  addPointer(builder, options);
  return builder;
}

function addAxes(builder: UPlotConfigBuilder, { theme, timeZone, formatValue, bytes }: ChartOptions) {
  builder.addAxis({
    scaleKey: 'x',
    theme,
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    size: X_AXIS_HEIGHT,
    gap: 2,
    ticks: { show: false },
    grid: { show: false },
  });
  builder.addAxis({
    scaleKey: 'y',
    theme,
    placement: AxisPlacement.Left,
    size: Y_AXIS_WIDTH,
    gap: 4,
    ticks: { show: false },
    space: 14,
    ...(bytes ? { incrs: POWERS_OF_TWO } : {}),
    // Zero is where the line is; its label would stand on the first time's.
    formatValue: (value: number) => (value === 0 ? '' : formatValue(value)),
  });
}

function addPointer(builder: UPlotConfigBuilder, { theme, shown, compared, onPoint, onDrag }: ChartOptions) {
  builder.setCursor({ y: false, drag: { x: true, y: false, setScale: false }, points: { show: false } });
  builder.addHook('setCursor', ({ cursor, data }: Plot) =>
    onPoint(cursor.idx === null || cursor.idx === undefined ? undefined : data[0][cursor.idx])
  );
  builder.addHook('setSelect', (plot: Plot) => {
    const { left, width } = plot.select;
    if (width > 0) {
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      onDrag(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
    }
  });
  if (shown) {
    builder.addHook('drawAxes', (plot: Plot) => markPart(plot, shown, theme, theme.colors.primary.main));
  }
  if (compared) {
    builder.addHook('drawAxes', (plot: Plot) => markPart(plot, compared, theme, theme.colors.warning.main));
  }
}

/** At least two pixels, so that a single snapshot is seen too. */
function markPart({ ctx, bbox, valToPos }: Plot, shown: AbsoluteRange, theme: GrafanaTheme2, color: string) {
  const left = valToPos(shown.from, 'x', true);
  const right = valToPos(shown.to, 'x', true);
  const start = Math.max(bbox.left, Math.min(left, right - 2));
  const end = Math.min(bbox.left + bbox.width, right);
  ctx.save();
  ctx.fillStyle = theme.colors.action.selected;
  ctx.fillRect(start, bbox.top, Math.max(0, end - start), bbox.height);
  ctx.fillStyle = color;
  ctx.fillRect(start, bbox.top, Math.max(0, end - start), 2);
  ctx.restore();
}
