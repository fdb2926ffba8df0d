import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Spinner, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatShare } from '../../flamegraph/share';
import { notLoadedValue } from '../../profile/notLoaded';
import { completenessTexts, failureText } from './completenessTexts';
import { useSampleCount } from './useSampleCount';
import { type AskedProfiles } from './useTab';
import { type WholePicture } from './useWhole';

/** Whether the picture is all that the server has, of how many samples, and if not, how to get the rest. */
export function Completeness({ of, picture }: { of: AskedProfiles; picture: WholePicture }) {
  const styles = useStyles2(getStyles);
  const { answer, failure, loading, loadAll } = picture;
  const samples = useSampleCount(of, answer.profile.total[0]);
  const notLoaded = notLoadedValue(answer.profile);
  if (notLoaded === 0) {
    return (
      <Tooltip content={completenessTexts.completeHelp(samples)}>
        <span className={styles.note} tabIndex={0}>
          {completenessTexts.complete(samples)}
        </span>
      </Tooltip>
    );
  }
  const share = formatShare(notLoaded, answer.profile.total[0], false);
  const reason = failureText(failure);
  return (
    <span className={styles.row}>
      <span className={styles.note}>{completenessTexts.lowerBounds(share, reason)}</span>
      {loading ? (
        <>
          <Spinner inline />
          <span className={styles.note} role="status">
            {completenessTexts.loading(loading.bytes)}
          </span>
          <Button size="sm" variant="secondary" fill="text" onClick={loading.cancel}>
            {completenessTexts.cancel()}
          </Button>
        </>
      ) : (
        loadAll && (
          <Button size="sm" variant="secondary" fill="text" onClick={loadAll}>
            {completenessTexts.loadAll()}
          </Button>
        )
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5) }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
