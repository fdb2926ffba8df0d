/**
 * The unit of a number: Grafana's ids as its Pyroscope data source sends them (`ns`, `bytes`, `short`, `cores`,
 * `binBps`, `ops`), the units of profiles in the spellings of pprof, which the data source passes on verbatim, or a
 * profiler's own word. `…/s` behind any of these: per second.
 */
export type Unit = string;

interface Step {
  /** in the smallest unit of the family */
  size: number;
  suffix: string;
  /** Grafana writes times of more than one minute in the plural: "1 min", "1.5 mins". */
  plural?: string;
}

/** Units that differ only in scale: a value in any of them is shown in the one that suits its size. */
interface Family {
  steps: readonly Step[];
  /** sizes of the units that values come in, by their ids */
  units: Readonly<Record<string, number>>;
}

const TIME: Family = {
  steps: [
    { size: 1, suffix: ' ns' },
    { size: 1e3, suffix: ' µs' },
    { size: 1e6, suffix: ' ms' },
    { size: 1e9, suffix: ' s' },
    { size: 60e9, suffix: ' min', plural: ' mins' },
    { size: 3600e9, suffix: ' hour', plural: ' hours' },
    { size: 86_400e9, suffix: ' day', plural: ' days' },
  ],
  units: { ns: 1, µs: 1e3, ms: 1e6, s: 1e9, h: 3600e9 },
};

const BYTES: Family = {
  steps: powers(1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB', ' EiB']),
  units: { bytes: 1, kbytes: 1024, mbytes: 1024 ** 2, gbytes: 1024 ** 3, tbytes: 1024 ** 4, pbytes: 1024 ** 5 },
};

const GCU_PREFIXES = ['n*', 'u*', 'm*', '', 'k*', 'M*', 'G*', 'T*', 'P*'];

/** Google compute units, in billionths. */
const GCU: Family = {
  steps: powers(
    1000,
    GCU_PREFIXES.map((prefix) => ` ${prefix}GCU`)
  ),
  units: Object.fromEntries(GCU_PREFIXES.map((prefix, i) => [`${prefix}GCU`, 1000 ** i])),
};

const COUNT_STEPS = powers(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr', ' Quint']);

const FAMILIES: readonly Family[] = [
  TIME,
  BYTES,
  GCU,
  { steps: COUNT_STEPS, units: { short: 1 } },
  {
    steps: powers(1024, [' B/s', ' KiB/s', ' MiB/s', ' GiB/s', ' TiB/s', ' PiB/s', ' EiB/s']),
    units: { binBps: 1 },
  },
  { steps: powers(1000, [' ops/s', 'K ops/s', 'M ops/s', 'B ops/s', 'T ops/s']), units: { ops: 1 } },
  { steps: [{ size: 1, suffix: ' cores' }], units: { cores: 1 } },
];

/**
 * What pprof knows (internal/measurement), each name also in the plural and in any case: kilobytes are 1024 bytes there.
 */
const PPROF_NAMES: Readonly<Record<string, readonly string[]>> = {
  ns: ['nanosecond'],
  µs: ['us', 'μs', 'microsecond'],
  ms: ['millisecond'],
  s: ['sec', 'second'],
  h: ['hr', 'hour'],
  bytes: ['b', 'byte'],
  kbytes: ['kb', 'kbyte', 'kilobyte'],
  mbytes: ['mb', 'mbyte', 'megabyte'],
  gbytes: ['gb', 'gbyte', 'gigabyte'],
  tbytes: ['tb', 'tbyte', 'terabyte'],
  pbytes: ['pb', 'pbyte', 'petabyte'],
  'n*GCU': ['nanogcu'],
  'u*GCU': ['microgcu'],
  'm*GCU': ['milligcu'],
  GCU: ['gcu'],
  'k*GCU': ['kilogcu'],
  'M*GCU': ['megagcu'],
  'G*GCU': ['gigagcu'],
  'T*GCU': ['teragcu'],
  'P*GCU': ['petagcu'],
  // pprof leaves these out where it writes a value.
  short: ['count', 'sample', 'unit'],
};

const BY_NAME: ReadonlyMap<string, Unit> = new Map(
  Object.entries(PPROF_NAMES).flatMap(([unit, names]) => [unit.toLowerCase(), ...names].map((name) => [name, unit]))
);

/** The unit of a sample unit as profiles name it (`nanoseconds`, `KB`, `count`); other words stay as they are. */
export function unitOf(sampleUnit: string): Unit {
  const name = sampleUnit.toLowerCase();
  const singular = name.length > 2 && name.endsWith('s') ? name.slice(0, -1) : name;
  return BY_NAME.get(name) ?? BY_NAME.get(singular) ?? (sampleUnit || 'short');
}

export function isTime(unit: Unit): boolean {
  return unitOf(unit) in TIME.units;
}

export function isBytes(unit: Unit): boolean {
  return unitOf(unit) in BYTES.units;
}

/**
 * A value as people read it: "25.7 s", "1.5 MiB", "1.23 Mil", "0.42 cores", "12 ms/s"; three significant digits, scaled
 * as Grafana scales the unit. Unlike Grafana's, a rounded value never stands in the unit below ("1000 µs", "60.0 mins"),
 * and zeros at the end are dropped.
 * @param rounding `down` where the value is a lower bound: 1.239 s are at least "1.23 s"
 */
export function formatValue(value: number, unit: Unit, rounding?: 'down'): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  if (unit.endsWith('/s')) {
    return `${formatValue(value, unit.slice(0, -2), rounding)}/s`;
  }
  const { amount, steps, zero } = scaleOf(value, unit);
  if (amount === 0) {
    return `0${zero}`;
  }
  const { digits, suffix } = scaled(Math.abs(amount), steps, rounding);
  return `${amount < 0 ? '-' : ''}${digits}${suffix}`;
}

/** The value to the last digit, for tooltips: "25,712,345,678 ns", "1,536 B", "349"; no scaling. */
export function formatExact(value: number, unit: Unit): string {
  if (unit.endsWith('/s')) {
    return `${formatExact(value, unit.slice(0, -2))}/s`;
  }
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 20 });
  return `${digits}${ownSuffix(unit)}`;
}

