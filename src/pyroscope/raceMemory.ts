import { type AbsoluteRange } from './query';

/** Ranges of nearly one length are the same question asked again: "today" grows while it is looked at. */
const SAME_LENGTH = 0.1;
/** So many subjects are remembered to be expensive. */
const MOST_SUBJECTS = 500;

/** A page shows two subjects at most; one that is come back to is asked about as if it were new. */
const SUBJECTS_IN_VIEW = 2;

/** What one question's last race taught. */
interface Lesson {
  lengthMs: number;
  end: 'whole' | { failure: unknown; lasts: boolean };
  unbounded: boolean;
}

/**
 * What races taught: a refresh of what is in view asks only who won, and a subject whose whole profile was over budget
 * once has the flame graph asked for at once. As long as the page lives.
 */
export class RaceMemory {
  readonly #last = new Map<string, Lesson>();
  readonly #expensive = new Set<string>();

  questionOf(subject: string, { from, to }: AbsoluteRange) {
    const lengthMs = to - from;
    const last = this.#last.get(subject);
    const again = last && Math.abs(last.lengthMs - lengthMs) <= SAME_LENGTH * lengthMs ? last : undefined;
    const end = again?.end;
    const learn = (lesson: Pick<Lesson, 'end' | 'unbounded'>) => {
      this.#last.delete(subject);
      this.#last.set(subject, { lengthMs, ...lesson });
      for (const oldest of [...this.#last.keys()].slice(0, -SUBJECTS_IN_VIEW)) {
        this.#last.delete(oldest);
      }
    };
    return {
      /** The whole profile won the last time. */
      won: end === 'whole',
      /** It did not come the last time, and why. */
      lost: end === 'whole' ? undefined : end,
      /** All was loaded by hand: no budget holds any more. */
      unbounded: again?.unbounded ?? false,
      wasOverBudget: this.#expensive.has(subject),
      wholeWon: () => {
        learn({ end: 'whole', unbounded: again?.unbounded ?? false });
      },
      loadedAll: () => {
        learn({ end: 'whole', unbounded: true });
      },
      /** `lasts`: it will be so the next time, too; else it teaches only not to wait for it. */
      wholeLost: (failure: unknown, lasts: boolean, overBudget: boolean) => {
        learn({ end: { failure, lasts }, unbounded: !lasts && again?.unbounded === true });
        if (overBudget) {
          if (this.#expensive.size >= MOST_SUBJECTS) {
            this.#expensive.clear();
          }
          this.#expensive.add(subject);
        }
      },
    };
  }
}
