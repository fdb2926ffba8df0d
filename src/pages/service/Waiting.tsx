import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Spinner, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { t } from '../../i18n';
import { type PartsDone } from '../../pyroscope/longRange';
import { StateMessage } from '../common/StateMessage';

/** Before this nobody has begun to wait. */
const PATIENCE_SECONDS = 2;

interface WaitingProps {
  /** there is an older picture: the new one is announced in one line above it, not at once, and nothing moves for it */
  older?: boolean;
  /** how much is there, where it comes in parts */
  parts?: PartsDone;
  onCancel(): void;
}

/** Asking can take long on a busy server: a person sees that it goes on and how long it has taken, and may stop it. */
export function Waiting({ older = false, parts, onCancel }: WaitingProps) {
  const styles = useStyles2(getStyles);
  const seconds = useSeconds();
  const impatient = seconds >= PATIENCE_SECONDS;
  if (older && !impatient) {
    return null;
  }
  const line = (
    <div className={older ? styles.line : styles.box}>
      <Spinner inline />
      <span role="status">{older ? t('waiting.newer', 'Updating…') : t('waiting.first', 'Loading profile…')}</span>
      {parts && <span>{t('waiting.parts', '{{done}} of {{all}} parts', { ...parts })}</span>}
      {/* Not for screen readers: they would count along. */}
      {impatient && <span aria-hidden="true">{t('waiting.seconds', '{{seconds}} s', { seconds })}</span>}
      <Button variant="secondary" size="sm" onClick={onCancel}>
        {t('waiting.cancel', 'Cancel')}
      </Button>
    </div>
  );
  return older ? <div className={styles.above}>{line}</div> : line;
}

/** Nothing is there and nothing is on its way, because a person wanted it so. */
export function Cancelled({ onRetry }: { onRetry(): void }) {
  return (
    <StateMessage
      title={t('waiting.cancelled', 'Cancelled')}
      actions={
        <Button icon="sync" onClick={onRetry}>
          {t('failed.retry', 'Try again')}
        </Button>
      }
    >
      {t('waiting.cancelled-help', 'A shorter time range or more label filters load faster.')}
    </StateMessage>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - start) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

const getStyles = (theme: GrafanaTheme2) => {
  const row = { display: 'flex', alignItems: 'center', gap: theme.spacing(1) };
  return {
    box: css({ ...row, justifyContent: 'center', padding: theme.spacing(6) }),
    // Of no height, nor the gap before what follows: each refresh of a slow server would move the picture twice.
    above: css({
      position: 'relative',
      height: 0,
      marginBottom: theme.spacing(-0.75),
      zIndex: theme.zIndex.navbarFixed,
    }),
    line: css({
      ...row,
      position: 'absolute',
      bottom: 0,
      // Where the toolbar and the timeline's header have the fewest controls.
      left: '35%',
      transform: 'translateX(-50%)',
      whiteSpace: 'nowrap',
      padding: theme.spacing(0.5, 1),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.elevated ?? theme.colors.background.secondary,
      boxShadow: theme.shadows.z2,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
};
