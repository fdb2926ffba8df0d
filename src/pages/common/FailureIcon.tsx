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
  return <Icon name="exclamation-triangle" size="sm" title={describe(lineOf(error))} />;
}
