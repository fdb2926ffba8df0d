import { Button } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { ProfileInputError } from '../../profile/model';
import { visible } from '../../profile/naming/visible';
import { type ErrorKind } from '../../query/errors';
import { DataSourceError } from '../../pyroscope/errors';
import { limitOf } from './limitOf';
import { StateMessage } from './StateMessage';

interface FailedAnswerProps {
  error: unknown;
  onRetry(): void;
  /** shows the newest part of the range: as much as the server allows, or the newer half */
  onShorten(limitMs?: number): void;
}

/** An error in the server's own words, with the step that leads on. */
export function FailedAnswer({ error, onRetry, onShorten }: FailedAnswerProps) {
  const limit = limitOf(error);
  return (
    <StateMessage
      role="alert"
      title={titleOf(error)}
      actions={
        <>
          {limit && (
            <Button onClick={() => onShorten(limit.ms)}>
              {t('failed.shorten', 'Show the last {{limit}} of the range', { limit: limit.words })}
            </Button>
          )}
          {isWorthAgain(error) && (
            <Button icon="sync" variant={limit ? 'secondary' : 'primary'} onClick={onRetry}>
              {t('failed.retry', 'Try again')}
            </Button>
          )}
          {!limit && isTooMuch(error) && (
            <Button variant="secondary" onClick={() => onShorten()}>
              {t('failed.half', 'Show the newer half of the range')}
            </Button>
          )}
        </>
      }
    >
      <p>{wordsOf(error)}</p>
      <p>{adviceOn(error)}</p>
    </StateMessage>
  );
}

/** A range that is too long is so the next time, too. */
export function isWorthAgain(error: unknown): boolean {
  return !(error instanceof DataSourceError && error.kind === 'range-too-long');
}

/** A shorter range may be answered where this one was too much for the server. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof DataSourceError && (error.kind === 'timeout' || error.kind === 'overloaded');
}

export function titleOf(error: unknown): string {
  if (error instanceof ProfileInputError) {
    return t('failed.bad-frame', 'The data source sent a flame graph that cannot be read');
  }
  const titles: Partial<Record<ErrorKind, string>> = {
    'range-too-long': t('failed.range', 'The time range is longer than the server allows'),
    'bad-selector': t('failed.selector', 'The server does not understand the label filters'),
    offline: t('failed.offline', 'No connection to Grafana'),
    unreachable: t('failed.unreachable', 'Pyroscope does not answer'),
    'not-pyroscope': t('failed.not-pyroscope', 'The URL of the data source does not lead to Pyroscope'),
    timeout: t('failed.timeout', 'The query took too long'),
    overloaded: t('failed.overloaded', 'Pyroscope refuses more queries for now'),
    'data-source-login': t('failed.login', 'Pyroscope refuses the login of the data source'),
    forbidden: t('failed.forbidden', 'You are not allowed to query this data source'),
    'signed-out': t('failed.signed-out', 'You are signed out of Grafana'),
    'no-such-data-source': t('failed.no-data-source', 'Grafana has no such data source'),
    'broken-off': t('failed.broken-off', 'The response was cut off'),
  };
  const kind = error instanceof DataSourceError ? error.kind : 'other';
  return titles[kind] ?? t('failed.other', 'The data source answers with an error');
}

/** In the server's own words, which may repeat what a link asks for. */
export function wordsOf(error: unknown): string {
  const words = error instanceof DataSourceError ? error.words : error instanceof Error ? error.message : String(error);
  return visible(words.replace(/\s+/g, ' '));
}

/** The error in one line, where there is room for no more: Grafana may keep the server's words to itself. */
export function lineOf(error: unknown): string {
  return wordsOf(error) || titleOf(error);
}

function adviceOn(error: unknown): string {
  const advice: Partial<Record<ErrorKind, string>> = {
    offline: t('failed.offline-help', 'It is retried when the connection is back.'),
    unreachable: t('failed.unreachable-help', 'Is the server running, and is the URL in the data source right?'),
    'not-pyroscope': t('failed.not-pyroscope-help', 'Check the URL in the settings of the data source.'),
    timeout: t('failed.timeout-help', 'Try a shorter time range or more label filters.'),
    'data-source-login': t('failed.login-help', 'An administrator can set user and password in the data source.'),
    forbidden: t(
      'failed.forbidden-help',
      'Ask an administrator for the permission to query it, or choose another one.'
    ),
    'signed-out': t('failed.signed-out-help', 'Reload the page to sign in again; the link keeps what you see.'),
    'broken-off': t('failed.broken-off-help', 'The connection to Pyroscope was closed too early.'),
    'no-such-data-source': t('failed.no-data-source-help', 'Choose another one above.'),
  };
  if (!(error instanceof DataSourceError)) {
    return '';
  }
  const hidden = t('failed.hidden', 'Grafana hides the reason; see its server log.');
  return advice[error.kind] ?? (error.words === '' ? hidden : '');
}
