import { ContextMenu, Menu } from '@grafana/ui';
import React from 'react';
import type { SymbolIndex } from '../../profile/model';
import { menuTexts } from '../canvas/texts';
import type { FlameGraphProps } from '../types';
import { chipTexts } from '../view/texts';
import { rowMenuTexts } from './rowMenuTexts';
import type { OpenRowMenu, SymbolActions } from './rowTypes';

export interface RowMenuProps {
  menu: OpenRowMenu;
  /** The menu's symbol in the profile that is shown now. */
  symbol: SymbolIndex;
  highlighted: boolean;
  sandwiched: boolean;
  actions: SymbolActions;
  moreItems: FlameGraphProps['moreItems'];
  onClose(): void;
}

export function RowMenu({ menu, symbol, highlighted, sandwiched, actions, moreItems, onClose }: RowMenuProps) {
  const { lines } = actions;
  return (
    <ContextMenu
      x={menu.x}
      y={menu.y}
      onClose={onClose}
      renderMenuItems={() => (
        <>
          <Menu.Item
            label={highlighted ? chipTexts.removeHighlight() : rowMenuTexts.highlight()}
            icon="search"
            onClick={() => actions.highlight(symbol)}
          />
          <Menu.Item
            label={sandwiched ? rowMenuTexts.leaveSandwich() : rowMenuTexts.sandwich()}
            icon="exchange-alt"
            onClick={() => actions.sandwich(symbol)}
          />
          {lines && <Menu.Item label={menuTexts.lines()} icon="brackets-curly" onClick={() => lines(symbol)} />}
          {actions.overTime && (
            <Menu.Item label={rowMenuTexts.overTime()} icon="graph-bar" onClick={() => actions.overTime?.(symbol)} />
          )}
          <Menu.Item label={rowMenuTexts.copy()} icon="copy" onClick={() => actions.copy(symbol)} />
          <Menu.Item label={rowMenuTexts.find()} icon="filter" onClick={() => actions.find(symbol)} />
          {moreItems?.(symbol)}
        </>
      )}
    />
  );
}
