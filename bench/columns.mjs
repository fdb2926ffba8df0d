// @ts-check
/**
 * A table for people: as wide as its longest cells.
 * @param {string[][]} lines the heads first
 * @param {number[]} names columns of words, which begin at the left
 */
export function inColumns(lines, names) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line.map((cell, i) => (names.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')
    )
    .join('\n');
}
