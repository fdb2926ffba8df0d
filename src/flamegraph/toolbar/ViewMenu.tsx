import { css } from '@emotion/css';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import React, { Suspense, type ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import type { FlameGraphProps } from '../types';
import { toolbarTexts } from '../view/texts';
import { TIGHT } from './toolbarStyles';
import type { ViewItemsProps } from './ViewItems';

interface ViewMenuProps extends ViewItemsProps {
  moreItems: FlameGraphProps['moreItems'];
  viewItems: ReactNode;
}

let loaded: React.ComponentType<ViewItemsProps> | undefined;

async function loadItems() {
  const { ViewItems } = await import(/* webpackChunkName: "menus" */ './ViewItems');
  loaded = ViewItems;
  return { default: ViewItems };
}

const LazyItems = React.lazy(loadItems);

/**
 * When pointer or focus come: a menu that opens with its items has the focus on the first. If this fails, opening says so.
 */
const prepareItems = () => void loadItems().catch(() => {});

/** How the graph is drawn, and what is done to all of it. */
export const ViewMenu = React.memo(function ViewMenu({ moreItems, viewItems, ...shown }: ViewMenuProps) {
  const styles = useStyles2(getStyles);
  const menu = () => {
    const ViewItems = loaded ?? LazyItems;
    return (
      <Suspense>
        <Menu>
          <ViewItems {...shown} />
          {moreItems?.(undefined)}
          {viewItems}
        </Menu>
      </Suspense>
    );
  };
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        variant="secondary"
        icon="eye"
        className={styles.button}
        aria-haspopup="menu"
        aria-label={toolbarTexts.view()}
        onPointerEnter={prepareItems}
        onFocus={prepareItems}
      >
        <span className={styles.text}>{toolbarTexts.view()}</span>
      </Button>
    </Dropdown>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({ [TIGHT]: { width: theme.spacing(5), padding: 0, justifyContent: 'center', svg: { margin: 0 } } }),
  text: css({ [TIGHT]: { display: 'none' } }),
});
