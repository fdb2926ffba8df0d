/**
 * The unit of a number: Grafana's ids as its Pyroscope data source sends them (`ns`, `bytes`, `short`, `cores`,
 * `binBps`, `ops`), the times it passes on verbatim, or a profiler's own word.
 */
export type Unit = string;

interface Step {
  /** in the unit itself */
  size: number;
  suffix: string;
  /** Grafana writes times of more than one minute in the plural: "1 min", "1.5 mins". */
  plural?: string;
}

const SAMPLE_UNITS: Readonly<Record<string, Unit>> = {
  nanoseconds: 'ns',
  microseconds: 'µs',
  milliseconds: 'ms',
  seconds: 's',
  count: 'short',
};

const TIME_STEPS: readonly Step[] = [
  { size: 1, suffix: ' ns' },
  { size: 1e3, suffix: ' µs' },
  { size: 1e6, suffix: ' ms' },
  { size: 1e9, suffix: ' s' },
  { size: 60e9, suffix: ' min', plural: ' mins' },
  { size: 3600e9, suffix: ' hour', plural: ' hours' },
  { size: 86_400e9, suffix: ' day', plural: ' days' },
];

const COUNT_STEPS = powers(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint']);

/** Of the unit given, in nanoseconds. */
const TIME_SCALES: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };

const STEPS: Readonly<Record<string, readonly Step[]>> = {
  short: COUNT_STEPS,
  bytes: powers(1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB', ' EiB']),
  binBps: powers(1024, [' B/s', ' KiB/s', ' MiB/s', ' GiB/s', ' TiB/s', ' PiB/s', ' EiB/s']),
  ops: powers(1000, [' ops/s', 'K ops/s', 'M ops/s', 'B ops/s', 'T ops/s']),
  cores: [{ size: 1, suffix: ' cores' }],
};

/** The unit of a sample unit as profiles name it (`nanoseconds`, `count`); other words stay as they are. */
export function unitOf(sampleUnit: string): Unit {
  return SAMPLE_UNITS[sampleUnit] ?? (sampleUnit || 'short');
}

/**
 * A value as people read it: "25.7 s", "1.5 MiB", "1.23 Mil", "0.42 cores"; three significant digits, scaled as
 * Grafana scales the unit. Unlike Grafana's, a rounded value never stands in the unit below ("1000 µs", "60.0 mins"),
 * and zeros at the end are dropped.
 */
export function formatValue(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  const { amount, steps } = scaleOf(value, unit);
  if (amount === 0) {
    return `0${steps[0].suffix}`;
  }
  const { digits, suffix } = scaled(Math.abs(amount), steps);
  return `${amount < 0 ? '-' : ''}${digits}${suffix}`;
}

/** The value to the last digit, for tooltips: "25,712,345,678 ns", "1,536 B", "349"; no scaling. */
export function formatExact(value: number, unit: Unit): string {
  const known = unitOf(unit);
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 20 });
  const suffix = known in TIME_SCALES ? ` ${known}` : (STEPS[known]?.[0].suffix ?? ` ${unit}`);
  return `${digits}${suffix}`;
}

/**
 * A total spread over time, in the unit that the data source gives to rates of such totals: nanoseconds of CPU become
 * cores, bytes binBps, counts ops. Other times become their share of a second, in nanoseconds.
 * @param seconds that profiles cover, more than 0
 */
export function perSecond(total: number, unit: Unit, seconds: number, onCpu: boolean): { value: number; unit: Unit } {
  const known = unitOf(unit);
  if (known in TIME_SCALES) {
    const nanoseconds = (total * TIME_SCALES[known]) / seconds;
    return onCpu ? { value: nanoseconds / 1e9, unit: 'cores' } : { value: nanoseconds, unit: 'ns' };
  }
  return { value: total / seconds, unit: known === 'bytes' ? 'binBps' : known === 'short' ? 'ops' : `${unit}/s` };
}

function powers(base: number, suffixes: readonly string[]): Step[] {
  return suffixes.map((suffix, i) => ({ size: base ** i, suffix }));
}

function scaleOf(value: number, unit: Unit): { amount: number; steps: readonly Step[] } {
  const known = unitOf(unit);
  if (known in TIME_SCALES) {
    return { amount: value * TIME_SCALES[known], steps: TIME_STEPS };
  }
  const steps = STEPS[known];
  // An unknown unit is scaled as a count and named in full.
  return {
    amount: value,
    steps: steps ?? COUNT_STEPS.map(({ size, suffix }) => ({ size, suffix: `${suffix} ${unit}` })),
  };
}

function scaled(amount: number, steps: readonly Step[]): { digits: string; suffix: string } {
  let at = 0;
  while (at + 1 < steps.length && amount >= steps[at + 1].size) {
    at += 1;
  }
  const rounded = threeDigits(amount / steps[at].size);
  if (at + 1 < steps.length && rounded * steps[at].size >= steps[at + 1].size) {
    return { digits: '1', suffix: steps[at + 1].suffix };
  }
  const { suffix, plural } = steps[at];
  return { digits: withoutExponent(rounded), suffix: rounded > 1 ? (plural ?? suffix) : suffix };
}

/** Three significant digits, but never fewer than all before the point. */
function threeDigits(value: number): number {
  const factor = 10 ** Math.min(300, Math.max(0, 2 - Math.floor(Math.log10(value))));
  return Math.round(value * factor) / factor;
}

function withoutExponent(value: number): string {
  const digits = String(value);
  return digits.includes('e')
    ? value.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false })
    : digits;
}
