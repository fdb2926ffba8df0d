import { Button, Dropdown, Menu } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { t } from '../../../i18n';
import { visibleValue } from '../../common/visibleValue';
import { useLabelNames } from '../labels/useLabels';
import { type Tab } from '../useTab';

const ScatterItem = lazy(() =>
  import(/* webpackChunkName: "scatter" */ '../scatter/ScatterItem').then((m) => ({ default: m.ScatterItem }))
);

interface SplitMenuProps {
  tab: Tab;
  split: string | undefined;
  onChange(split: string | undefined): void;
  /** shows the single profiles */
  onScatter(): void;
}

/** Which label tells the lines apart; the labels are asked for when the menu is opened. */
export function SplitMenu(props: SplitMenuProps) {
  const { split } = props;
  return (
    <Dropdown overlay={() => <LabelMenu {...props} />} placement="bottom-end">
      <Button size="sm" variant="secondary" fill="text" icon="angle-down" iconPlacement="right">
        {split === undefined
          ? t('timeline.split', 'Split by')
          : t('timeline.split-by', 'by {{label}}', { label: split })}
      </Button>
    </Dropdown>
  );
}

function LabelMenu({ tab, split, onChange, onScatter }: SplitMenuProps) {
  const names = useLabelNames(tab);
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
            names === undefined
              ? t('timeline.labels-loading', 'Loading labels…')
              : t('timeline.no-labels', 'No labels to split by')
          }
        />
      )}
      <Suspense fallback={null}>
        <ScatterItem tab={tab} onClick={onScatter} />
      </Suspense>
    </Menu>
  );
}
