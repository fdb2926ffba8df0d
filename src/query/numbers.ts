import { median, sum, usualGap, type Series } from './series';

/** Milliseconds since the epoch. */
interface AbsoluteRange {
  from: number;
  to: number;
}

/** The profiles of one instance, or of several that no label tells apart. */
export interface Course {
  /** when they were taken, ascending, in milliseconds since the epoch; at least one */
  times: readonly number[];
  /** how many milliseconds before that time each is about */
  covers: readonly number[];
  /** what each adds up to, in the unit of the average times seconds */
  amounts: readonly number[];
}

export interface Numbers {
  /** undefined without profiles */
  average: number | undefined;
  /** of all amounts */
  total: number;
  /** seconds of the range that profiles cover; where one of two instances is missing, half of them */
  covered: number;
  /** seconds that profiles cover, added up over the instances */
  instanceSeconds: number;
  /** seconds of the range that profiles can cover: those that are not in the future */
  coverable: number;
}

/** @param rates one series an instance, a point a bucket of `stepMs` */
export function coursesOfRates(rates: readonly Series[], stepMs: number): Course[] {
  return coursesOf(rates, stepMs, (value) => (value * stepMs) / 1000);
}

/** @param instances one series an instance, a point a snapshot: it stands for the time that it covers */
export function coursesOfSnapshots(instances: readonly Series[]): Course[] {
  return coursesOf(instances, 1, (value, covers) => (value * covers) / 1000);
}

function coursesOf(
  series: readonly Series[],
  stepMs: number,
  amountOf: (value: number, covers: number) => number
): Course[] {
  const some = series.filter(({ times }) => times.length > 0);
  // How long a single profile took is best known from the other instances.
  const usual = median(some.filter(({ times }) => times.length > 1).map(({ times }) => usualGap(times, stepMs)));
  return some.map(({ times, values }) => {
    const covers = coversOf(times, stepMs, usual);
    return { times, covers, amounts: values.map((value, i) => amountOf(value, covers[i])) };
  });
}

/**
 * A profile covers the time since the one before it. After more than twice the usual distance, and where none is known to
 * be before it, it covers what the others do on average. In milliseconds, one a time.
 * @param usual distance of what has only one time
 */
export function coversOf(times: readonly number[], stepMs: number, usual = stepMs): number[] {
  const longest = 2 * (times.length > 1 ? usualGap(times, stepMs) : usual);
  const gaps = times.map((time, i) => (i > 0 ? time - times[i - 1] : Infinity));
  const whole = gaps.filter((gap) => gap <= longest);
  const typical = whole.length > 0 ? sum(whole) / whole.length : longest / 2;
  return gaps.map((gap) => (gap <= longest ? gap : typical));
}

/**
 * What the profiles of a range say about all of it. The average is what there is at a time, over all times at which there
 * is anything: the total by the time covered, where nothing is missing. An instance that is missing for a while counts
 * then with its own average; one that came later or went earlier counts while it was there.
 *
 *     a  ████████████████     a all the time, b from 4 to 16 but for a gap of 4
 *     b      ████    ████     average: (16 a + 12 b) / 16; covered: 4 + 4 + 4/2 + 4 = 14 of 16
 *
 * @param now where the range ends later, its rest is the future
 */
export function numbersOf(courses: readonly Course[], span: AbsoluteRange, now: number): Numbers {
  const end = Math.max(span.from, Math.min(span.to, now));
  const coverable = (end - span.from) / 1000;
  if (courses.length === 0) {
    return { average: undefined, total: 0, covered: 0, instanceSeconds: 0, coverable };
  }
  const total = sum(courses.flatMap(({ amounts }) => amounts));
  const lives = { from: Math.min(...courses.map(startOf)), to: Math.max(...courses.map(endOf)) };
  const known = { from: Math.max(lives.from, span.from), to: Math.min(lives.to, end) };
  const stretches = courses.flatMap((course) => stretchesOf(course, lives, known));
  const there: Counts = { alive: 0, seen: 0, covering: 0, missing: 0 };
  let [seconds, filled, covered] = [0, 0, 0];
  sweep(stretches, there, (from, to) => {
    if (there.covering > 0) {
      seconds += (to - from) / 1000;
      filled += (there.missing * (to - from)) / 1000;
      const inside = Math.max(0, Math.min(to, end) - Math.max(from, span.from)) / 1000;
      covered += (inside * there.seen) / there.alive;
    }
  });
  // What is not yet due is not missing.
  const wait = end - lives.to;
  const due = wait > 0 && wait <= 2 * Math.max(...courses.map(usualOf)) ? wait / 1000 : 0;
  const instanceSeconds = sum(courses.flatMap(({ covers }) => covers)) / 1000;
  return { average: (total + filled) / seconds, total, covered: covered + due, instanceSeconds, coverable };
}

/** How many instances are in a state, and what those that have no profile at a time have otherwise. */
interface Counts {
  /** between their first and their last profile */
  alive: number;
  /** covered by a profile, or soon by the next one */
  seen: number;
  covering: number;
  missing: number;
}

interface Stretch {
  from: number;
  to: number;
  counts: Counts;
}

/**
 * Covered time and gaps of an instance. Instances send at different moments: one whose first profile comes within twice
 * its usual distance was there as long as any was, and one whose last is no longer ago still is.
 * @param lives of all instances, and what of it is `known`: in the range, and not in the future
 */
function stretchesOf(course: Course, lives: AbsoluteRange, known: AbsoluteRange): Stretch[] {
  const { times, covers, amounts } = course;
  const rate = (1000 * sum(amounts)) / sum(covers);
  const covered: Counts = { alive: 1, seen: 1, covering: 1, missing: 0 };
  const due: Counts = { alive: 1, seen: 1, covering: 0, missing: rate };
  const gap: Counts = { alive: 1, seen: 0, covering: 0, missing: rate };
  const longest = 2 * usualOf(course);
  const [start, end] = [startOf(course), endOf(course)];
  const stretches: Stretch[] = [];
  if (start - known.from <= longest) {
    stretches.push({ from: lives.from, to: start, counts: due });
  }
  let from = start;
  times.forEach((time, i) => {
    const began = time - covers[i];
    if (i > 0 && began > times[i - 1]) {
      stretches.push({ from, to: times[i - 1], counts: covered }, { from: times[i - 1], to: began, counts: gap });
      from = began;
    }
  });
  stretches.push({ from, to: end, counts: covered });
  if (known.to - end <= longest) {
    stretches.push({ from: end, to: lives.to, counts: due });
  }
  return stretches;
}

/** Goes from boundary to boundary, with `there` as it is between them. */
function sweep(stretches: readonly Stretch[], there: Counts, between: (from: number, to: number) => void) {
  const edges = stretches.flatMap(({ from, to, counts }) => [
    { time: from, sign: 1, counts },
    { time: to, sign: -1, counts },
  ]);
  edges.sort((a, b) => a.time - b.time);
  edges.forEach(({ time, sign, counts }, i) => {
    there.alive += sign * counts.alive;
    there.seen += sign * counts.seen;
    there.covering += sign * counts.covering;
    there.missing += sign * counts.missing;
    if (i + 1 < edges.length && edges[i + 1].time > time) {
      between(time, edges[i + 1].time);
    }
  });
}

function startOf({ times, covers }: Course): number {
  return times[0] - covers[0];
}

function endOf({ times }: Course): number {
  return times[times.length - 1];
}

function usualOf({ covers }: Course): number {
  return median(covers) ?? 0;
}
