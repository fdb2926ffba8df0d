import { derivedOf } from '../../profile/derived';
import type { Groups } from '../../profile/groups';
import type { NodeIndex, Profile } from '../../profile/model';
import { layoutRowsInSteps, type Rows } from '../../profile/rows';
import { drained } from '../../profile/steps';
import type { Collapse } from '../types';

/** What is laid out: everything that depends on profile, groups and focus, and not on the size or the scrolling. */
export interface Scene {
  readonly profile: Profile;
  readonly groups: Groups;
  readonly rows: Rows;
  readonly collapse: Collapse;
  /** Left and right edge in value units. */
  readonly x0: number;
  readonly x1: number;
}

/** A part of the shown root's width, in value units. */
export interface Range {
  readonly x0: number;
  readonly x1: number;
}

/** The canvas in CSS px, and device px per CSS px. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
}

export function isGroupExpanded(collapse: Collapse, head: NodeIndex): boolean {
  return (collapse.mode === 'none') !== collapse.toggled.has(head);
}

/** Every group is collapsed. */
export const COLLAPSED: Collapse = { mode: 'all', toggled: new Set() };

/** Are these the rows of the whole with its groups collapsed, which are found once? */
export const isWhole = (collapse: Collapse, root: NodeIndex): boolean =>
  root === 0 && collapse.mode === 'all' && collapse.toggled.size === 0;

/** Lays out the rows, O(n). */
export function createRows(profile: Profile, collapse: Collapse, root: NodeIndex): Rows {
  return isWhole(collapse, root) ? derivedOf(profile, 'rows') : drained(createRowsInSteps(profile, collapse, root));
}

/** `createRows` in steps, of other rows than those of the whole. */
export function createRowsInSteps(profile: Profile, collapse: Collapse, root: NodeIndex): Generator<void, Rows> {
  const groups = derivedOf(profile, 'groups');
  const isExpanded = (head: NodeIndex) => isGroupExpanded(collapse, head);
  return layoutRowsInSteps(derivedOf(profile, 'placement'), { groups, root, isExpanded });
}

/** Without `range` the root fills the width. */
export function createScene(profile: Profile, collapse: Collapse, rows: Rows, range?: Range): Scene {
  const x0 = range?.x0 ?? rows.start[rows.root];
  const x1 = range?.x1 ?? rows.start[rows.root] + rows.width[rows.root];
  return { profile, groups: derivedOf(profile, 'groups'), rows, collapse, x0, x1 };
}

/** Is only a part of the shown root on screen? */
export const isZoomed = ({ rows, x0, x1 }: Scene): boolean => x1 - x0 < 0.999999 * rows.width[rows.root];

/** How many frames the box of a node stands for besides its own; 0 for all but collapsed groups. */
export function hiddenCount({ groups, collapse }: Scene, node: NodeIndex): number {
  return groups.hidden[node] > 0 && !isGroupExpanded(collapse, node) ? groups.hidden[node] : 0;
}

/** The node whose box stands for `node`: itself, or the head of its collapsed group. */
export function boxOf({ groups, collapse }: Scene, node: NodeIndex): NodeIndex {
  const head = groups.head[node];
  return head !== node && !isGroupExpanded(collapse, head) ? head : node;
}

/** The last node that the box of a node stands for: its children are the box's children. */
export function bottomOf(scene: Scene, node: NodeIndex): NodeIndex {
  // A group is a chain of only children, so its nodes follow each other.
  return node + hiddenCount(scene, node);
}

/** Narrower nodes are not drawn: half a device pixel, in value units. */
export function minDrawnWidth({ x0, x1 }: Range, { width, dpr }: Viewport): number {
  return ((x1 - x0) * 0.5) / Math.max(1, width * dpr);
}

/** The offset in value units at `x` CSS px from the left edge. */
export function valueAt({ x0, x1 }: Range, { width }: Viewport, x: number): number {
  return x0 + (x * (x1 - x0)) / Math.max(1, width);
}

/** CSS px per value unit. */
export function pxPerValue({ x0, x1 }: Range, { width }: Viewport): number {
  return x1 > x0 ? width / (x1 - x0) : 0;
}

/** Whether a node's box spans the whole width since it is an ancestor of the shown root. */
export function isAboveRoot({ rows }: Scene, node: NodeIndex): boolean {
  const row = rows.depth[node];
  return row >= 0 && row < rows.rootRow;
}

/** A node's box in CSS px from the left edge, not clipped; undefined where it has none (outside the shown root). */
export function boxSpan(
  scene: Scene,
  viewport: Viewport,
  node: NodeIndex
): { left: number; right: number } | undefined {
  const { rows } = scene;
  if (rows.depth[node] < 0) {
    return undefined;
  }
  if (isAboveRoot(scene, node)) {
    return { left: 0, right: viewport.width };
  }
  const scale = pxPerValue(scene, viewport);
  const left = (rows.start[node] - scene.x0) * scale;
  return { left, right: left + rows.width[node] * scale };
}
