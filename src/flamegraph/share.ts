/**
 * A part of a whole as people read it: "12.4 %", "0.31 %", "< 0.01 %", "100 %". One form for table, graph and labels.
 * @param value in the unit of `whole`; a whole of 0 gives "0 %"
 */
export function formatShare(value: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * value) / whole;
  if (percent === 0) {
    return '0 %';
  }
  if (percent > 0 && percent < 0.01) {
    return '< 0.01 %';
  }
  const digits = percent < 1 ? 2 : 1;
  return `${Number(percent.toFixed(digits))} %`;
}
