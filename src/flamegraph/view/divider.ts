/** Neither pane can be pushed out of sight: the layout switch does that, and can be undone where it was done. */
export const MIN_PERCENT = 15;
export const MAX_PERCENT = 85;

const STEP = 2;

const clamp = (percent: number) => Math.max(MIN_PERCENT, Math.min(MAX_PERCENT, percent));

/** The first pane's share in percent when the divider is at `position` (CSS pixels, as `start` and `size` of both). */
export function shareAt(position: number, start: number, size: number): number {
  return size > 0 ? clamp((100 * (position - start)) / size) : MIN_PERCENT;
}

/** Where a key moves the divider; undefined for keys that are not its own. */
export function moveDivider(key: string, percent: number, stacked: boolean): number | undefined {
  switch (key) {
    case stacked ? 'ArrowDown' : 'ArrowRight':
      return clamp(percent + STEP);
    case stacked ? 'ArrowUp' : 'ArrowLeft':
      return clamp(percent - STEP);
    case 'Home':
      return MIN_PERCENT;
    case 'End':
      return MAX_PERCENT;
    default:
      return undefined;
  }
}
