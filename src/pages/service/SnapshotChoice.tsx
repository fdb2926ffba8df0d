import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { describeType } from '../../query/catalogue';
import { type SnapshotChoice as Choice } from '../../pyroscope/snapshotGraph';
import { withSubject } from '../../viewstate/changes';
import { type Tab } from './useTab';

/** Which snapshot the flame graph shows; nothing for types that count up. */
export function SnapshotChoice({ tab }: { tab: Tab }) {
  const { address, profile } = tab;
  if (profile.typeId === undefined || describeType(profile.typeId)?.aggregation !== 'snapshot') {
    return null;
  }
  const options: Array<{ value: Choice; label: string; description: string }> = [
    {
      value: 'latest',
      label: t('snapshot.latest', 'latest'),
      description: t('snapshot.latest-help', 'The newest snapshot of every instance'),
    },
    {
      value: 'peak',
      label: t('snapshot.peak', 'at peak'),
      description: t('snapshot.peak-help', 'The snapshots at the time when their sum was largest'),
    },
    {
      value: 'average',
      label: t('snapshot.mean', 'average'),
      description: t('snapshot.average-help', 'The mean of the snapshots in the range, summed over the instances'),
    },
  ];
  return (
    <div role="group" aria-label={t('snapshot.label', 'Snapshot')} data-testid="snapshot-choice">
      <RadioButtonGroup
        size="sm"
        options={options}
        value={address.state.subject.snapshot}
        onChange={(snapshot) => address.go((state) => withSubject(state, { snapshot }))}
      />
    </div>
  );
}
