import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { countText, t } from '../../i18n';
import { notLoadedValue } from '../../profile/notLoaded';
import { useSampleCount } from './useSampleCount';
import { type AskedProfiles } from './useTab';
import { type WholePicture } from './useWhole';

const CompleteHelp = lazy(() =>
  import(/* webpackChunkName: "cut" */ './CutNote').then((m) => ({ default: m.CompleteHelp }))
);
const CutNote = lazy(() => import(/* webpackChunkName: "cut" */ './CutNote').then((m) => ({ default: m.CutNote })));

/** Whether the picture is all that the server has, of how many samples, and if not, how to get the rest. */
export function Completeness({ of, picture }: { of: AskedProfiles; picture: WholePicture }) {
  const styles = useStyles2(getStyles);
  const { profile } = picture.answer;
  const samples = useSampleCount(of, profile.total[0]);
  return notLoadedValue(profile) === 0 ? (
    <Tooltip
      // Below, it lies over what a hand is on its way to while the page fills.
      placement="top"
      content={
        <Suspense fallback={null}>
          <CompleteHelp areSamples={samples !== undefined} />
        </Suspense>
      }
    >
      <span className={styles.note} tabIndex={0}>
        {samples === undefined
          ? t('complete.complete', 'complete')
          : t('complete.samples', '', {
              count: samples,
              samples: countText(samples),
              defaultValue_one: 'complete · {{samples}} sample',
              defaultValue_other: 'complete · {{samples}} samples',
            })}
      </span>
    </Tooltip>
  ) : (
    <span className={styles.row}>
      <Suspense fallback={null}>
        <CutNote picture={picture} className={styles.note} />
      </Suspense>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0 }),
  note: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
});
