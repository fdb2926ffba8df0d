import { Alert, Button, ErrorBoundary } from '@grafana/ui';
import React, { useState, type ReactNode } from 'react';
import { t } from '../../i18n';
import { visible } from '../../profile/naming/visible';

interface BoundaryProps {
  /** a change of these tries the part anew */
  dependencies: readonly unknown[];
  children: ReactNode;
}

/** What breaks in this part of a page leaves the rest as it is. */
export function Boundary({ dependencies, children }: BoundaryProps) {
  const [attempt, setAttempt] = useState(0);
  return (
    <ErrorBoundary dependencies={[...dependencies, attempt]}>
      {({ error }) => (error ? <Broken error={error} onRetry={() => setAttempt(attempt + 1)} /> : children)}
    </ErrorBoundary>
  );
}

function Broken({ error, onRetry }: { error: Error; onRetry(): void }) {
  return isGone(error) ? (
    <Alert severity="info" title={t('boundary.gone', 'Service Profiles was updated, or the connection broke')}>
      <p>{t('boundary.gone-help', 'A part of the page could not be loaded. Reload the page to get it.')}</p>
      <Button size="sm" onClick={() => window.location.reload()}>
        {t('boundary.reload', 'Reload the page')}
      </Button>
    </Alert>
  ) : (
    <Alert severity="error" title={t('boundary.broken', 'This part of the page failed')}>
      <p>{visible(error.message)}</p>
      <Button size="sm" variant="secondary" onClick={onRetry}>
        {t('boundary.retry', 'Try again')}
      </Button>
    </Alert>
  );
}

/** Code that is loaded when it is needed has another address in each version; webpack says so by the error's name. */
function isGone({ name }: Error): boolean {
  return name === 'ChunkLoadError';
}
