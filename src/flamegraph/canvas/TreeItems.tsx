import React, { memo, useEffect, useState } from 'react';
import type { NodeIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import { type Numbers, spokenLabel } from './labels';
import { bottomOf, boxOf, isAboveRoot, minDrawnWidth, type Scene, type Viewport } from './scene';
import { forEachChild, neighbor, parentBox } from './navigate';

interface Props {
  idPrefix: string;
  scene: Scene;
  selected: NodeIndex;
  /** Undefined before the size is known. */
  viewport: Viewport | undefined;
  numbers: Numbers;
  wholeValue: number;
  direction: FlameGraphProps['direction'];
}

export const treeItemId = (prefix: string, node: NodeIndex) => `${prefix}-${node}`;

/** What is on screen is moved for so long at most between two frames, ms. */
const MOVED_MS = 150;

/** The tree as assistive technology sees it; the tree's element, which has the focus, points at the selected item. */
export function TreeItems(props: Props) {
  return <Items {...props} scene={useRested(props.scene)} />;
}

/** Of a zoom or pan that goes on the part that was shown before it: 500,000 siblings are not looked at in each frame. */
function useRested(scene: Scene): Scene {
  const [rested, setRested] = useState(scene);
  const isMoved = rested.rows === scene.rows;
  if (!isMoved) {
    setRested(scene);
  }
  const isBehind = isMoved && rested !== scene;
  useEffect(() => {
    if (!isBehind) {
      return undefined;
    }
    const timer = window.setTimeout(() => setRested(scene), MOVED_MS);
    return () => window.clearTimeout(timer);
  }, [scene, isBehind]);
  return isMoved ? rested : scene;
}

const Items = memo(function Items({ idPrefix, scene, selected, viewport, numbers, ...context }: Props) {
  // Before the size is known nothing is wide enough: 500,000 siblings need not be sorted for it.
  const minWidth = viewport ? minDrawnWidth(scene, viewport) : Infinity;
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

/** What assistive technology sees of the graph; a screen reader's user moves through it step by step. */
export interface TreeItem {
  readonly node: NodeIndex;
  /** From 1, the profile's root. */
  readonly level: number;
  /** The place among all children of the parent, from 1, and how many they are. */
  readonly position: number;
  readonly setSize: number;
  /** Are its children among the items? undefined where it has none. */
  readonly expanded?: boolean;
}

/** Enough of each to look around; more would only be slow to read (a node can have 500,000 siblings). */
const MAX_ANCESTORS = 20;
const MAX_SIBLINGS_EACH_SIDE = 10;
const MAX_CHILDREN = 20;

/**
 * The selected box with the path to it, its nearest siblings and heaviest children, in the order of a tree.
 * @param minWidth narrower siblings and children are left out, in value units
 */
export function treeItems(scene: Scene, selected: NodeIndex, minWidth: number): TreeItem[] {
  const node = boxOf(scene, selected);
  const children = isAboveRoot(scene, node) ? [] : wideChildren(scene, node, minWidth);
  const before = siblings(scene, node, -1, minWidth);
  const level = [...before, node, ...siblings(scene, node, 1, minWidth)];
  const [left, right] = split(
    toItems(scene, level, (of) => of === node && children.length > 0),
    before.length + 1
  );
  return [
    ...ancestors(scene, node).flatMap((of) => toItems(scene, [of], () => true)),
    ...left,
    ...toItems(scene, children, () => false),
    ...right,
  ];
}

function split<T>(list: readonly T[], at: number): [T[], T[]] {
  return [list.slice(0, at), list.slice(at)];
}

function ancestors(scene: Scene, node: NodeIndex): NodeIndex[] {
  const path: NodeIndex[] = [];
  let parent = parentBox(scene, node);
  while (parent !== undefined && path.length < MAX_ANCESTORS) {
    path.push(parent);
    parent = parentBox(scene, parent);
  }
  return path.reverse();
}

function siblings(scene: Scene, node: NodeIndex, step: -1 | 1, minWidth: number): NodeIndex[] {
  const found: NodeIndex[] = [];
  const { parent } = scene.profile;
  let next = neighbor(scene, node, step, minWidth);
  while (next !== undefined && parent[next] === parent[node] && found.length < MAX_SIBLINGS_EACH_SIDE) {
    found.push(next);
    next = neighbor(scene, next, step, minWidth);
  }
  return step < 0 ? found.reverse() : found;
}

/** Those on screen: a zoom into 500,000 siblings makes all of them wide. */
function wideChildren(scene: Scene, node: NodeIndex, minWidth: number): NodeIndex[] {
  const { profile, rows, x0, x1 } = scene;
  const { start, width } = rows;
  const wide: NodeIndex[] = [];
  forEachChild(profile, bottomOf(scene, node), (child) => {
    if (Math.min(x1, start[child] + width[child]) - Math.max(x0, start[child]) >= minWidth) {
      wide.push(child);
    }
  });
  return wide
    .sort((a, b) => width[b] - width[a])
    .slice(0, MAX_CHILDREN)
    .sort((a, b) => a - b);
}

/** Items of nodes that have one parent, in order. */
function toItems(scene: Scene, nodes: readonly NodeIndex[], isExpanded: (node: NodeIndex) => boolean): TreeItem[] {
  const { profile, rows } = scene;
  const { positions, setSize } = placesAmongSiblings(scene, nodes);
  return nodes.map((node, i) => {
    const bottom = bottomOf(scene, node);
    const hasChildren = profile.end[bottom] > bottom + 1;
    const expanded = hasChildren ? isExpanded(node) : undefined;
    return { node, level: rows.depth[node] + 1, position: positions[i], setSize, expanded };
  });
}

/** Finds the places of all in one pass: a frame can have 500,000 siblings. */
function placesAmongSiblings(
  { profile }: Scene,
  nodes: readonly NodeIndex[]
): { positions: number[]; setSize: number } {
  const parent = profile.parent[nodes[0]] ?? -1;
  if (parent < 0) {
    return { positions: [1], setSize: 1 };
  }
  const positions: number[] = [];
  let setSize = 0;
  forEachChild(profile, parent, (child) => {
    setSize++;
    if (child === nodes[positions.length]) {
      positions.push(setSize);
    }
  });
  return { positions, setSize };
}
