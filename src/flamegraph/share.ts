import { inLanguage } from '../i18n';

/**
 * A part of a whole as people read it: "12.4 %", "0.31 %", "< 0.01 %", "100 %". One form for table, graph and labels.
 * @param value in the unit of `whole`; a whole of 0 gives "0 %"
 * @param lowerBound the value may be more than it says: rounded down, "≥ 12.4 %", and "> 0 %" where only "≥ < 0.01 %" would be left
 */
export function formatShare(value: number, whole: number, lowerBound = false): string {
  const share = shareBeside(value, whole, lowerBound);
  return lowerBound && !share.startsWith('>') ? `≥ ${share}` : share;
}

/** The same beside a value that is marked as a lower bound itself: rounded down too, and not marked once more. */
export function shareBeside(value: number, whole: number, lowerBound: boolean): string {
  const percent = whole === 0 ? 0 : (100 * value) / whole;
  if (percent > 0 && percent < 0.01) {
    return lowerBound ? '> 0 %' : inLanguage('< 0.01 %');
  }
  const scale = percent < 1 ? 100 : 10;
  // What is said to be at least so much is rounded down; 0.29 times 100 is a hair below 29.
  const shown = lowerBound ? Math.floor(percent * scale * (1 + Number.EPSILON)) : Math.round(percent * scale);
  return inLanguage(`${shown / scale} %`);
}
