/** So much may the totals of the same profiles differ. */
const SAME = 0.005;

/** Whether two answers' totals are of the same profiles: at most 0.5 % of the second apart. */
export function isSameTotal(total: number, other: number): boolean {
  return Math.abs(total - other) <= SAME * other;
}
