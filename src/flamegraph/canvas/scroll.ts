/** A row's height with its gap, CSS px. */
export const ROW_HEIGHT = 20;

/** Browsers cap an element's height (Firefox at 17.8M px, Chromium at 33.5M): above this, scrolling is scaled. */
const MAX_SPACER_HEIGHT = 15_000_000;

/**
 * How rows lie under a scroll container of `viewHeight` CSS px. Content offsets are true px from the content's top;
 * `scrollTop` differs from them only where the content is taller than an element can be.
 *
 * `up` puts row 0 at the bottom: of the content, or of the viewport where the content is smaller.
 */
export interface ScrollModel {
  readonly rowCount: number;
  readonly viewHeight: number;
  readonly direction: 'down' | 'up';
}

export function contentHeight({ rowCount, viewHeight }: ScrollModel): number {
  return Math.max(rowCount * ROW_HEIGHT, viewHeight);
}

/** The height of the element that makes the container scroll. */
export function spacerHeight(model: ScrollModel): number {
  return Math.min(contentHeight(model), MAX_SPACER_HEIGHT);
}

/** Content px per px of `scrollTop`. */
function scrollScale(model: ScrollModel): number {
  const range = spacerHeight(model) - model.viewHeight;
  return range > 0 ? (contentHeight(model) - model.viewHeight) / range : 1;
}

/** The content offset at the viewport's top edge. */
export function contentTop(model: ScrollModel, scrollTop: number): number {
  return scrollTop * scrollScale(model);
}

/** The content offset of a row's top edge. */
export function rowTop(model: ScrollModel, row: number): number {
  return model.direction === 'down' ? row * ROW_HEIGHT : contentHeight(model) - (row + 1) * ROW_HEIGHT;
}

/** The row at a content offset; may lie outside 0 .. rowCount - 1. */
export function rowAt(model: ScrollModel, offset: number): number {
  return model.direction === 'down'
    ? Math.floor(offset / ROW_HEIGHT)
    : Math.ceil((contentHeight(model) - offset) / ROW_HEIGHT) - 1;
}

/** First row and row after the last that show in the viewport. */
export function rowsInView(model: ScrollModel, top: number): { firstRow: number; endRow: number } {
  const bottom = top + model.viewHeight;
  const height = contentHeight(model);
  const [near, far] = model.direction === 'down' ? [top, bottom] : [height - bottom, height - top];
  return {
    firstRow: Math.max(0, Math.floor(near / ROW_HEIGHT)),
    endRow: Math.min(model.rowCount, Math.ceil(far / ROW_HEIGHT)),
  };
}

/** The `scrollTop` that shows a row whole with the least movement. */
export function scrollTopToShow(model: ScrollModel, scrollTop: number, row: number): number {
  const top = contentTop(model, scrollTop);
  const y = rowTop(model, row);
  if (y >= top && y + ROW_HEIGHT <= top + model.viewHeight) {
    return scrollTop;
  }
  // A jump far away lands in the middle, where the row's callers and callees show too.
  const near = y > top - model.viewHeight && y < top + 2 * model.viewHeight;
  const edge = y < top ? y : y + ROW_HEIGHT - model.viewHeight;
  const target = near ? edge : y - (model.viewHeight - ROW_HEIGHT) / 2;
  const max = contentHeight(model) - model.viewHeight;
  return Math.min(max, Math.max(0, target)) / scrollScale(model);
}
