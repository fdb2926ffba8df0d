import React, { memo } from 'react';
import type { NodeIndex, SymbolIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import { spokenLabel } from './details';
import type { Numbers } from './numbers';
import type { Scene } from './scene';
import { treeItems } from './treeModel';

interface Props {
  idPrefix: string;
  scene: Scene;
  selected: NodeIndex;
  /** Narrower siblings and children are left out, in value units. */
  minWidth: number;
  numbers: Numbers;
  wholeValue: number;
  notLoaded?: SymbolIndex;
  direction: FlameGraphProps['direction'];
}

export const treeItemId = (prefix: string, node: NodeIndex) => `${prefix}-${node}`;

/** The tree as assistive technology sees it; the tree's element, which has the focus, points at the selected item. */
export const TreeItems = memo(function TreeItems(props: Props) {
  const { idPrefix, scene, selected, minWidth, numbers, ...context } = props;
  return treeItems(scene, selected, minWidth).map(({ node, level, position, setSize, expanded }) => (
    <div
      key={node}
      id={treeItemId(idPrefix, node)}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-expanded={expanded}
      aria-selected={node === selected}
      aria-label={spokenLabel(scene, node, numbers, context)}
    />
  ));
});
