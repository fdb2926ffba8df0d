import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState, type PointerEvent } from 'react';
import { t } from '../../../i18n';
import { parseProfileType } from '../../../query/profileTypes';
import { formatValue, unitOf } from '../../../query/units';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { type SingleProfile } from '../../../pyroscope/singleProfiles';
import { brushText, readBrush, type Brush } from '../../../subject/brush';
import { type Only } from '../../../subject/subject';
import { withSubject } from '../../../viewstate/changes';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/times';
import { visibleValue } from '../../common/visibleValue';
import { type Tab } from '../useTab';
import { areaOf, type Area, type Point } from './area';
import { LONGEST_MS, useSingleProfiles } from './useSingleProfiles';

/** More dots lie on each other; the largest are drawn. */
const MOST_DOTS = 2000;
/** So many of the largest are listed, for the keyboard and for who looks for one. */
const LISTED = 5;

/** Every single profile of the range as a dot, time by value; a dragged rectangle becomes what the flame graph shows. */
export function Scatter({ tab, onClose }: { tab: Tab; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const { profiles, error } = useSingleProfiles(tab);
  const { go } = tab.address;
  const { span } = tab.clock;
  const show = (only: Only) => go((now) => withSubject(now, { only }));
  const tooLong = span !== undefined && span.to - span.from > LONGEST_MS;
  return (
    <section className={styles.panel} aria-label={t('scatter.label', 'Single profiles')} data-testid="scatter">
      <div className={styles.header}>
        <strong>{t('scatter.label', 'Single profiles')}</strong>
        <span className={styles.help}>{t('scatter.help', 'Drag over dots to see the flame graph of only those')}</span>
        <IconButton name="times" tooltip={t('scatter.close', 'Close single profiles')} onClick={onClose} />
      </div>
      {span && profiles && profiles.length > 0 ? (
        <Dots tab={tab} span={span} profiles={profiles} onShow={show} />
      ) : (
        <p className={styles.help}>{messageOf(profiles, tooLong, error)}</p>
      )}
    </section>
  );
}

function messageOf(profiles: SingleProfile[] | undefined, tooLong: boolean, error: unknown): string {
  if (tooLong) {
    return t('scatter.too-long', 'Choose a range of at most six hours to see single profiles');
  }
  if (error !== undefined) {
    return lineOf(error);
  }
  return profiles
    ? t('scatter.none', 'No single profiles in this range')
    : t('scatter.loading', 'Loading single profiles…');
}

interface DotsProps {
  tab: Tab;
  span: AbsoluteRange;
  profiles: readonly SingleProfile[];
  onShow(only: Only): void;
}

function Dots({ tab, span, profiles, onShow }: DotsProps) {
  const styles = useStyles2(getStyles);
  const { visualization } = useTheme2();
  const formatTime = useTimeFormat(span);
  const unit = unitOf(parseProfileType(tab.profile.typeId ?? '')?.sampleUnit ?? '');
  const area = useMemo(() => areaOf(span, profiles), [span, profiles]);
  const bySize = useMemo(() => [...profiles].sort((a, b) => b.value - a.value), [profiles]);
  const pods = useMemo(() => [...new Set(profiles.map(({ pod }) => pod))].sort(), [profiles]);
  const colorOf = (pod: string) =>
    visualization.getColorByName(visualization.palette[pods.indexOf(pod) % visualization.palette.length]);
  const words = ({ time, value, pod }: SingleProfile) =>
    [formatTime(time), formatValue(value, unit), visibleValue(pod)].filter(Boolean).join(' · ');
  return (
    <>
      <Plane area={area} chosen={tab.address.state.subject.only} onBrush={(id) => onShow({ kind: 'brush', id })}>
        {bySize.slice(0, MOST_DOTS).map((profile) => (
          <span
            key={profile.id}
            className={styles.dot}
            title={words(profile)}
            style={{ ...area.place(profile.time, profile.value), backgroundColor: colorOf(profile.pod) }}
          />
        ))}
      </Plane>
      <div className={styles.header}>
        <span className={styles.help}>
          {t('scatter.count', '', {
            count: profiles.length,
            most: formatValue(area.most, unit),
            defaultValue_one: '{{count}} profile, up to {{most}}',
            defaultValue_other: '{{count}} profiles, up to {{most}}',
          })}
          {profiles.length > MOST_DOTS &&
            ` · ${t('scatter.cut', 'the {{drawn}} largest are drawn', { drawn: MOST_DOTS })}`}
        </span>
        <span className={styles.help}>{t('scatter.largest', 'Largest:')}</span>
        {bySize.slice(0, LISTED).map((profile) => (
          <Button
            key={profile.id}
            size="sm"
            variant="secondary"
            fill="text"
            onClick={() => onShow({ kind: 'profile', id: profile.id })}
          >
            {words(profile)}
          </Button>
        ))}
      </div>
    </>
  );
}

interface PlaneProps {
  area: Area;
  chosen: Only | undefined;
  /** with the text of a rectangle */
  onBrush(text: string): void;
  children: React.ReactNode;
}

/** Where the dots lie, and rectangles are dragged. */
function Plane({ area, chosen, onBrush, children }: PlaneProps) {
  const styles = useStyles2(getStyles);
  const [drag, setDrag] = useState<{ from: Point; to: Point }>();
  const dragged: Brush | undefined = drag && { ...area.between(drag.from, drag.to), filters: [] };
  const shown = dragged ?? (chosen?.kind === 'brush' ? readBrush(chosen.id) : undefined);
  return (
    <div
      className={styles.plane}
      data-testid="scatter-plane"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: pointOf(event), to: pointOf(event) });
      }}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
      onPointerUp={() => {
        setDrag(undefined);
        if (dragged !== undefined && dragged.to > dragged.from && dragged.most > dragged.least) {
          onBrush(brushText(dragged));
        }
      }}
      onPointerCancel={() => setDrag(undefined)}
    >
      {children}
      {shown && <span className={styles.brush} style={area.box(shown)} />}
    </div>
  );
}

function pointOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
  const { left, bottom, width, height } = currentTarget.getBoundingClientRect();
  const share = (part: number, whole: number) => Math.min(1, Math.max(0, part / whole));
  return { x: share(clientX - left, width), y: share(bottom - clientY, height) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0.5, 1),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  header: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  help: css({ color: theme.colors.text.secondary, margin: 0 }),
  plane: css({
    position: 'relative',
    height: 110,
    margin: theme.spacing(0.5, 0),
    overflow: 'hidden',
    cursor: 'crosshair',
    touchAction: 'none',
    userSelect: 'none',
    borderLeft: `1px solid ${theme.colors.border.medium}`,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  dot: css({
    position: 'absolute',
    width: 7,
    height: 7,
    margin: '0 0 -3px -3px',
    borderRadius: '50%',
    opacity: 0.8,
  }),
  brush: css({
    position: 'absolute',
    pointerEvents: 'none',
    border: `1px solid ${theme.colors.primary.border}`,
    backgroundColor: theme.colors.action.selected,
  }),
});
