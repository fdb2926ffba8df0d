import React, { memo } from 'react';
import type { NodeIndex } from '../../profile/model';
import { spokenLabel } from './details';
import type { Numbers } from './numbers';
import type { Scene } from './scene';
import { treeItems } from './treeItems';

interface Props {
  idPrefix: string;
  scene: Scene;
  selected: NodeIndex;
  /** Narrower siblings and children are left out, in value units. */
  minWidth: number;
  numbers: Numbers;
  wholeValue: number;
  notLoaded?: number;
}

export const treeItemId = (prefix: string, node: NodeIndex) => `${prefix}-${node}`;

/** The tree as assistive technology sees it; the tree's element, which has the focus, points at the selected item. */
export const TreeItems = memo(function TreeItems(props: Props) {
  const { idPrefix, scene, selected, minWidth, numbers, wholeValue, notLoaded } = props;
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
      aria-label={spokenLabel(scene, node, numbers, { wholeValue, notLoaded })}
    />
  ));
});
