import { derivedOf } from '../../profile/derived';
import type { Range, Scene } from '../canvas/scene';
import { rootRange, within } from '../canvas/zoom';
import type { Part } from '../types';

/**
 * A range `factor` times as wide, in which a point stays where it is; at most the shown root's, at least the narrowest
 * frame's.
 * @param at in value units
 */
export function zoomed(scene: Scene, at: number, factor: number): Range {
  const { x0, x1 } = scene;
  const root = rootRange(scene);
  const narrowest = Math.min(derivedOf(scene.profile, 'least'), x1 - x0);
  const width = Math.min(root.x1 - root.x0, Math.max(narrowest, (x1 - x0) * factor));
  const from = at - ((at - x0) * width) / (x1 - x0);
  return within(root, from + width / 2, width);
}

/** What is on screen, moved by a number of value units within the shown root. */
export function panned(scene: Scene, by: number): Range {
  return within(rootRange(scene), (scene.x0 + scene.x1) / 2 + by, scene.x1 - scene.x0);
}

/** Shares are written with as many digits: more than pixels of the widest zoom need. */
const DIGITS = 1e10;

/** A range as a part of the shown root's width; undefined for all of it. */
export function partOf(scene: Scene): Part | undefined {
  const root = rootRange(scene);
  const width = root.x1 - root.x0;
  const share = (x: number) => Math.min(1, Math.max(0, Math.round(((x - root.x0) / width) * DIGITS) / DIGITS));
  const [from, to] = width > 0 ? [share(scene.x0), share(scene.x1)] : [0, 1];
  return to <= from || (from === 0 && to === 1) ? undefined : [from, to];
}

export function rangeOf(scene: Scene, [from, to]: Part): Range {
  const { x0, x1 } = rootRange(scene);
  return { x0: x0 + from * (x1 - x0), x1: x0 + to * (x1 - x0) };
}

export const isSamePart = (a: Part | undefined, b: Part | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1];
