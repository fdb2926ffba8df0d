import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { applyRangeChange } from '../../../viewstate/changes';
import { useTimeFormat } from '../../common/timeFormat';
import { SnapshotChoice } from '../SnapshotChoice';
import { coverageText } from '../summaryTexts';
import { type Tab } from '../useTab';
import { LineMenu } from './LineMenu';
import { SplitMenu } from './SplitMenu';
import { type TimelineData } from './useTimeline';

/** What a selected part becomes: the range, the part of it that the flame graph shows, or what both are compared with. */
export type SelectionAim = 'range' | 'graph' | 'compare';

interface TimelineHeaderProps {
  tab: Tab;
  data: TimelineData | undefined;
  /** under the pointer or the keyboard's cursor */
  time: number | undefined;
  aim: SelectionAim;
  onAim(aim: SelectionAim): void;
  onScatter(): void;
}

/** What the lines count and how much of the range they cover, their values at a time, and what can be done. */
export function TimelineHeader({ tab, data, time, aim, onAim, onScatter }: TimelineHeaderProps) {
  const styles = useStyles2(getStyles);
  const { go, state } = tab.address;
  const hidden = state.timeline === 'hidden';
  return (
    <div className={styles.header}>
      <strong className={styles.title}>{data?.title ?? t('timeline.loading', 'timeline')}</strong>
      {data && <span className={styles.title}>{coverageText(data.whole)}</span>}
      <div className={styles.middle}>{!hidden && data && <Legend tab={tab} data={data} time={time} />}</div>
      <SnapshotChoice tab={tab} />
      <WindowChip tab={tab} />
      {!hidden && (
        <>
          <Button
            size="sm"
            variant="secondary"
            className={styles.aim}
            fill={aim === 'graph' ? 'solid' : 'text'}
            aria-pressed={aim === 'graph'}
            onClick={() => onAim(aim === 'graph' ? 'range' : 'graph')}
            tooltip={t(
              'timeline.graph-only-help',
              'A selection changes only what the flame graph shows, not the range'
            )}
          >
            {t('timeline.graph-only', 'Zoom flame graph only')}
          </Button>
          <Button
            size="sm"
            variant="secondary"
            className={styles.aim}
            fill={aim === 'compare' ? 'solid' : 'text'}
            aria-pressed={aim === 'compare'}
            onClick={() => onAim(aim === 'compare' ? 'range' : 'compare')}
            tooltip={t('timeline.compare-help', 'The next selection becomes what the picture is compared with')}
          >
            {t('timeline.compare', 'Compare with selection')}
          </Button>
          <SplitMenu
            tab={tab}
            split={state.split}
            onChange={(split) => go((now) => withSplit(now, split))}
            onScatter={onScatter}
          />
        </>
      )}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        aria-expanded={!hidden}
        onClick={() => go((now) => ({ ...now, timeline: hidden ? 'shown' : 'hidden' }))}
      >
        {hidden ? t('timeline.show', 'Show timeline') : t('timeline.hide', 'Hide')}
      </Button>
    </div>
  );
}

function withSplit({ split: _, ...state }: Tab['address']['state'], split: string | undefined) {
  return split === undefined ? state : { ...state, split };
}

/** Values at the time that is pointed at; otherwise the names of the lines, where there are several. */
function Legend({ tab, data, time }: { tab: Tab; data: TimelineData; time: number | undefined }) {
  const styles = useStyles2(getStyles);
  const { series, names, values: labelValues, colors, formatPoint } = data;
  const formatTime = useTimeFormat(tab.clock.span);
  const entries = series.map(({ times, values }, i) => {
    const at = time === undefined ? -1 : times.indexOf(time);
    return {
      name: series.length > 1 ? names[i] : '',
      color: colors[i],
      of: labelValues[i],
      value: at < 0 ? undefined : formatPoint(values[at]),
    };
  });
  return (
    <>
      {time !== undefined && <span>{formatTime(time)}</span>}
      {entries.map(({ name, color, of, value }, i) =>
        name || value !== undefined ? (
          <span key={i} className={styles.entry}>
            {name && <span className={styles.dot} style={{ background: color }} />}
            {of === undefined ? name : <LineMenu tab={tab} name={name} value={of} />}{' '}
            {value !== undefined && <strong>{value}</strong>}
          </span>
        ) : null
      )}
    </>
  );
}

/** The part of the range that the flame graph is limited to, and the way back. */
function WindowChip({ tab }: { tab: Tab }) {
  const { go, state } = tab.address;
  const formatTime = useTimeFormat(tab.clock.span);
  if (!state.subject.window) {
    return null;
  }
  const { from, to } = state.subject.window;
  return (
    <Button
      size="sm"
      variant="secondary"
      icon="times"
      iconPlacement="right"
      aria-label={t('timeline.window-remove', 'Show the whole range in the flame graph')}
      onClick={() => go((now) => applyRangeChange(now, now.subject.range))}
      data-testid="window-chip"
    >
      {t('timeline.window', 'graph: {{from}} – {{to}}', {
        from: formatTime(from),
        to: formatTime(to),
      })}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 24,
    // Where the words of `aim` are cut and there is still no room, buttons take a line of their own rather than leave the screen.
    flexWrap: 'wrap',
    padding: theme.spacing(0, 0.5, 0, 1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    '& button': { height: 22 },
  }),
  title: css({ flex: 'none' }),
  // As wide as its words, before the legend gets any room, and down to their beginning.
  aim: css({
    flex: '1000 1 6em',
    minWidth: 0,
    maxWidth: 'max-content',
    '& > span': { display: 'block', lineHeight: '22px', textOverflow: 'ellipsis' },
  }),
  middle: css({ flex: 1, display: 'flex', gap: theme.spacing(1), minWidth: 0, overflow: 'hidden' }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  dot: css({ width: 8, height: 8, borderRadius: theme.shape.radius.circle }),
});
