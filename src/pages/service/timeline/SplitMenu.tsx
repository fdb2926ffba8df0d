import { Button, Dropdown } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { t } from '../../../i18n';
import { type LabelMenuProps } from './LabelMenu';

const LabelMenu = lazy(() =>
  import(/* webpackChunkName: "labels" */ './LabelMenu').then((m) => ({ default: m.LabelMenu }))
);

/** Which label tells the lines apart; the labels are asked for when the menu is opened. */
export function SplitMenu(props: LabelMenuProps) {
  const { split } = props;
  return (
    <Dropdown
      overlay={() => (
        <Suspense fallback={null}>
          <LabelMenu {...props} />
        </Suspense>
      )}
      placement="bottom-end"
    >
      <Button size="sm" variant="secondary" fill="text" icon="angle-down" iconPlacement="right">
        {split === undefined
          ? t('timeline.split', 'Split by')
          : t('timeline.split-by', 'by {{label}}', { label: split })}
      </Button>
    </Dropdown>
  );
}
