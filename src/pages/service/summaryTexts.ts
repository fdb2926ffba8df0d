import { inLanguage, t } from '../../i18n';
import { isSameTotal } from '../../profile/sameTotal';
import { describeType } from '../../query/catalogue';
import { type InstanceCount } from '../../query/instances';
import { parseProfileType } from '../../query/profileTypes';
import { perSecond, unitOf, type Unit } from '../../query/units';
import { formatValue } from '../../values';
import { type LastProfile } from '../../pyroscope/summary';
import { type RangeSeries } from '../../pyroscope/rangeSeries';

/** A part of the summary: what it says, and where that comes from. */
export interface SummaryPart {
  kind: 'average' | 'change' | 'instances' | 'age';
  text: string;
  source: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "0.42 cores", "1.5 KiB/s", "12 ms/s", "349 goroutines": a value of the type's series. */
export function formatPoint(value: number, typeId: string, unit: Unit): string {
  const text = formatValue(value, unit);
  return unit === 'short' && describeType(typeId)?.sampleType === 'goroutine'
    ? `${text} ${t('unit.goroutines', 'goroutines')}`
    : text;
}

export function averageText(typeId: string, series: RangeSeries): SummaryPart | undefined {
  if (series.average === undefined) {
    return undefined;
  }
  const text = formatPoint(series.average, typeId, series.unit);
  const { covered, coverable } = series;
  const share = covered === undefined ? 100 : (100 * covered) / Math.max(1, coverable);
  const coverage = coverageText(series);
  const source = {
    rate: t(
      'summary.average-rate',
      'Average over the range: the total of the profiles divided by the time that they cover ({{coverage}}).',
      { coverage }
    ),
    value: t(
      'summary.average-value',
      'Average over the range: the mean of its snapshots, summed over the instances ({{coverage}}).',
      { coverage }
    ),
    sum: '',
  };
  return {
    kind: 'average',
    text:
      Math.round(share) < 99
        ? t('summary.average-partly', 'avg {{text}} ({{share}} % covered)', {
            text,
            // What covers something is never none.
            share: share > 0 && share < 1 ? '< 1' : Math.round(share),
          })
        : t('summary.average', 'avg {{text}}', { text }),
    source: source[series.kind],
  };
}

/**
 * Why the series of a range add up to something else than its flame graph, in a sentence; undefined where they do not.
 * @param graph the flame graph's total, of the same range
 */
export function differenceText(typeId: string, { kind, total }: RangeSeries, graph: number): string | undefined {
  const type = describeType(typeId);
  const sampleUnit = parseProfileType(typeId)?.sampleUnit;
  if (kind !== 'rate' || sampleUnit === undefined) {
    return undefined;
  }
  const whole = total / perSecond(1, sampleUnit, 1, type?.clock === 'cpu').value;
  if (isSameTotal(whole, graph)) {
    return undefined;
  }
  const unit = unitOf(sampleUnit);
  return t(
    'summary.difference',
    'That total is {{series}}, the flame graph’s {{graph}}. No error: series also count samples without a stack and profiles that the server sampled out, and are cut at whole steps.',
    { series: formatValue(whole, unit), graph: formatValue(graph, unit) }
  );
}

/** "covers 58 min of 60"; "covers 15 s of 30 min", where the range's own unit would make little of it; or that it is unknown */
export function coverageText({ covered, coverable }: Pick<RangeSeries, 'covered' | 'coverable'>): string {
  if (covered === undefined) {
    return t('summary.covers-unknown', 'coverage unknown: too many instances for this range');
  }
  const whole = coverable * SECOND;
  const part = Math.min(covered * SECOND, whole);
  const wholeIn = coverageUnit(whole);
  const partIn = part < 3 * wholeIn.size ? coverageUnit(part) : wholeIn;
  const digits = (ms: number, { size }: CoverageUnit) =>
    inLanguage(String(size < HOUR ? Math.round(ms / size) : Math.round((10 * ms) / size) / 10));
  const values = { covered: digits(part, partIn), unit: partIn.unit, whole: digits(whole, wholeIn) };
  return partIn.unit === wholeIn.unit
    ? t('summary.covers', 'covers {{covered}} {{unit}} of {{whole}}', values)
    : t('summary.covers-little', 'covers {{covered}} {{unit}} of {{whole}} {{wholeUnit}}', {
        ...values,
        wholeUnit: wholeIn.unit,
      });
}

interface CoverageUnit {
  size: number;
  unit: string;
}

/** The largest unit of which there are three at least. */
function coverageUnit(ms: number): CoverageUnit {
  const units: CoverageUnit[] = [
    { size: DAY, unit: 'd' },
    { size: HOUR, unit: 'h' },
    { size: MINUTE, unit: 'min' },
  ];
  return units.find(({ size }) => ms >= 3 * size) ?? { size: SECOND, unit: 's' };
}

/** "+35 % vs previous hour"; nothing where the time before has no profiles to compare with. */
export function changeText(typeId: string, now: RangeSeries, before: RangeSeries): SummaryPart | undefined {
  if (now.average === undefined || !before.average || now.kind !== before.kind) {
    return undefined;
  }
  const percent = Math.round((now.average / before.average - 1) * 100);
  const window = windowName(now.span.to - now.span.from);
  const change = percent === 0 ? '±0 %' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
  return {
    kind: 'change',
    text: t('summary.change', '{{change}} vs previous {{window}}', { change, window }),
    source: t(
      'summary.change-source',
      'The average was {{average}} in the {{window}} before the range ({{coverage}}).',
      {
        average: formatPoint(before.average, typeId, before.unit),
        window,
        coverage: coverageText(before),
      }
    ),
  };
}

export function instancesText({ kind, label, count }: InstanceCount): SummaryPart {
  const one = {
    pod: t('summary.pod', 'pod'),
    instance: t('summary.instance', 'instance'),
    host: t('summary.host', 'host'),
    container: t('summary.container', 'container'),
  };
  const many = {
    pod: t('summary.pods', 'pods'),
    instance: t('summary.instances', 'instances'),
    host: t('summary.hosts', 'hosts'),
    container: t('summary.containers', 'containers'),
  };
  return {
    kind: 'instances',
    text: `${count} ${(count === 1 ? one : many)[kind]}`,
    source: t('summary.instances-source', 'Different values of the label {{label}} among the profiles of the range.', {
      label,
    }),
  };
}

/** "last profile 12 s ago" */
export function ageText({ time, exact }: LastProfile, now: number): SummaryPart {
  const age = formatAge(now - time);
  return exact
    ? {
        kind: 'age',
        text: t('summary.age', 'last profile {{age}} ago', { age }),
        source: t('summary.age-source', 'The time of the newest profile in the range.'),
      }
    : {
        kind: 'age',
        text: t('summary.age-at-most', 'last profile at most {{age}} ago', { age }),
        source: t(
          'summary.age-bucket',
          'The start of the last step that has profiles; the exact time needs the data source proxy.'
        ),
      };
}

export function formatAge(ms: number): string {
  const age = Math.max(0, ms);
  const [size, unit] =
    age < MINUTE ? [SECOND, 's'] : age < HOUR ? [MINUTE, 'min'] : age < DAY ? [HOUR, 'h'] : [DAY, 'd'];
  return `${Math.floor(age / size)} ${unit}`;
}

/** "hour", "30 min", "6 h": what the range's length is called. */
function windowName(ms: number): string {
  if (ms === MINUTE) {
    return t('summary.minute', 'minute');
  }
  if (ms === HOUR) {
    return t('summary.hour', 'hour');
  }
  if (ms === DAY) {
    return t('summary.day', 'day');
  }
  const [size, unit] =
    ms >= 2 * DAY ? [DAY, 'd'] : ms >= 2 * HOUR ? [HOUR, 'h'] : ms >= 2 * MINUTE ? [MINUTE, 'min'] : [SECOND, 's'];
  return inLanguage(`${Math.round((10 * ms) / size) / 10} ${unit}`);
}
