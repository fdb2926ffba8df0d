import { type UPlotChart } from '@grafana/ui';
import { useCallback, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { type AbsoluteRange } from './chartConfig';
import { moveCursor, rangeOfPoints, type KeyCursor } from './selection';

type PlotRef = NonNullable<ComponentProps<typeof UPlotChart>['plotRef']>;
type Plot = Parameters<PlotRef>[0];

interface KeyCursorOptions {
  /** times of the points, ascending */
  points: number[];
  stepMs: number;
  range: AbsoluteRange;
  onSelect(range: AbsoluteRange): void;
  onPoint(time: number | undefined): void;
}

/** The keyboard's way over the timeline, drawn with the plot's own cursor and selection. */
export function useKeyCursor({ points, stepMs, range, onSelect, onPoint }: KeyCursorOptions) {
  const [cursor, setCursor] = useState<KeyCursor>();
  const plot = useRef<Plot | undefined>(undefined);
  const plotRef = useCallback<PlotRef>((drawn) => {
    plot.current = drawn;
  }, []);
  const inside = cursor && cursor.at < points.length && (cursor.anchor ?? 0) < points.length ? cursor : undefined;
  const selected = inside?.anchor === undefined ? undefined : within(rangeOfPoints(points, inside, stepMs), range);
  const go = (next: KeyCursor | undefined) => {
    setCursor(next);
    onPoint(next && points[next.at]);
    draw(
      plot.current,
      next && points[next.at],
      next?.anchor === undefined ? undefined : rangeOfPoints(points, next, stepMs)
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && selected) {
      go(undefined);
      onSelect(selected);
    } else if (event.key === 'Escape' && inside) {
      go(undefined);
    } else {
      const next = moveCursor(inside, event.key, event.shiftKey, points.length);
      if (next === undefined) {
        return;
      }
      go(next);
    }
    // The keys mean the timeline now, not the page's scrolling or the flame graph.
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => inside && go(undefined);
  return { time: inside && points[inside.at], selected, onKeyDown, leave, plotRef };
}

function draw(plot: Plot | undefined, time: number | undefined, selected: AbsoluteRange | undefined) {
  if (!plot) {
    return;
  }
  plot.setCursor(time === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(time, 'x'), top: 0 });
  const left = selected ? plot.valToPos(selected.from, 'x') : 0;
  const width = selected ? plot.valToPos(selected.to, 'x') - left : 0;
  plot.setSelect({ left, top: 0, width, height: plot.over.clientHeight }, false);
}

/** The first step may begin before the range. */
function within({ from, to }: AbsoluteRange, range: AbsoluteRange): AbsoluteRange {
  return { from: Math.max(from, range.from), to: Math.min(to, range.to) };
}
