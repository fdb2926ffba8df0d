import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';
import { t } from '../../../i18n';
import { isBytes } from '../../../query/units';
import { applyRangeChange, withSubject } from '../../../viewstate/changes';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/times';
import { valueOf } from '../answer';
import { type Tab } from '../useTab';
import { type AbsoluteRange } from './chartConfig';
import { PointsTable } from './PointsTable';
import { CHART_HEIGHT, TimelineChart } from './TimelineChart';
import { TimelineHeader } from './TimelineHeader';
import { useTimeline, type TimelineData } from './useTimeline';

/** The type's series over the range, 80 pixels high; a part of it can be chosen as the new range or for the graph alone. */
export function Timeline({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const { data, error } = useTimeline(tab);
  const formatTime = useTimeFormat(tab.clock.span);
  const [time, setTime] = useState<number>();
  const [graphOnly, setGraphOnly] = useState(tab.address.state.subject.window !== undefined);
  const { go, state } = tab.address;
  const select = useCallback(
    ({ from, to }: AbsoluteRange) =>
      go((now) =>
        graphOnly
          ? withSubject(now, { window: { from, to } })
          : applyRangeChange(now, { from: String(from), to: String(to) })
      ),
    [go, graphOnly]
  );
  return (
    <section className={styles.panel} aria-label={t('timeline.label', 'Timeline')} data-testid="timeline">
      <TimelineHeader {...{ tab, data, time, graphOnly }} onGraphOnly={setGraphOnly} />
      {state.timeline === 'shown' && (
        <div className={styles.chart}>
          {data && data.series.length > 0 ? (
            <>
              <TimelineChart
                series={data.series}
                colors={data.colors}
                range={data.whole.span}
                stepMs={data.whole.stepMs}
                shown={shownPart(tab)}
                formatValue={data.formatTick}
                bytes={isBytes(data.whole.unit) || data.whole.unit === 'binBps'}
                describe={(at) => describe(data, at, formatTime)}
                onSelect={select}
                onPoint={setTime}
              />
              <PointsTable {...data} span={data.whole.span} formatValue={data.formatPoint} />
            </>
          ) : (
            <div className={styles.message}>{messageOf(data, error)}</div>
          )}
        </div>
      )}
    </section>
  );
}

/** The window in the range, or the round of snapshots that the flame graph shows. */
function shownPart({ address, profile }: Tab): AbsoluteRange | undefined {
  const { snapshot } = valueOf(profile.graph) ?? {};
  return snapshot?.kind === 'round' ? snapshot.round : address.state.subject.window;
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
