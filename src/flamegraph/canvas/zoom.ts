import type { NodeIndex } from '../../profile/model';
import type { Strip } from '../../profile/visible';
import { boxSpan, type Range, type Scene, type Viewport } from './scene';

/** How much closer a zoom comes where a strip fills the width already. */
const STEP = 16;
/** A revealed frame is at least so wide, CSS px. */
const REVEALED_WIDTH = 40;
/** A frame this wide needs no zoom to be seen, CSS px. */
const VISIBLE_WIDTH = 3;

/**
 * The range that a click on a strip zooms to. The strip fills the width; where it nearly does already (500,000 siblings
 * are one strip at any width), a sixteenth of the range around the pointer does.
 * @param at where the pointer is, in value units
 */
export function stripRange(scene: Range, strip: Strip, at: number): Range {
  const width = scene.x1 - scene.x0;
  if (strip.x1 - strip.x0 <= width / 2) {
    return { x0: strip.x0, x1: strip.x1 };
  }
  return within(scene, at, width / STEP);
}

/** The range in which a frame that is too narrow to see is wide enough; undefined where it already is. */
export function revealRange(scene: Scene, viewport: Viewport, node: NodeIndex): Range | undefined {
  const { profile, rows } = scene;
  const span = boxSpan(scene, viewport, node);
  if (!span || profile.value[node] <= 0) {
    return undefined;
  }
  const inside = span.right > 0 && span.left < viewport.width;
  if (inside && span.right - span.left >= VISIBLE_WIDTH) {
    return undefined;
  }
  const root = { x0: profile.start[rows.root], x1: profile.start[rows.root] + profile.value[rows.root] };
  const width = Math.min(scene.x1 - scene.x0, (profile.value[node] * viewport.width) / REVEALED_WIDTH);
  return within(root, profile.start[node] + profile.value[node] / 2, width);
}

/** A range of a width around a point, moved so that it stays inside another. */
function within(bounds: Range, at: number, width: number): Range {
  const x0 = Math.min(Math.max(bounds.x0, at - width / 2), Math.max(bounds.x0, bounds.x1 - width));
  return { x0, x1: Math.min(bounds.x1, x0 + width) };
}
