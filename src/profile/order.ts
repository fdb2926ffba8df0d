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

/** The same where it is most often near `from`: O(log of how far), in few steps of memory that is at hand. */
export function firstAtLeastNear(list: ArrayLike<number>, limit: number, from: number, to: number): number {
  let low = from;
  let step = 1;
  while (low < to && list[low] < limit) {
    const next = low + step;
    if (next >= to || list[next] >= limit) {
      return firstAtLeast(list, limit, low + 1, Math.min(next, to));
    }
    low = next;
    step *= 2;
  }
  return low;
}
