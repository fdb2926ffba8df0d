import type { NodeIndex } from '../../profile/model';
import type { Strip } from '../../profile/visible';
import { boxSpan, type Range, type Scene, type Viewport } from './scene';

/** How much closer a zoom comes where a strip fills the width already. */
const STEP = 32;
/** The frames of a strip that is zoomed into are about so wide, if the strip has not enough of them to fill the width. */
const SIBLING_WIDTH = 48;
/** A revealed frame is at least so wide, CSS px. */
const REVEALED_WIDTH = 40;
/** A frame this wide needs no zoom to be seen, CSS px. */
const VISIBLE_WIDTH = 3;

/**
 * The range that a click on a strip zooms to. The strip fills the width, with its neighbors if it has few frames. Where
 * it nearly does already (500,000 siblings are one strip at any width), a small part of the range around the pointer does.
 * @param at where the pointer is, in value units
 */
export function stripRange(scene: Scene, viewport: Viewport, strip: Strip, at: number): Range {
  const width = scene.x1 - scene.x0;
  const ofStrip = strip.x1 - strip.x0;
  if (ofStrip > width / 2) {
    return within(scene, at, width / STEP);
  }
  const { start, width: widths } = scene.rows;
  const parent = { x0: start[strip.parent], x1: start[strip.parent] + widths[strip.parent] };
  const legible = ((strip.value / strip.count) * viewport.width) / SIBLING_WIDTH;
  return within(parent, (strip.x0 + strip.x1) / 2, Math.min(width / 2, Math.max(ofStrip, legible)));
}

/** The range in which a frame that is too narrow to see is wide enough; undefined where it already is. */
export function revealRange(scene: Scene, viewport: Viewport, node: NodeIndex): Range | undefined {
  const { rows } = scene;
  const span = boxSpan(scene, viewport, node);
  if (!span || rows.width[node] <= 0) {
    return undefined;
  }
  const inside = span.right > 0 && span.left < viewport.width;
  if (inside && span.right - span.left >= VISIBLE_WIDTH) {
    return undefined;
  }
  const width = Math.min(scene.x1 - scene.x0, (rows.width[node] * viewport.width) / REVEALED_WIDTH);
  return within(rootRange(scene), rows.start[node] + rows.width[node] / 2, width);
}

/** All of the shown root's width. */
export function rootRange({ rows: { root, start, width } }: Scene): Range {
  return { x0: start[root], x1: start[root] + width[root] };
}

/** A range of a width around a point, moved so that it stays inside another. */
export function within(bounds: Range, at: number, width: number): Range {
  const x0 = Math.min(Math.max(bounds.x0, at - width / 2), Math.max(bounds.x0, bounds.x1 - width));
  return { x0, x1: Math.min(bounds.x1, x0 + width) };
}
