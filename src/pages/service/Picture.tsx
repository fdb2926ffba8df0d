import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { ErrorBoundaryAlert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { Suspense, lazy } from 'react';
import { type FlameGraphAnswer } from '../../pyroscope/flameGraph';
import { DocLink } from '../common/docs';
import { type ProfilesTab } from './useProfilesTab';

const ClassicView = lazy(() => import('./ClassicView').then((m) => ({ default: m.ClassicView })));

interface PictureProps {
  tab: ProfilesTab;
  answer: FlameGraphAnswer;
  /** older than what was asked for */
  stale: boolean;
}

/** Symbol table and flame graph of the answer. */
export function Picture({ answer, stale }: PictureProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={cx(styles.picture, stale && styles.stale)} aria-busy={stale}>
      <div className={styles.graph}>
        <ErrorBoundaryAlert>
          <Suspense fallback={<LoadingPlaceholder text="" />}>
            {answer.frame && <ClassicView frame={answer.frame} />}
          </Suspense>
        </ErrorBoundaryAlert>
      </div>
      <div className={styles.links}>
        <DocLink to="flameGraphs" />
        <DocLink to="types" />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  picture: css({ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 420 }),
  stale: css({ opacity: 0.6 }),
  graph: css({ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 0 }),
  links: css({ display: 'flex', gap: theme.spacing(2), paddingTop: theme.spacing(0.5) }),
});
