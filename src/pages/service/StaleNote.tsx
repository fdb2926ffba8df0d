import { Alert } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { limitOf, titleOf, wordsOf } from '../common/FailedAnswer';

interface StaleNoteProps {
  /** why there is no newer picture; undefined: a person has cancelled it */
  error: unknown;
  onRetry(): void;
  onShorten(limitMs: number): void;
}

/** The old picture stays, and says that it is old and why. */
export function StaleNote({ error, onRetry, onShorten }: StaleNoteProps) {
  const limit = limitOf(error);
  return (
    <Alert
      severity="warning"
      title={t('profiles.stale', 'This picture is older than what was asked for')}
      bottomSpacing={0}
      buttonContent={
        limit
          ? t('failed.shorten', 'Show the newest {{limit}}', { limit: limit.words })
          : t('failed.retry', 'Try again')
      }
      onRemove={() => (limit ? onShorten(limit.ms) : onRetry())}
    >
      {error ? `${titleOf(error)}: ${wordsOf(error)}` : t('waiting.cancelled', 'Cancelled')}
    </Alert>
  );
}
