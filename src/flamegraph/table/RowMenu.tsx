import { ContextMenu, Menu } from '@grafana/ui';
import React from 'react';
import { FrameKind, type SymbolIndex } from '../../profile/model';
import { sentText } from '../../profile/naming/readName';
import { openSymbols } from '../canvas/bounds';
import { menuTexts } from '../canvas/menuTexts';
import { tooltipTexts } from '../canvas/tooltipTexts';
import { DetailsText } from '../canvas/Tooltip';
import type { FlameGraphProps } from '../types';
import { chipTexts } from '../toolbar/chipTexts';
import { rowMenuTexts } from './rowMenuTexts';
import type { OpenRowMenu, SymbolActions, SymbolTableProps } from './rowTypes';

export interface RowMenuProps {
  menu: OpenRowMenu;
  /** The menu's symbol in the profile that is shown now. */
  symbol: SymbolIndex;
  highlighted: boolean;
  sandwiched: boolean;
  actions: SymbolActions;
  moreItems: FlameGraphProps['moreItems'];
  /** Where numbers are lower bounds: what they are of. */
  bounds: Bounds | undefined;
  onClose(): void;
}

const NONE: Partial<SymbolActions> = {};

type Bounds = Pick<SymbolTableProps, 'profile' | 'totals' | 'formatValue'>;

export function RowMenu({ menu, symbol, highlighted, sandwiched, actions, moreItems, bounds, onClose }: RowMenuProps) {
  const { tree, symbol: own } = menu.place;
  // Of packages and values of labels there are neither.
  const { lines, overTime } = tree.frames.kinds[own] === FrameKind.function ? actions : NONE;
  return (
    <ContextMenu
      x={menu.x}
      y={menu.y}
      onClose={onClose}
      renderHeader={bounds && (() => <BoundsOf symbol={symbol} {...bounds} />)}
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
          {overTime && <Menu.Item label={rowMenuTexts.overTime()} icon="graph-bar" onClick={() => overTime(symbol)} />}
          <Menu.Item label={rowMenuTexts.copy()} icon="copy" onClick={() => actions.copy(symbol)} />
          <Menu.Item label={rowMenuTexts.find()} icon="filter" onClick={() => actions.find(symbol)} />
          {moreItems?.(symbol)}
        </>
      )}
    />
  );
}

/** Between what a symbol's numbers lie. */
function BoundsOf({ symbol, profile, totals, formatValue }: Bounds & { symbol: SymbolIndex }) {
  const open = openSymbols(profile);
  if (open === undefined) {
    return null;
  }
  const between = (value: number, more: number) =>
    `≥ ${formatValue(value, 'down')} · ${tooltipTexts.atMost()} ${formatValue(value + more)}`;
  const details = {
    title: sentText(profile.frames.names[symbol]),
    numbers: [
      { label: tooltipTexts.total(), text: between(totals.total[symbol], open.total[symbol]) },
      { label: tooltipTexts.self(), text: between(totals.self[symbol], open.self) },
    ],
    notes: [],
  };
  return <DetailsText details={details} />;
}
