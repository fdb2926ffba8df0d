import { css } from '@emotion/css';
import { Menu, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../../i18n';
import type { ProfileViewState, StateChange } from '../types';

const texts = {
  colors: () => t('flamegraph.view.colors', 'Colors'),
  byPackage: () => t('flamegraph.view.by-package', 'By package'),
  byValue: () => t('flamegraph.view.by-value', 'By value'),
  names: () => t('flamegraph.view.names', 'Names too long for their frame'),
  alignLeft: () => t('flamegraph.view.align-left', 'Show the beginning'),
  alignRight: () => t('flamegraph.view.align-right', 'Show the end'),
  orientation: () => t('flamegraph.view.orientation', 'Orientation'),
  icicle: () => t('flamegraph.view.icicle', 'Icicle, the root at the top'),
  flame: () => t('flamegraph.view.flame', 'Flame, the root at the bottom'),
};

export interface ViewItemsProps {
  colors: ProfileViewState['colors'];
  align: ProfileViewState['align'];
  orientation: ProfileViewState['orientation'];
  onChange(change: StateChange): void;
}

/** How the graph is drawn: colors, names, orientation. */
export function ViewItems({ colors, align, orientation, onChange }: ViewItemsProps) {
  const styles = useStyles2(getStyles);
  const choice = (label: string, checked: boolean, change: StateChange) => (
    <Menu.Item
      label={label}
      role="menuitemradio"
      ariaChecked={checked}
      icon={checked ? 'check' : undefined}
      className={checked ? undefined : styles.unchecked}
      onClick={() => onChange(change)}
    />
  );
  return (
    <>
      <Menu.Group label={texts.colors()}>
        {choice(texts.byPackage(), colors === 'package', { colors: 'package' })}
        {choice(texts.byValue(), colors === 'value', { colors: 'value' })}
      </Menu.Group>
      <Menu.Group label={texts.names()}>
        {choice(texts.alignLeft(), align === 'left', { align: 'left' })}
        {choice(texts.alignRight(), align === 'right', { align: 'right' })}
      </Menu.Group>
      <Menu.Group label={texts.orientation()}>
        {choice(texts.icicle(), orientation === 'icicle', { orientation: 'icicle' })}
        {choice(texts.flame(), orientation === 'flame', { orientation: 'flame' })}
      </Menu.Group>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // As wide as the check mark and its gap, so that all labels begin at one edge.
  unchecked: css({ paddingLeft: theme.spacing(4.5) }),
});
