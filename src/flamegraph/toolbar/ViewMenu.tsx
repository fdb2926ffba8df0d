import { css } from '@emotion/css';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import type { FlameGraphProps, ProfileViewState, StateChange } from '../types';
import { toolbarTexts } from '../view/texts';
import { TIGHT } from './toolbarStyles';

export interface ViewMenuProps {
  colors: ProfileViewState['colors'];
  align: ProfileViewState['align'];
  moreItems: FlameGraphProps['moreItems'];
  onChange(change: StateChange): void;
}

/** How the graph is drawn: colors, names. */
export const ViewMenu = React.memo(function ViewMenu({ colors, align, moreItems, onChange }: ViewMenuProps) {
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
  const menu = () => (
    <Menu>
      <Menu.Group label={toolbarTexts.colors()}>
        {choice(toolbarTexts.byPackage(), colors === 'package', { colors: 'package' })}
        {choice(toolbarTexts.byValue(), colors === 'value', { colors: 'value' })}
      </Menu.Group>
      <Menu.Group label={toolbarTexts.names()}>
        {choice(toolbarTexts.alignLeft(), align === 'left', { align: 'left' })}
        {choice(toolbarTexts.alignRight(), align === 'right', { align: 'right' })}
      </Menu.Group>
      {moreItems?.(undefined)}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        variant="secondary"
        icon="eye"
        className={styles.button}
        aria-haspopup="menu"
        aria-label={toolbarTexts.view()}
      >
        <span className={styles.text}>{toolbarTexts.view()}</span>
      </Button>
    </Dropdown>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({ [TIGHT]: { width: theme.spacing(5), padding: 0, justifyContent: 'center', svg: { margin: 0 } } }),
  text: css({ [TIGHT]: { display: 'none' } }),
  // As wide as the check mark and its gap, so that all labels begin at one edge.
  unchecked: css({ paddingLeft: theme.spacing(4.5) }),
});
