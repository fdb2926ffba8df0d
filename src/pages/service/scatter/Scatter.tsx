import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { t } from '../../../i18n';
import { parseProfileType } from '../../../query/profileTypes';
import { unitOf } from '../../../query/units';
import { formatValue } from '../../../values';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { STEP_MS, type SingleProfile } from '../../../pyroscope/singleProfiles';
import { brushText, readBrush, type Brush } from '../../../subject/brush';
import { type Only } from '../../../subject/subject';
import { withSubject } from '../../../viewstate/changes';
import { compareWith } from '../../../viewstate/versus';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/timeFormat';
import { visibleValue } from '../../common/visibleValue';
import { type Tab } from '../useTab';
import { areaOf } from './area';
import { Plane } from './Plane';
import { LONGEST_MS, useSingleProfiles } from './useSingleProfiles';

/** More dots lie on each other; the largest are drawn. */
const MOST_DOTS = 2000;
/** So many of the largest are listed, for the keyboard and for who looks for one. */
const LISTED = 5;

/** The single profiles of the range as dots, time by value; a dragged rectangle becomes what the flame graph shows. */
export function Scatter({ tab, onClose }: { tab: Tab; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const { profiles, error } = useSingleProfiles(tab);
  const { go } = tab.address;
  const { span } = tab.clock;
  const show = (only: Only) => go((now) => withSubject(now, { only }));
  const compare = (only: Only) => go((now) => compareWith(now, { other: { only } }));
  const tooLong = span !== undefined && span.to - span.from > LONGEST_MS;
  return (
    <section className={styles.panel} aria-label={t('scatter.label', 'Single profiles')} data-testid="scatter">
      <div className={styles.header}>
        <strong>{t('scatter.label', 'Single profiles')}</strong>
        <span className={styles.help}>
          {t('scatter.help', 'Drag over dots to see the flame graph of only those')}
          {' · '}
          {t('scatter.step', 'of several from one instance within {{seconds}} s, the largest', {
            seconds: STEP_MS / 1000,
          })}
        </span>
        <IconButton name="times" tooltip={t('scatter.close', 'Close single profiles')} onClick={onClose} />
      </div>
      {span && profiles && profiles.length > 0 ? (
        <Dots tab={tab} span={span} profiles={profiles} onShow={show} onCompare={compare} />
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
  /** what is shown, with these */
  onCompare(only: Only): void;
}

function Dots({ tab, span, profiles, onShow, onCompare }: DotsProps) {
  const styles = useStyles2(getStyles);
  const { subject, versus } = tab.address.state;
  const [comparing, setComparing] = useState(false);
  const chosen = brushOf(subject.only);
  const { visualization } = useTheme2();
  const formatTime = useTimeFormat(span);
  const unit = unitOf(parseProfileType(tab.profile.typeId ?? '')?.sampleUnit ?? '');
  const area = useMemo(() => areaOf(span, profiles), [span, profiles]);
  const bySize = useMemo(() => [...profiles].sort((a, b) => b.value - a.value), [profiles]);
  const instances = useMemo(() => [...new Set(profiles.map(({ instance }) => instance))].sort(), [profiles]);
  const colorOf = (instance: string) =>
    visualization.getColorByName(visualization.palette[instances.indexOf(instance) % visualization.palette.length]);
  const words = ({ time, value, instance }: SingleProfile) =>
    [formatTime(time), formatValue(value, unit), visibleValue(instance)].filter(Boolean).join(' · ');
  return (
    <>
      <Plane
        area={area}
        chosen={chosen}
        compared={brushOf(versus?.other.only)}
        describe={(point) => {
          const { to, most } = area.between(point, point);
          return [formatTime(to), formatValue(most, unit)].join(' · ');
        }}
        onBrush={(brush, isSecond) => {
          const only: Only = { kind: 'brush', id: brushText(brush) };
          if (comparing || isSecond) {
            onCompare(only);
          } else {
            onShow(only);
          }
          setComparing(false);
        }}
      >
        {bySize.slice(0, MOST_DOTS).map((profile) => (
          <span
            key={profile.id}
            className={styles.dot}
            title={words(profile)}
            style={{ ...area.place(profile.time, profile.value), backgroundColor: colorOf(profile.instance) }}
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
        {subject.only && (
          <Button
            size="sm"
            variant={comparing ? 'primary' : 'secondary'}
            fill="outline"
            icon="exchange-alt"
            aria-pressed={comparing}
            tooltip={t('scatter.compare-help', 'The next rectangle is what these are compared with; or hold Shift')}
            onClick={() => setComparing(!comparing)}
          >
            {t('scatter.compare', 'Compare with others')}
          </Button>
        )}
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

function brushOf(only: Only | undefined): Brush | undefined {
  return only?.kind === 'brush' ? readBrush(only.id) : undefined;
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
  dot: css({
    position: 'absolute',
    width: 7,
    height: 7,
    margin: '0 0 -3px -3px',
    borderRadius: '50%',
    opacity: 0.8,
    // A dot without its color is no dot.
    forcedColorAdjust: 'none',
  }),
});
