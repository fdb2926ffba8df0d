import { hitTest, type Hit } from '../../profile/hit';
import type { NodeIndex } from '../../profile/model';
import { boxSpan, minDrawnWidth, valueAt, type Scene, type Viewport } from './scene';
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

/** What is drawn under a point in client px, O(log row). */
export function hitAt(surface: Surface, clientX: number, clientY: number): Hit | undefined {
  const { scene, viewport, scroll, scroller } = surface;
  const offset = contentTop(scroll, scroller.scrollTop) + clientY - scroller.getBoundingClientRect().top;
  const x = valueUnder(surface, clientX);
  return hitTest(scene.rows, rowAt(scroll, offset), x, minDrawnWidth(scene, viewport), scene);
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
