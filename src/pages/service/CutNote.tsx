import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Spinner, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatShare } from '../../flamegraph/share';
import { notLoadedValue } from '../../profile/notLoaded';
import { t } from '../../i18n';
import { cutTexts, failureText } from './cutTexts';
import { type WholePicture } from './useWhole';

interface CutNoteProps {
  picture: WholePicture;
  /** of texts */
  className: string;
}

/** What it means that a picture is complete. @param areSamples it is known of how many samples it is */
export function CompleteHelp({ areSamples }: { areSamples: boolean }) {
  return areSamples
    ? t(
        'complete.help-samples',
        'All stacks that the server has are counted. They are samples: a row of 100 samples may be off by about 20 %, one of 25 by 40 %.'
      )
    : t('complete.help', 'All stacks that the server has are counted.');
}

/** How much of a picture is not there, why, and how to get it. */
export function CutNote({ picture: { answer, failure, loading, loadAll }, className }: CutNoteProps) {
  const share = formatShare(notLoadedValue(answer.profile), answer.profile.total[0], false);
  const styles = useStyles2(getStyles);
  const bounds = cutTexts.lowerBounds(share);
  const reason = failureText(failure);
  return (
    <>
      <Tooltip content={reason === undefined ? bounds : `${bounds}: ${reason}`}>
        <span className={styles.note} tabIndex={0}>
          <span className={styles.bounds}>{bounds}</span>
          {reason !== undefined && <span className={className}>: {reason}</span>}
        </span>
      </Tooltip>
      {loading ? (
        <>
          <Spinner inline />
          <span className={className} role="status">
            {cutTexts.loading(loading.bytes)}
          </span>
          <Button size="sm" variant="secondary" fill="text" onClick={loading.cancel}>
            {cutTexts.cancel()}
          </Button>
        </>
      ) : (
        loadAll && (
          <Button size="sm" variant="secondary" fill="text" onClick={loadAll}>
            {cutTexts.loadAll()}
          </Button>
        )
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Where there is little room the reason gives way, how much is missing does not.
  note: css({
    display: 'inline-flex',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'pre',
    minWidth: 0,
    overflow: 'hidden',
  }),
  bounds: css({ flex: 'none' }),
});
