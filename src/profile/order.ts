/** Place of the first entry of an ascending list, within [from, to), that is at least `limit`; `to` if there is none. */
export function firstAtLeast(list: ArrayLike<number>, limit: number, from = 0, to = list.length): number {
  return firstPlace(from, to, (place) => list[place] >= limit);
}

/** The first place in [from, to) that is `reached`, as are all after it; `to` if none is. Binary search. */
export function firstPlace(from: number, to: number, reached: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
