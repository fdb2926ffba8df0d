import { Button } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { lineOf } from '../../common/FailedAnswer';
import { useTimeFormat } from '../../common/timeFormat';
import { type OnDemand } from './useOnDemand';

interface AskingLineProps {
  onDemand: OnDemand<unknown, unknown>;
  /** "3 of 48 windows" */
  progress(answered: number, asked: number): string;
}

/** How far it is, with "Cancel", or why there is nothing, with "Ask again"; nothing once there is an answer. */
export function AskingLine({ onDemand: { asking, cancel, again }, progress }: AskingLineProps) {
  switch (asking.kind) {
    case 'asking':
      return (
        <>
          <span role="status">
            {asking.asked === undefined ? t('on-demand.asking', 'Asking…') : progress(asking.answered, asking.asked)}
          </span>
          <Button size="sm" variant="secondary" fill="text" onClick={cancel}>
            {t('on-demand.cancel', 'Cancel')}
          </Button>
        </>
      );
    case 'cancelled':
      return (
        <>
          <span role="status">{t('on-demand.cancelled', 'Cancelled')}</span>
          <AskAgain onClick={again} />
        </>
      );
    case 'failed':
      return (
        <>
          <strong role="alert">{lineOf(asking.error)}</strong>
          <AskAgain onClick={again} />
        </>
      );
    default:
      return null;
  }
}

/** What is shown is of a range that is not the page's any more. */
export function OlderNote({ range, onAgain }: { range: AbsoluteRange; onAgain(): void }) {
  const formatTime = useTimeFormat(range);
  return (
    <span role="status">
      {t('on-demand.older', 'Of {{from}} – {{to}}', { from: formatTime(range.from), to: formatTime(range.to) })}
      <AskAgain onClick={onAgain} />
    </span>
  );
}

export function AskAgain({ onClick }: { onClick(): void }) {
  return (
    <Button size="sm" variant="secondary" fill="text" icon="sync" onClick={onClick}>
      {t('on-demand.again', 'Ask again')}
    </Button>
  );
}
