import { beyondChance, chanceBeyond } from './student';

/** Snapshots (live bytes, goroutines) of one instance by stack and window. */
export interface InstanceSnapshots {
  /** `[row * columns + column]`: the average snapshot of a window, in the type's unit; rows are stacks, or functions */
  readonly values: Float64Array;
  /** by column: did the instance send a snapshot? */
  readonly present: ArrayLike<number>;
  /** by column, what was not loaded: any row's value may be more by as much; undefined where all was */
  readonly cut?: ArrayLike<number>;
  /** when the process began, in milliseconds; undefined where that is not known, which is taken for long ago */
  readonly started?: number;
}

export interface LeakInput {
  readonly instances: readonly InstanceSnapshots[];
  readonly columns: number;
  /** when a column begins, in milliseconds */
  readonly starts: ArrayLike<number>;
  /** what one sampled object stands for, in the type's unit: Go samples one in 512 KiB; 1 where all are counted */
  readonly objectSize: number;
  /** by column, what the service had to do: its CPU time, say, or what it allocated; undefined where it is not known */
  readonly load?: ArrayLike<number>;
}

/** A stack that holds more and more. The stack says where memory was allocated, not what holds it. */
export interface Growth {
  readonly row: number;
  /** the type's unit an hour, all instances together */
  readonly perHour: number;
  /** 95 %, wider by what was not loaded */
  readonly interval: readonly [low: number, high: number];
  /** what comes on top in a day at this pace, the type's unit */
  readonly inADay: number;
  /** `likely`: it grows, but the load is not known, or it began anew after each restart */
  readonly verdict: 'clear' | 'likely';
  /** how many instances show it */
  readonly instances: number;
}

/** So many sampled objects must have been added: fewer come and go by chance. */
const OBJECTS = 20;
/** Fewer windows in a row have no trend. */
const SHORTEST = 8;
/** A process whose memory falls by more than half from one window to the next has been restarted. */
const RESTART = 0.5;
/** The chance of any false one among all stacks (Bonferroni's correction). */
const CHANCE = 0.01;
/** A cache that fills grows slower and slower: the second half must bring so much of what the first brought. */
const STEADY = 0.6;
/** Beyond this correlation from window to window a heap may as well wander without bounds. */
const FORGETS = 0.7;
/** Memory may grow with load to this power (more requests at once, each for longer) without being a leak. */
const LOAD_POWER = 2;

/**
 * Stacks whose memory grows, the fastest first. A trend is fitted for each instance between its restarts; what is left of
 * a window depends on the one before (objects live on), so ranks and plain least squares would find trends in heaps that
 * only wander: errors are taken as autoregressive (Prais and Winsten), with the correlation corrected for its bias.
 *
 * A stack is told only where it has grown by 20 sampled objects, in both halves of the time, no slower at the end, by more
 * than the load can have done, and in two instances or, if there is one, in every quarter; in processes that had lived as
 * long before as they are looked at, since caches fill after a start, or in two lives of one. Where snapshots were cut, a
 * stack that comes in sight looks as one that grows: it must have grown whatever it had of what was not loaded.
 */
export function growingStacks(input: LeakInput): Growth[] {
  const rows = input.columns > 0 ? input.instances[0].values.length / input.columns : 0;
  const lives = input.instances.flatMap((instance, index) => livesOf(input, instance, index, rows));
  const instances = new Set(lives.map(({ instance }) => instance)).size;
  const found: Growth[] = [];
  for (let row = 0; row < rows; row++) {
    const trends = lives.map((life) => trendOf(input, life, row)).filter((trend) => trend !== undefined);
    const growth = growthOf(row, trends, instances, CHANCE / rows);
    if (growth) {
      found.push(input.load ? growth : { ...growth, verdict: 'likely' });
    }
  }
  return found.sort((a, b) => b.perHour - a.perHour);
}

/** An instance between two restarts. */
interface Life {
  readonly instance: number;
  readonly values: Float64Array;
  readonly cut: ArrayLike<number> | undefined;
  readonly columns: readonly number[];
  /** it had lived as long before as it was looked at */
  readonly old: boolean;
}

