import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { formatShare } from '../../../flamegraph/share';
import { t } from '../../../i18n';
import { readName, shownText } from '../../../profile/naming/readName';
import { type Series } from '../../../query/series';
import { formatValue } from '../../../values';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/timeFormat';
import { visibleValue } from '../../common/visibleValue';
import { labelTexts } from '../byLabel/labelTexts';
import { LabelChoice } from '../labels/LabelChoice';
import { Pill } from '../Pill';
import { PointsTable } from '../timeline/PointsTable';
import { TimelineChart } from '../timeline/TimelineChart';
import { useRangeSeries, useSplit } from '../useRangeSeries';
import { type Tab } from '../useTab';
import { applyRangeChange, withOver } from '../../../viewstate/changes';
import { courseIn, seriesOfValue, type Course, type OverBy } from './courses';
import { HeatStrip } from './HeatStrip';
import { useAskedWindows } from './useAskedWindows';
import { useLabelCourses } from './useLabelCourses';
import { useWindowMatrix } from './useWindowMatrix';

/** CSS pixels. */
const CHART_HEIGHT = 54;

/** Functions over the range, as lines below the timeline: their share of each window times the type's rate there. */
export function OverTime({ tab, names }: { tab: Tab; names: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const { visualization } = useTheme2();
  const { go, state } = tab.address;
  const by = state.overBy ?? 'total';
  const wanted = useAskedWindows(tab);
  const all = useWindowMatrix(wanted);
  const { matrix } = all;
  const whole = useRangeSeries(tab, tab.clock.span).data;
  const { overSplit: label } = state;
  const [choosing, setChoosing] = useState(false);
  const { data: split, error: splitError } = useSplit(tab, tab.clock.span, { whole, label });
  const splitName = names.at(-1)!;
  const parts = useLabelCourses(tab.asked, wanted, matrix, { label, name: splitName, split });
  const { error, answered, asked } = label === undefined || all.answered < all.asked || all.error ? all : parts;
  const formatTime = useTimeFormat(tab.clock.span);
  const [time, setTime] = useState<number>();
  const [strip, setStrip] = useState(false);
  const asShare = by === 'self-share' || by === 'total-share';
  const unit = whole?.unit ?? 'short';
  const tick = useCallback(
    (value: number) => (asShare ? formatShare(value, 1) : formatValue(value, unit === 'cores' ? 'short' : unit)),
    [asShare, unit]
  );
  const courses = useMemo((): ShownCourse[] => {
    const rates = (line: Series | undefined) => whole && line && { line, stepMs: whole.stepMs };
    if (label === undefined) {
      return matrix
        ? names.map((name) => ({ text: shown(name), ...courseIn(matrix, name, by, rates(whole?.series[0])) }))
        : [];
    }
    return parts.values.map((part) => ({
      text: part.value === undefined ? labelTexts.others(label) : labelTexts.value(label, part.value),
      ...courseIn(part.matrix, splitName, by, rates(seriesOfValue(split, label, part.value))),
    }));
  }, [matrix, names, by, whole, label, parts.values, split, splitName]);
  const colorOf = (at: number) =>
    visualization.getColorByName(visualization.palette[at % visualization.palette.length]);
  const format = useCallback(
    (value: number, atLeast: boolean) =>
      asShare
        ? formatShare(value, 1, atLeast)
        : `${atLeast ? '≥ ' : ''}${formatValue(value, unit, atLeast ? 'down' : undefined)}`,
    [asShare, unit]
  );
  const valueAt = (course: ShownCourse | undefined, at: number | undefined) => {
    const i = at === undefined || course === undefined ? -1 : course.line.times.indexOf(at);
    return i < 0 ? '' : ` ${format(course!.line.values[i], course!.most !== undefined)}`;
  };
  const lines = useMemo(() => courses.flatMap(({ line, most }) => (most ? [line, most] : [line])), [courses]);
  const lowerBounds = useMemo(() => courses.flatMap(({ most }) => (most ? [true, false] : [false])), [courses]);
  const formatPoint = useCallback(
    (value: number, column: number) => format(value, lowerBounds[column]),
    [format, lowerBounds]
  );
  const colors = courses.flatMap(({ most }, at) => (most ? [colorOf(at), `${colorOf(at)}80`] : [colorOf(at)]));
  const lineNames = courses.flatMap(({ text, most }) =>
    most ? [text, t('over.most', '{{name}}, at most', { name: text })] : [text]
  );
  const stepMs = matrix && matrix.windows.length > 1 ? matrix.windows[1].to - matrix.windows[1].from + 1 : 60_000;
  return (
    <section className={styles.panel} aria-label={t('over.label', 'Functions over time')} data-testid="over-time">
      <div className={styles.header}>
        {courses.length === 0 && <span>{t('over.label', 'Functions over time')}</span>}
        {names.map((name, at) => (
          <span key={name} className={styles.entry}>
            {label === undefined && <span className={styles.dot} style={{ background: colorOf(at) }} />}
            <Pill
              text={label === undefined ? `${shown(name)}${valueAt(courses[at], time)}` : shown(name)}
              title={name}
              removeLabel={t('over.remove', 'Take {{name}} off the timeline', { name: shown(name) })}
              onRemove={() => go((now) => withOver(now, name))}
              {...(label !== undefined &&
                name !== splitName && {
                  action: {
                    label: t('over.split', 'Split {{name}}', { name: shown(name) }),
                    onClick: () => go((now) => ({ ...now, over: [...names.filter((other) => other !== name), name] })),
                  },
                })}
            />
          </span>
        ))}
        {label !== undefined &&
          courses.map((course, at) => (
            <span key={course.text} className={styles.entry}>
              <span className={styles.dot} style={{ background: colorOf(at) }} />
              {`${course.text}${valueAt(course, time)}`}
            </span>
          ))}
        {answered < asked && error === undefined && (
          <span role="status">{t('over.progress', '{{answered}} of {{asked}} windows', { answered, asked })}</span>
        )}
        {(error ?? splitError) ? <span role="alert">{lineOf(error ?? splitError)}</span> : null}
        {label !== undefined && split?.top.every(({ labels }) => !labels[label]) && (
          <span role="status">{t('labels.nothing', 'No profile here has the label {{label}}.', { label })}</span>
        )}
        <span className={styles.choices}>
          {(choosing || label !== undefined) && (
            <LabelChoice
              tab={tab}
              value={label}
              autoFocus={choosing}
              onChange={(next) => go((now) => ({ ...now, overSplit: next }))}
            />
          )}
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon={label === undefined ? undefined : 'times'}
            aria-expanded={choosing || label !== undefined}
            onClick={() => {
              setChoosing(label === undefined && !choosing);
              go(({ overSplit: _, ...now }) => now);
            }}
          >
            {label === undefined
              ? t('over.by-label', 'By label')
              : t('by-label.end', 'No longer by {{label}}', { label: visibleValue(label) })}
          </Button>
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            aria-expanded={strip}
            disabled={matrix === undefined}
            onClick={() => setStrip(!strip)}
          >
            {t('over.moved', 'Moved most')}
          </Button>
          <RadioButtonGroup<OverBy>
            size="sm"
            aria-label={t('over.by', 'What is drawn')}
            options={[
              { value: 'total', label: t('over.total', 'total') },
              { value: 'self', label: t('over.self', 'self') },
              { value: 'total-share', label: t('over.total-share', 'total %') },
              { value: 'self-share', label: t('over.self-share', 'self %') },
            ]}
            value={by}
            onChange={(next) => go((now) => ({ ...now, overBy: next }))}
          />
        </span>
      </div>
      <div className={styles.chart}>
        {lines.some(({ times }) => times.length > 0) && tab.clock.span && (
          <>
            <TimelineChart
              height={CHART_HEIGHT}
              series={lines}
              colors={colors}
              range={whole?.span ?? tab.clock.span}
              stepMs={stepMs}
              shown={undefined}
              compared={undefined}
              formatValue={tick}
              bytes={false}
              describe={formatTime}
              onSelect={({ from, to }) => go((now) => applyRangeChange(now, { from: String(from), to: String(to) }))}
              onPoint={setTime}
            />
            <PointsTable
              title={t('over.label', 'Functions over time')}
              series={lines}
              names={lineNames}
              span={tab.clock.span}
              formatValue={formatPoint}
            />
          </>
        )}
      </div>
      {strip && matrix && (
        <HeatStrip matrix={matrix} shown={names} onChoose={(name) => go((now) => withOver(now, name))} />
      )}
    </section>
  );
}

interface ShownCourse extends Course {
  /** the function, or the value of a label */
  text: string;
}

const shown = (name: string) => shownText(readName(name));

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1),
    minHeight: 26,
    padding: theme.spacing(0, 0.5, 0, 1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0 }),
  dot: css({ flex: 'none', width: 8, height: 8, borderRadius: theme.shape.radius.circle }),
  choices: css({
    display: 'inline-flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1),
    marginLeft: 'auto',
  }),
  chart: css({ height: CHART_HEIGHT }),
});
