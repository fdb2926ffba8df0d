import { hitTest, type Hit } from '../../profile/hit';
import type { NodeIndex } from '../../profile/model';
import { boxSpan, isAboveRoot, minDrawnWidth, pxPerValue, valueAt, type Scene, type Viewport } from './scene';
import { contentTop, ROW_HEIGHT, rowAt, rowTop, type ScrollModel } from './scroll';

/** A graph as it lies under its scroll container. */
export interface Surface {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly scroll: ScrollModel;
  readonly scroller: HTMLElement;
}

/** The offset in value units under a point in client px. */
export function valueUnder({ scene, viewport, scroller }: Surface, clientX: number): number {
  return valueAt(scene, viewport, clientX - scroller.getBoundingClientRect().left);
}

/**
 * What is drawn under a point in client px, O(log row). A pointer knows whole px, and a box may be narrower than one: of
 * what a px shows, such a box comes first, or it could not be hit at all.
 */
export function hitAt(surface: Surface, clientX: number, clientY: number): Hit | undefined {
  const { scene, viewport, scroll, scroller } = surface;
  const offset = contentTop(scroll, scroller.scrollTop) + clientY - scroller.getBoundingClientRect().top;
  const row = rowAt(scroll, offset);
  const minWidth = minDrawnWidth(scene, viewport);
  const hitBeside = (px: number) => hitTest(scene.rows, row, valueUnder(surface, clientX + px), minWidth, scene);
  const pixel = 1 / pxPerValue(scene, viewport);
  const hit = hitBeside(0);
  if (hit?.kind === 'node' && scene.rows.width[hit.node] < pixel) {
    return hit;
  }
  // Steps of half a device px miss nothing that is drawn.
  for (let px = 0.5 / viewport.dpr; px < 1; px += 0.5 / viewport.dpr) {
    const beside = hitBeside(px);
    if (beside?.kind === 'node' && scene.rows.width[beside.node] < pixel && !isAboveRoot(scene, beside.node)) {
      return beside;
    }
  }
  return hit;
}

/** A point in client px just below the visible part of a box, for what is shown about it. */
export function pointBelow(surface: Surface, node: NodeIndex): { x: number; y: number } | undefined {
  const { scene, viewport, scroll, scroller } = surface;
  const span = boxSpan(scene, viewport, node);
  if (!span) {
    return undefined;
  }
  const rect = scroller.getBoundingClientRect();
  const y = rowTop(scroll, scene.rows.depth[node]) - contentTop(scroll, scroller.scrollTop);
  const x = (Math.max(0, span.left) + Math.min(viewport.width, span.right)) / 2;
  // Under a wide box the middle is far from its name.
  return { x: rect.left + Math.min(x, Math.max(0, span.left) + 100), y: rect.top + y + ROW_HEIGHT };
}
