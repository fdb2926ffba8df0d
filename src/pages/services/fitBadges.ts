import { sum } from '../../query/series';

/** CSS pixels of a badge's padding and border, of the gap to the next, and of a letter on average. */
const FRAME = 11;
const GAP = 4;
const LETTER = 7;

/**
 * How many of a row's badges have room; all others are counted in one more, "+3", which has its room too.
 * @param labels in their order
 * @param width CSS pixels; 0: not laid out yet, and nothing is left out
 */
export function fitBadges(labels: readonly string[], width: number): number {
  const widths = labels.map((label) => badgeWidth(label));
  if (width === 0 || sum(widths) <= width + GAP) {
    return labels.length;
  }
  let used = badgeWidth(`+${labels.length}`);
  let count = 0;
  while (count < labels.length && used + widths[count] <= width + GAP) {
    used += widths[count];
    count += 1;
  }
  return count;
}

function badgeWidth(label: string): number {
  return FRAME + GAP + LETTER * label.length;
}
