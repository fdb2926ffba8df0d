import { Icon } from '@grafana/ui';
import React from 'react';
import { lineOf } from './FailedAnswer';

interface FailureIconProps {
  error: unknown;
  /** what does not work, with the server's words */
  describe(words: string): string;
}

/** Beside a part that works without what could not be asked for. */
export function FailureIcon({ error, describe }: FailureIconProps) {
  const text = describe(lineOf(error));
  return (
    <span role="img" aria-label={text} title={text}>
      <Icon name="exclamation-triangle" size="sm" />
    </span>
  );
}
