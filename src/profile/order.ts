/** Place of the first entry of an ascending list, within [from, to), that is at least `limit`; `to` if there is none. */
export function firstAtLeast(list: ArrayLike<number>, limit: number, from = 0, to = list.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] >= limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
