import React, { memo } from 'react';
import type { NodeIndex } from '../../profile/model';
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
  direction: FlameGraphProps['direction'];
}

export const treeItemId = (prefix: string, node: NodeIndex) => `${prefix}-${node}`;

/** The tree as assistive technology sees it; the tree's element, which has the focus, points at the selected item. */
export const TreeItems = memo(function TreeItems(props: Props) {
  const { idPrefix, scene, selected, minWidth, numbers, ...context } = props;
  return treeItems(scene, selected, minWidth).map((item) => (
    <div
      key={item.node}
      id={treeItemId(idPrefix, item.node)}
      role="treeitem"
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.setSize}
      aria-expanded={item.expanded}
      aria-selected={item.node === selected}
      aria-label={spokenLabel(scene, item, numbers, context)}
    />
  ));
});
