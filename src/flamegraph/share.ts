/**
 * A part of a whole as people read it: "12.4 %", "0.31 %", "< 0.01 %", "100 %". One form for table, graph and labels.
 * @param value in the unit of `whole`; a whole of 0 gives "0 %"
 * @param lowerBound the value may be more than it says: "≥ 12.4 %", and "> 0 %" where only "≥ < 0.01 %" would be left
 */
export function formatShare(value: number, whole: number, lowerBound = false): string {
  const percent = whole === 0 ? 0 : (100 * value) / whole;
  if (percent > 0 && percent < 0.01) {
    return lowerBound ? '> 0 %' : '< 0.01 %';
  }
  const digits = percent < 1 ? 2 : 1;
  return `${lowerBound ? '≥ ' : ''}${Number(percent.toFixed(digits))} %`;
}
