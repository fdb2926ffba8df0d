import { Menu } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { lineOf } from '../../common/FailedAnswer';
import { visibleValue } from '../../common/visibleValue';
import { useLabelNames } from '../labels/useLabels';
import { useNamesProfiles } from '../scatter/useSingleProfiles';
import { type Tab } from '../useTab';

export interface LabelMenuProps {
  tab: Tab;
  split: string | undefined;
  onChange(split: string | undefined): void;
  /** shows the single profiles */
  onScatter(): void;
}

/** The labels, and the single profiles where the server names them. */
export function LabelMenu({ tab, split, onChange, onScatter }: LabelMenuProps) {
  const { data: names, error } = useLabelNames(tab);
  const namesProfiles = useNamesProfiles(tab);
  return (
    <Menu>
      {split !== undefined && (
        <Menu.Item label={t('timeline.no-split', 'Do not split')} onClick={() => onChange(undefined)} />
      )}
      {(names ?? []).map((name) => (
        <Menu.Item key={name} label={visibleValue(name)} active={name === split} onClick={() => onChange(name)} />
      ))}
      {!names?.length && (
        <Menu.Item
          disabled
          label={
            names !== undefined
              ? t('timeline.no-labels', 'No labels to split by')
              : error
                ? t('labels.names-failed', 'The labels cannot be listed: {{words}}', { words: lineOf(error) })
                : t('timeline.labels-loading', 'Loading labels…')
          }
        />
      )}
      {namesProfiles && <Menu.Item label={t('scatter.label', 'Single profiles')} onClick={onScatter} />}
    </Menu>
  );
}
