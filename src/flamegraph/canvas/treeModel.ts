import type { NodeIndex } from '../../profile/model';
import { forEachChild, neighbor, parentBox } from './navigate';
import { bottomOf, boxOf, isAboveRoot, type Scene } from './scene';

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
  const above = isAboveRoot(scene, node);
  const children = above ? [] : wideChildren(scene, node, minWidth);
  const item = (of: NodeIndex, expanded: boolean) => toItem(scene, of, expanded);
  return [
    ...ancestors(scene, node).map((of) => item(of, true)),
    ...siblings(scene, node, -1, minWidth).map((of) => item(of, false)),
    item(node, children.length > 0),
    ...children.map((of) => item(of, false)),
    ...siblings(scene, node, 1, minWidth).map((of) => item(of, false)),
  ];
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

function wideChildren(scene: Scene, node: NodeIndex, minWidth: number): NodeIndex[] {
  const { value } = scene.profile;
  const wide: NodeIndex[] = [];
  forEachChild(scene.profile, bottomOf(scene, node), (child) => {
    if (value[child] >= minWidth) {
      wide.push(child);
    }
  });
  return wide
    .sort((a, b) => value[b] - value[a])
    .slice(0, MAX_CHILDREN)
    .sort((a, b) => a - b);
}

function toItem(scene: Scene, node: NodeIndex, expanded: boolean): TreeItem {
  const { profile, rows } = scene;
  const bottom = bottomOf(scene, node);
  const hasChildren = profile.end[bottom] > bottom + 1;
  return {
    node,
    level: rows.depth[node] + 1,
    ...placeAmongSiblings(scene, node),
    expanded: hasChildren ? expanded : undefined,
  };
}

export function placeAmongSiblings({ profile }: Scene, node: NodeIndex): { position: number; setSize: number } {
  const parent = profile.parent[node];
  if (parent < 0) {
    return { position: 1, setSize: 1 };
  }
  let position = 0;
  let setSize = 0;
  forEachChild(profile, parent, (child) => {
    setSize++;
    if (child === node) {
      position = setSize;
    }
  });
  return { position, setSize };
}
