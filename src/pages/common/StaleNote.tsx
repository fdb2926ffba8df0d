import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { isTooMuch, isWorthAgain, titleOf, wordsOf } from './FailedAnswer';
import { limitOf } from './limitOf';

interface StaleNoteProps {
  /** what is older than what was asked for */
  title: string;
  /** why there is no newer one; undefined: a person has cancelled it */
  error: unknown;
  onRetry(): void;
  onShorten(limitMs?: number): void;
}

/** What is shown stays, and says that it is old and why. */
export function StaleNote({ title, error, onRetry, onShorten }: StaleNoteProps) {
  const styles = useStyles2(getStyles);
  const limit = limitOf(error);
  return (
    <Alert severity="warning" title={title} bottomSpacing={0}>
      <div className={styles.row}>
        <span>{error ? reasonOf(error) : t('waiting.cancelled', 'Cancelled')}</span>
        {/* The alert's own button is named "Close alert" for screen readers, whatever stands on it. */}
        <span className={styles.actions}>
          {limit ? (
            <Button size="sm" variant="secondary" onClick={() => onShorten(limit.ms)}>
              {t('failed.shorten', 'Show the last {{limit}} of the range', { limit: limit.words })}
            </Button>
          ) : (
            isTooMuch(error) && (
              <Button size="sm" variant="secondary" onClick={() => onShorten()}>
                {t('failed.half', 'Show the newer half of the range')}
              </Button>
            )
          )}
          {isWorthAgain(error) && (
            <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
              {t('failed.retry', 'Try again')}
            </Button>
          )}
        </span>
      </div>
    </Alert>
  );
}

function reasonOf(error: unknown): string {
  const words = wordsOf(error);
  return words === '' ? titleOf(error) : `${titleOf(error)}: ${words}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
  }),
});
