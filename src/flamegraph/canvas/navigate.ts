import type { NodeIndex, Profile } from '../../profile/model';
import { isNotLoaded } from '../../profile/notLoaded';
import { firstAtLeast } from '../../profile/order';
import { bottomOf, boxOf, isAboveRoot, type Scene } from './scene';

/**
 * Where the keyboard goes from a box. All nodes are boxes' nodes: a frame hidden in a collapsed group stands for itself
 * nowhere. "Wide enough" is in value units.
 */

/** The box above (its caller); undefined at the profile's root. */
export function parentBox(scene: Scene, node: NodeIndex): NodeIndex | undefined {
  const parent = scene.profile.parent[boxOf(scene, node)];
  return parent < 0 ? undefined : boxOf(scene, parent);
}

/**
 * The child with the largest value, the first of equals; above the shown root the only child shown.
 * @param loaded what is not loaded does not count
 */
export function heaviestChild(scene: Scene, node: NodeIndex, loaded = false): NodeIndex | undefined {
  const { profile, rows } = scene;
  if (isAboveRoot(scene, node)) {
    return rows.nodes[rows.offset[rows.depth[node] + 1]];
  }
  let heaviest: NodeIndex | undefined;
  forEachChild(profile, bottomOf(scene, node), (child) => {
    const isHeavier = heaviest === undefined || profile.total[child] > profile.total[heaviest];
    if (isHeavier && !(loaded && isNotLoaded(profile, child))) {
      heaviest = child;
    }
  });
  return heaviest;
}

/** Where the heaviest path below a box ends; undefined where it ends in the box. What is not loaded is no frame of it. */
export function endOfHeaviest(scene: Scene, node: NodeIndex): NodeIndex | undefined {
  let end: NodeIndex | undefined;
  for (let next = heaviestChild(scene, node, true); next !== undefined; next = heaviestChild(scene, next, true)) {
    end = next;
  }
  return end;
}

/** The nearest box to the left (-1) or right (1) in the same row that is wide enough, on screen or not. */
export function neighbor(scene: Scene, node: NodeIndex, step: -1 | 1, minWidth: number): NodeIndex | undefined {
  const { profile, rows } = scene;
  const row = rows.depth[node];
  if (row < 0 || isAboveRoot(scene, node)) {
    return undefined;
  }
  // A row's nodes ascend.
  const at = firstAtLeast(rows.nodes, node, rows.offset[row], rows.offset[row + 1]);
  for (let i = at + step; i >= rows.offset[row] && i < rows.offset[row + 1]; i += step) {
    if (profile.total[rows.nodes[i]] >= minWidth) {
      return rows.nodes[i];
    }
  }
  return undefined;
}

export function forEachChild(profile: Profile, node: NodeIndex, visit: (child: NodeIndex) => void): void {
  const { end } = profile;
  for (let child = node + 1; child < end[node]; child = end[child]) {
    visit(child);
  }
}
