import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { t } from '../../../i18n';
import { isBytes } from '../../../query/units';
import { applyRangeChange, withSubject } from '../../../viewstate/changes';
import { type Versus, type ViewState } from '../../../viewstate/state';
import { compareWith } from '../../../viewstate/versus';
import { lineOf } from '../../common/FailedAnswer';
import { toEpoch, type RawRange } from '../../common/range';
import { useTimeFormat } from '../../common/timeFormat';
import { valueOf } from '../answer';
import { type Tab } from '../useTab';
import { type AbsoluteRange } from './chartConfig';
import { TimelineHeader, type SelectionAim } from './TimelineHeader';
import { useTimeline, type TimelineData } from './useTimeline';

// What they show comes after the flame graph.
const TimelineChart = lazy(() =>
  import(/* webpackChunkName: "timeline" */ './TimelineChart').then((m) => ({ default: m.TimelineChart }))
);
const PointsTable = lazy(() =>
  import(/* webpackChunkName: "timeline" */ './PointsTable').then((m) => ({ default: m.PointsTable }))
);

const Scatter = lazy(() =>
  import(/* webpackChunkName: "scatter" */ '../scatter/Scatter').then((m) => ({ default: m.Scatter }))
);

const CHART_HEIGHT = 54;

/** The type's series over the range, 80 pixels high; a part of it can be chosen as the new range or for the graph alone. */
export function Timeline({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const { data, error } = useTimeline(tab);
  const formatTime = useTimeFormat(tab.clock.span);
  const comparedRange = tab.address.state.versus?.other.range;
  const compared = useMemo(() => absolute(comparedRange), [comparedRange]);
  const [time, setTime] = useState<number>();
  const [aim, setAim] = useState<SelectionAim>(tab.address.state.subject.window === undefined ? 'range' : 'graph');
  const { go, state } = tab.address;
  const [scatter, setScatter] = useState(
    [state.subject, state.versus?.other].some((side) => side?.only?.kind === 'brush')
  );
  const select = useCallback(
    ({ from, to }: AbsoluteRange) => {
      const range = { from: String(from), to: String(to) };
      go((now) => {
        switch (aim) {
          case 'graph':
            return withSubject(now, { window: { from, to } });
          case 'compare':
            return compareWith(now, { other: { ...ownParts(now), range } });
          case 'range':
            return applyRangeChange(now, range);
        }
      });
      // The next selection is one of the picture again.
      setAim((now) => (now === 'compare' ? 'range' : now));
    },
    [go, aim]
  );
  return (
    <>
      <section className={styles.panel} aria-label={t('timeline.label', 'Timeline')} data-testid="timeline">
        <TimelineHeader {...{ tab, data, time, aim }} onAim={setAim} onScatter={() => setScatter(true)} />
        {state.timeline === 'shown' && (
          <div className={styles.chart}>
            {data && data.series.length > 0 ? (
              <Suspense fallback={null}>
                <TimelineChart
                  height={CHART_HEIGHT}
                  series={data.series}
                  colors={data.colors}
                  range={data.whole.span}
                  stepMs={data.whole.stepMs}
                  shown={shownPart(tab)}
                  compared={compared}
                  formatValue={data.formatTick}
                  bytes={isBytes(data.whole.unit) || data.whole.unit === 'binBps'}
                  describe={(at) => describe(data, at, formatTime)}
                  onSelect={select}
                  onPoint={setTime}
                />
                <PointsTable {...data} span={data.whole.span} formatValue={data.formatPoint} />
              </Suspense>
            ) : (
              <div className={styles.message}>{messageOf(data, error)}</div>
            )}
          </div>
        )}
      </section>
      {scatter && (
        <Suspense fallback={null}>
          <Scatter tab={tab} onClose={() => setScatter(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The window in the range, or the round of snapshots that the flame graph shows. */
function shownPart({ address, profile }: Tab): AbsoluteRange | undefined {
  const { snapshot } = valueOf(profile.graph) ?? {};
  return snapshot?.kind === 'round' ? snapshot.round : address.state.subject.window;
}

/** The range that the picture is compared with, where the timeline has it. */
function absolute(range: RawRange | undefined): AbsoluteRange | undefined {
  const [from, to] = [range?.from, range?.to].map((time) => (time === undefined ? undefined : toEpoch(time)));
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** What a comparison has of its own beside the time. */
function ownParts({ versus }: ViewState): Versus['other'] {
  const { range: _, window: __, file: ___, ...parts } = versus?.other ?? {};
  return parts;
}

/** "10:20:15, 0.42 cores" */
function describe(
  { series, names, formatPoint }: TimelineData,
  time: number,
  formatTime: (t: number) => string
): string {
  const values = series.flatMap(({ times, values: all }, i) => {
    const at = times.indexOf(time);
    return at < 0 ? [] : [series.length > 1 ? `${names[i]} ${formatPoint(all[at])}` : formatPoint(all[at])];
  });
  return [formatTime(time), ...values].join(', ');
}

function messageOf(data: TimelineData | undefined, error: unknown): string {
  if (error) {
    return lineOf(error);
  }
  return data ? t('timeline.empty', 'No profiles in this range') : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    flex: 'none',
  }),
  chart: css({ height: CHART_HEIGHT }),
  message: css({
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
});