/**
 * A total spread over time, in the unit that the data source gives to rates of such totals: time on CPU becomes cores,
 * bytes binBps, counts ops. Other times become their share of a second, `ns/s`.
 * @param seconds that profiles cover, more than 0
 */
export function perSecond(total: number, unit: Unit, seconds: number, onCpu: boolean): { value: number; unit: Unit } {
  const known = unitOf(unit);
  if (known in TIME.units) {
    const nanoseconds = (total * TIME.units[known]) / seconds;
    return onCpu ? { value: nanoseconds / 1e9, unit: 'cores' } : { value: nanoseconds, unit: 'ns/s' };
  }
  if (known in BYTES.units) {
    return { value: (total * BYTES.units[known]) / seconds, unit: 'binBps' };
  }
  return { value: total / seconds, unit: known === 'short' ? 'ops' : `${known}/s` };
}

function powers(base: number, suffixes: readonly string[]): Step[] {
  return suffixes.map((suffix, i) => ({ size: base ** i, suffix }));
}

function familyOf(unit: Unit): Family | undefined {
  return FAMILIES.find(({ units }) => unit in units);
}

/** `zero`: what stands behind a 0, which is as good in any unit of the family. */
function scaleOf(value: number, unit: Unit): { amount: number; steps: readonly Step[]; zero: string } {
  const known = unitOf(unit);
  const family = familyOf(known);
  if (family) {
    const zero = family === GCU ? ' GCU' : family.steps[0].suffix;
    return { amount: value * family.units[known], steps: family.steps, zero };
  }
  // An unknown unit is scaled as a count and named in full.
  const steps = COUNT_STEPS.map(({ size, suffix }) => ({ size, suffix: `${suffix} ${unit}` }));
  return { amount: value, steps, zero: steps[0].suffix };
}

function ownSuffix(unit: Unit): string {
  const known = unitOf(unit);
  const family = familyOf(known);
  const size = family?.units[known];
  return family ? (family.steps.find((step) => step.size === size)?.suffix ?? ` ${known}`) : ` ${unit}`;
}

function scaled(amount: number, steps: readonly Step[], rounding?: 'down'): { digits: string; suffix: string } {
  let at = 0;
  while (at + 1 < steps.length && amount >= steps[at + 1].size) {
    at += 1;
  }
  const rounded = threeDigits(amount / steps[at].size, rounding);
  if (at + 1 < steps.length && rounded * steps[at].size >= steps[at + 1].size) {
    return { digits: '1', suffix: steps[at + 1].suffix };
  }
  const { suffix, plural } = steps[at];
  return { digits: withoutExponent(rounded), suffix: rounded > 1 ? (plural ?? suffix) : suffix };
}

/** Three significant digits, but never fewer than all before the point. */
function threeDigits(value: number, rounding?: 'down'): number {
  const factor = 10 ** Math.min(300, Math.max(0, 2 - Math.floor(Math.log10(value))));
  // 0.29 times 100 is a hair below 29.
  return (rounding ? Math.floor(value * factor * (1 + Number.EPSILON)) : Math.round(value * factor)) / factor;
}

function withoutExponent(value: number): string {
  const digits = String(value);
  return digits.includes('e')
    ? value.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false })
    : digits;
}
