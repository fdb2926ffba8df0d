import React from 'react';
import { t } from '../../i18n';
import { type SnapshotNote } from '../../pyroscope/snapshotGraph';
import { useTimeFormat } from '../common/timeFormat';

/** "snapshot 10:20:01": what the numbers of the flame graph are. */
export function SnapshotLabel({ note }: { note: SnapshotNote }) {
  const formatTime = useTimeFormat();
  return <span data-testid="snapshot-label">{labelOf(note, formatTime)}</span>;
}

function labelOf(note: SnapshotNote, formatTime: (time: number) => string): string {
  if (note.kind === 'average') {
    return t('snapshot.average', 'average over range');
  }
  if (note.kind === 'sum') {
    return note.found
      ? t('snapshot.sum-found', 'sum of these snapshots')
      : t('snapshot.sum', 'sum of all snapshots in the range: an average needs the data source proxy');
  }
  const { round, choice, insteadOfPeak } = note;
  const label = t('snapshot.at', 'snapshot {{time}}', { time: formatTime(round.to) });
  const parts = [
    choice === 'peak' ? t('snapshot.peak', 'at peak') : '',
    insteadOfPeak === 'unknown' ? t('snapshot.no-peak', 'the latest: the peak needs the data source proxy') : '',
    insteadOfPeak === 'many' ? t('snapshot.many', 'the latest: shorten the range to find the peak') : '',
    round.instances < round.alive ? t('snapshot.incomplete', '{{instances}} of {{alive}} instances', { ...round }) : '',
  ].filter((part) => part !== '');
  return [label, ...parts].join(', ');
}