function livesOf(
  { columns, starts }: LeakInput,
  { values, cut, present, started }: InstanceSnapshots,
  instance: number,
  rows: number
): Life[] {
  const lives: Array<{ columns: number[]; restarted: boolean }> = [];
  let last = 0;
  for (let column = 0; column < columns; column++) {
    if (present[column]) {
      let total = cut?.[column] ?? 0;
      for (let row = 0; row < rows; row++) {
        total += values[row * columns + column];
      }
      const restarted = total < RESTART * last;
      if (restarted || lives.length === 0) {
        lives.push({ columns: [], restarted });
      }
      lives[lives.length - 1].columns.push(column);
      last = total;
    }
  }
  return lives
    .filter((life) => life.columns.length >= SHORTEST)
    .map((life) => {
      const [from, to] = [starts[life.columns[0]], starts[life.columns[life.columns.length - 1]]];
      const old = !life.restarted && (started === undefined || from - started >= to - from);
      return { instance, values, cut, columns: life.columns, old };
    });
}

/** How a stack of an instance went, in the type's unit and hours. */
interface Trend {
  readonly instance: number;
  readonly slope: number;
  /** how much less, and more, the slope may be for what was not loaded */
  readonly open: readonly [down: number, up: number];
  readonly error: number;
  readonly freedom: number;
  readonly hours: number;
  readonly old: boolean;
  /** it passes every guard but those of chance and of other instances */
  readonly grows: boolean;
  readonly everyQuarter: boolean;
}

function trendOf({ columns, starts, objectSize, load }: LeakInput, life: Life, row: number): Trend | undefined {
  const y = life.columns.map((column) => life.values[row * columns + column]);
  if (y.every((value) => value === 0)) {
    return undefined;
  }
  const hours = life.columns.map((column) => (starts[column] - starts[life.columns[0]]) / 3_600_000);
  const whole = fitTrend(hours, y);
  const half = y.length >> 1;
  const halves = [
    fitTrend(hours.slice(0, half), y.slice(0, half), whole.correlation),
    fitTrend(hours.slice(half), y.slice(half), whole.correlation),
  ];
  const length = hours[hours.length - 1];
  const quarters = [0, 1, 2, 3].map((q) => meanOf(y.slice((q * y.length) >> 2, ((q + 1) * y.length) >> 2)));
  const steady =
    halves[0].slope > 0 &&
    halves[1].slope >= STEADY * halves[0].slope &&
    halves[1].slope - halves[0].slope > -2.5 * Math.hypot(halves[0].error, halves[1].error);
  const loads = load && life.columns.map((column) => load[column]);
  const cut = life.columns.map((column) => life.cut?.[column] ?? 0);
  const open = openSlope(hours, cut);
  // All of what was not loaded was this one's at first, and nothing of it later.
  const least = y.map((value, i) => value + (hours[i] < length / 2 ? cut[i] : 0));
  return {
    ...whole,
    open,
    instance: life.instance,
    hours: length,
    old: life.old,
    grows:
      steady && (whole.slope - open[0]) * length >= OBJECTS * objectSize && (!loads || outgrows(hours, least, loads)),
    everyQuarter: quarters.every((mean, q) => q === 0 || mean > quarters[q - 1]),
  };
}

/** How much less and more the slope of a line may be if each value may be more by what is `cut`. */
function openSlope(x: readonly number[], cut: readonly number[]): [down: number, up: number] {
  const mean = meanOf(x);
  const squares = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) || 1;
  const part = (sign: 1 | -1) =>
    cut.reduce((sum, value, i) => sum + Math.max(0, sign * (x[i] - mean)) * value, 0) / squares;
  return [part(-1), part(1)];
}

/** Does it grow by more than the load can have done? */
function outgrows(hours: readonly number[], y: readonly number[], load: readonly number[]): boolean {
  const ratio = (values: readonly number[]) => {
    const { slope, level } = fitTrend(hours, values);
    return Math.max(level + slope * hours[hours.length - 1], 0) / Math.max(level, 1e-9 * Math.max(...values, 0));
  };
  return ratio(y) > Math.max(1, ratio(load)) ** LOAD_POWER;
}

