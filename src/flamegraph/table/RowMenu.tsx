import { ContextMenu, Menu } from '@grafana/ui';
import React from 'react';
import { rowMenuTexts } from '../view/texts';
import type { OpenRowMenu, SymbolActions } from './rowTypes';

export interface RowMenuProps {
  menu: OpenRowMenu;
  highlighted: boolean;
  sandwiched: boolean;
  actions: SymbolActions;
  onClose(): void;
}

export function RowMenu({ menu, highlighted, sandwiched, actions, onClose }: RowMenuProps) {
  const { symbol } = menu;
  return (
    <ContextMenu
      x={menu.x}
      y={menu.y}
      onClose={onClose}
      renderMenuItems={() => (
        <>
          <Menu.Item
            label={highlighted ? rowMenuTexts.removeHighlight() : rowMenuTexts.highlight()}
            icon="search"
            onClick={() => actions.highlight(symbol)}
          />
          <Menu.Item
            label={sandwiched ? rowMenuTexts.leaveSandwich() : rowMenuTexts.sandwich()}
            icon="exchange-alt"
            onClick={() => actions.sandwich(symbol)}
          />
          <Menu.Item label={rowMenuTexts.copy()} icon="copy" onClick={() => actions.copy(symbol)} />
          <Menu.Item label={rowMenuTexts.find()} icon="filter" onClick={() => actions.find(symbol)} />
        </>
      )}
    />
  );
}
