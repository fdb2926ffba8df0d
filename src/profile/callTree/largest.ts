/** Something with a value, told apart by a number. */
export interface Candidate {
  readonly id: number;
  readonly value: number;
}

/**
 * The largest of many candidates, of which only so many are kept: a heap whose top is the least of the kept. Of equal
 * values the lower id counts as the larger. O(log limit) a candidate that is kept, O(1) for the others.
 */
export class Largest {
  private readonly heap: Candidate[] = [];
  /** How many candidates are not kept, and the sum of their values. */
  restCount = 0;
  restTotal = 0;

  /**
   * @param least smaller values are not kept
   * @param after candidates down to this one are left out, of the rest too: somebody has them already
   */
  constructor(
    private readonly limit: number,
    private readonly least: number,
    private readonly after?: Candidate
  ) {}

  offer(id: number, value: number): void {
    const { heap, after } = this;
    if (after && !(value < after.value || (value === after.value && id > after.id))) {
      return;
    }
    if (value < this.least || (heap.length === this.limit && !isLarger(id, value, heap[0]))) {
      this.restCount++;
      this.restTotal += value;
    } else if (heap.length < this.limit) {
      heap.push({ id, value });
      this.rise(heap.length - 1);
    } else {
      this.restCount++;
      this.restTotal += heap[0].value;
      heap[0] = { id, value };
      this.sink();
    }
  }

  /** What is kept, the largest first. */
  sorted(): Candidate[] {
    return this.heap.sort((a, b) => b.value - a.value || a.id - b.id);
  }

  private rise(at: number): void {
    const { heap } = this;
    for (let above = (at - 1) >> 1; at > 0 && isLarger(heap[above].id, heap[above].value, heap[at]);) {
      [heap[above], heap[at]] = [heap[at], heap[above]];
      at = above;
      above = (at - 1) >> 1;
    }
  }

  private sink(): void {
    const { heap } = this;
    for (let at = 0; ;) {
      let least = 2 * at + 1;
      if (least + 1 < heap.length && isLarger(heap[least].id, heap[least].value, heap[least + 1])) {
        least++;
      }
      if (least >= heap.length || !isLarger(heap[at].id, heap[at].value, heap[least])) {
        return;
      }
      [heap[least], heap[at]] = [heap[at], heap[least]];
      at = least;
    }
  }
}

const isLarger = (id: number, value: number, than: Candidate) =>
  value > than.value || (value === than.value && id < than.id);