function growthOf(row: number, trends: readonly Trend[], all: number, chance: number): Growth | undefined {
  const chanceOf = ({ slope, open, error, freedom }: Trend) => chanceBeyond((slope - open[0]) / error, freedom);
  const rising = trends.filter((trend) => trend.grows && chanceOf(trend) < 0.05);
  const old = rising.filter((trend) => trend.old);
  // A young process may be warming up; one that grew in two lives is not.
  const again = rising.filter((trend) => rising.some((other) => other !== trend && other.instance === trend.instance));
  const growing = old.length > 0 ? old : again;
  const instances = new Set(growing.map((trend) => trend.instance)).size;
  const enough = all > 1 ? instances >= 2 : growing.some(({ everyQuarter }) => everyQuarter);
  // Each instance's own chance, put together (Fisher would let one instance decide: the second smallest must do).
  const chances = growing.map(chanceOf).sort((a, b) => a - b);
  const together = all > 1 ? all * (chances[0] ?? 1) * (chances[1] ?? 1) : (chances[0] ?? 1);
  if (!enough || together > chance) {
    return undefined;
  }
  // Lives of one instance follow one another: the mean of their slopes; instances add up.
  const slopes = [...new Set(growing.map((trend) => trend.instance))].map((instance) => {
    const own = growing.filter((trend) => trend.instance === instance);
    const hours = own.reduce((sum, trend) => sum + trend.hours, 0);
    const mean = (read: (trend: Trend) => number) =>
      own.reduce((sum, trend) => sum + read(trend) * trend.hours, 0) / hours;
    return {
      slope: mean(({ slope }) => slope),
      down: mean(({ open }) => open[0]),
      up: mean(({ open }) => open[1]),
      error: mean(({ error }) => error),
      freedom: mean(({ freedom }) => freedom),
    };
  });
  const perHour = slopes.reduce((sum, { slope }) => sum + slope, 0);
  const [down, up] = (['down', 'up'] as const).map((way) => slopes.reduce((sum, one) => sum + one[way], 0));
  const reach = Math.hypot(...slopes.map(({ error, freedom }) => error * beyondChance(0.05, freedom)));
  return {
    row,
    perHour,
    interval: [perHour - reach - down, perHour + reach + up],
    inADay: 24 * perHour,
    verdict: growing === old ? 'clear' : 'likely',
    instances,
  };
}

/**
 * A line through points whose errors are autoregressive: least squares after each point has lost its share of the one
 * before (Prais and Winsten).
 * @param known the correlation, if it has been measured on more points
 */
function fitTrend(x: readonly number[], y: readonly number[], known?: number) {
  const n = x.length;
  const plain = leastSquares(
    x.map(() => 1),
    x,
    y
  );
  const residuals = y.map((value, i) => value - plain.level - plain.slope * x[i]);
  const squares = residuals.reduce((sum, e) => sum + e * e, 0);
  const products = residuals.reduce((sum, e, i) => sum + (i > 0 ? e * residuals[i - 1] : 0), 0);
  const raw = squares > 0 ? products / squares : 0;
  // Residuals of a fitted line are less alike than the errors are, by about (4 + 4 ρ) / n. Where little is forgotten from
  // window to window, nothing is taken to be: then it is the steps that must have a mean.
  const corrected = Math.max(0, raw + (4 + 4 * raw) / n);
  const correlation = known ?? (corrected > FORGETS ? 0.99 : corrected);
  const first = Math.sqrt(1 - correlation ** 2);
  const lag = (values: readonly number[]) =>
    values.map((value, i) => (i === 0 ? first * value : value - correlation * values[i - 1]));
  const { level, slope, error } = leastSquares(lag(x.map(() => 1)), lag(x), lag(y));
  return { level, slope, error, correlation, freedom: Math.max(3, n / 2) };
}

/** Level and slope of y = level * ones + slope * x, and the slope's standard error. */
function leastSquares(ones: readonly number[], x: readonly number[], y: readonly number[]) {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const [oo, ox, xx, oy, xy] = [dot(ones, ones), dot(ones, x), dot(x, x), dot(ones, y), dot(x, y)];
  const determinant = oo * xx - ox * ox || 1;
  const slope = (oo * xy - ox * oy) / determinant;
  const level = (xx * oy - ox * xy) / determinant;
  const rest = y.reduce((sum, value, i) => sum + (value - level * ones[i] - slope * x[i]) ** 2, 0);
  return { level, slope, error: Math.sqrt(((rest / Math.max(1, y.length - 2)) * oo) / determinant) };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
