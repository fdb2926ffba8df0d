import { useTheme2 } from '@grafana/ui';
import { useCallback, useMemo } from 'react';
import { type Series } from '../../../query/series';
import { type Unit } from '../../../query/units';
import { formatValue } from '../../../values';
import { type RangeSeries } from '../../../pyroscope/rangeSeries';
import { t } from '../../../i18n';
import { formatPoint } from '../summaryTexts';
import { type Tab } from '../useTab';
import { useRangeSeries, useSplit } from '../useRangeSeries';
import { seriesName, timelineTitle } from './texts';

/** What the timeline draws; all of it follows from the page's state and the answers. */
export interface TimelineData {
  whole: RangeSeries;
  title: string;
  /** one line, or, when split, the largest and the rest */
  series: Series[];
  /** one a line; the only line of a timeline that is not split has the title's */
  names: string[];
  /** of the label it is split by, one a line; undefined for what is no single value of it */
  values: Array<string | undefined>;
  colors: string[];
  /** with its unit, for reading */
  formatPoint(value: number): string;
  /** for the axis, where the title says the unit */
  formatTick(value: number): string;
}

/** @returns data: undefined while it is not there */
export function useTimeline(tab: Tab): { data: TimelineData | undefined; error: unknown } {
  const { split: label } = tab.address.state;
  const { data: whole, error } = useRangeSeries(tab, tab.clock.span);
  const { data: split, error: splitError } = useSplit(tab, tab.clock.span, { whole, label });
  const typeId = tab.profile.typeId ?? '';
  const colors = useColors();
  const lines = useMemo(() => {
    if (label === undefined || split === undefined) {
      return undefined;
    }
    const names = split.top.map(({ labels }) => seriesName(labels, label));
    const values = split.top.map(({ labels }) => labels[label] ?? '');
    return split.rest
      ? { series: [...split.top, split.rest], names: [...names, t('timeline.rest', 'the rest')], values }
      : { series: split.top, names, values };
  }, [label, split]);
  const unit = whole?.unit ?? 'short';
  const point = useCallback((value: number) => formatPoint(value, typeId, unit), [typeId, unit]);
  const tick = useCallback((value: number) => formatValue(value, tickUnit(unit)), [unit]);
  const data = useMemo((): TimelineData | undefined => {
    if (whole === undefined) {
      return undefined;
    }
    const title = timelineTitle(typeId, whole);
    const { series, names, values } = lines ?? { series: whole.series, names: [title], values: [] };
    return {
      whole,
      title,
      series,
      names,
      values,
      colors: colorsOf(series, colors),
      formatPoint: point,
      formatTick: tick,
    };
  }, [whole, lines, typeId, colors, point, tick]);
  return { data, error: error ?? splitError };
}

/** The title says the rest. */
function tickUnit(unit: Unit): Unit {
  return unit === 'cores' ? 'short' : unit.replace(/\/s$/, '');
}

interface Colors {
  palette: string[];
  rest: string;
}

function useColors(): Colors {
  const theme = useTheme2();
  return useMemo(() => {
    const { visualization, colors } = theme;
    return {
      palette: visualization.palette.map((name) => visualization.getColorByName(name)),
      rest: colors.text.disabled,
    };
  }, [theme]);
}

/** The rest has no labels, and no color of its own. */
function colorsOf(series: readonly Series[], { palette, rest }: Colors): string[] {
  return series.map(({ labels }, i) =>
    series.length > 1 && Object.keys(labels).length === 0 ? rest : palette[i % palette.length]
  );
}
