import { compareNames } from '../../src/profile/naming/order';
import { quoteGo } from '../../src/query/quoteGo';
import { IngestError } from './ingestError';
import type { Limits } from './limits';

/** The settings of a sample type that /ingest takes beside the profile; only the display name matters here. */
export type SampleTypeConfig = Record<string, { 'display-name'?: string } | null>;
export type LabelPair = [name: string, value: string];

interface ValueType {
  type: string;
  unit: string;
}

const MAX_NAME_BYTES = 1024;
const ALLOWED_PRIVATE = '__session_id__';
const FALLBACK_SERVICE = 'unknown_service';

/** Where display names decide over the metric name: og/storage/tree DefaultSampleTypeMapping. */
const DEFAULT_SAMPLE_TYPES: SampleTypeConfig = {
  samples: { 'display-name': 'cpu' },
  goroutine: { 'display-name': 'goroutines' },
  contentions: { 'display-name': 'mutex_count' },
  delay: { 'display-name': 'mutex_duration' },
};

/** The name of a profile that came without one: Pyroscope's pkg/og/convert/pprof/profile.go, metricName. */
export function metricName(sampleTypes: readonly ValueType[], config: SampleTypeConfig = DEFAULT_SAMPLE_TYPES): string {
  if (sampleTypes.some(({ type }) => type === 'wall')) {
    return 'wall';
  }
  const shown = sampleTypes.map(({ type }) => (Object.hasOwn(config, type) && config[type]?.['display-name']) || type);
  for (const name of shown) {
    if (name.includes('cpu')) {
      return 'process_cpu';
    }
    if (name.includes('alloc_') || name.includes('inuse_') || name === 'space' || name === 'objects') {
      return 'memory';
    }
    if (name.includes('mutex_')) {
      return 'mutex';
    }
    if (name.includes('block_')) {
      return 'block';
    }
    if (name.includes('goroutines')) {
      return 'goroutines';
    }
  }
  return shown[shown.length - 1];
}

/**
 * The labels of a profile as its series begin with them: private and empty ones dropped, service name filled in.
 * @throws {IngestError} invalid, for labels that Pyroscope would not take, in its words
 */
export function publicLabels(labels: Iterable<LabelPair>, limits: Limits): Map<string, string> {
  const kept = new Map(
    [...labels].filter(([name, value]) => value !== '' && (!name.startsWith('__') || name === ALLOWED_PRIVATE))
  );
  for (const [name, value] of kept) {
    checkText('label name', name, limits.labelNameBytes);
    checkText(`value of label ${JSON.stringify(name)}`, value, limits.labelValueBytes);
  }
  if (kept.size > limits.labels) {
    const message = `profile series '${labelsText(kept)}' has ${kept.size} label names; limit ${limits.labels}`;
    throw new IngestError('invalid', message);
  }
  if (!kept.has('service_name')) {
    kept.set('service_name', FALLBACK_SERVICE);
  }
  return kept;
}

/** Pyroscope's way to write labels: `{region="eu", service_name="shop"}`. */
export function labelsText(labels: ReadonlyMap<string, string>): string {
  const sorted = [...labels].sort(([a], [b]) => compareNames(a, b));
  return `{${sorted.map(([name, value]) => `${name}=${quoteGo(value)}`).join(', ')}}`;
}

/** @throws {IngestError} invalid, for a text that is empty, too long or has no form in UTF-8 */
export function checkText(what: string, text: string, maxBytes: number): void {
  if (text === '') {
    throw new IngestError('invalid', `invalid ${what}: it is empty`);
  }
  if (Buffer.byteLength(text) > maxBytes) {
    throw new IngestError('invalid', `the ${what} is longer than ${maxBytes} bytes`);
  }
  // A lone surrogate: the database would give back something else.
  if (Buffer.from(text).toString() !== text) {
    throw new IngestError('invalid', `invalid ${what}: not well-formed unicode`);
  }
}

/**
 * The labels of one series, private ones included, sorted by name: `__profile_type__` and its parts beside the
 * profile's own. Each sample type of a profile is a series.
 * @throws {IngestError} invalid, for a name or type that no profile type id can hold
 */
export function seriesLabels(
  name: string,
  type: ValueType,
  period: ValueType,
  labels: ReadonlyMap<string, string>
): LabelPair[] {
  const parts = [type.type, type.unit, period.type, period.unit];
  if (type.type.includes('-')) {
    throw new IngestError('malformed', 'sample type contains -');
  }
  const unfit = [name, ...parts].find((part) => part.includes(':'));
  if (unfit !== undefined) {
    throw new IngestError('invalid', `invalid profile type: ${JSON.stringify(unfit)} contains :`);
  }
  checkText('metric name', name, MAX_NAME_BYTES);
  const all = new Map([
    ...labels,
    ['__name__', name],
    ['__type__', type.type],
    ['__unit__', type.unit],
    ['__period_type__', period.type],
    ['__period_unit__', period.unit],
    ['__profile_type__', [name, ...parts].join(':')],
    ['__service_name__', labels.get('service_name') ?? FALLBACK_SERVICE],
  ]);
  return [...all].filter(([, value]) => value !== '').sort(([a], [b]) => compareNames(a, b));
}

const GO_SHAPE = '[go.shape.';

/**
 * Go's name of a function without type parameters: `pbkdf2.Key[go.shape.int]` becomes `pbkdf2.Key`. The parameters
 * may be those of any instance (https://github.com/golang/go/issues/64528), so Pyroscope drops them.
 */
export function dropGoTypeParameters(name: string): string {
  let rest = name;
  let kept = '';
  for (let start = rest.indexOf(GO_SHAPE); start >= 0; start = rest.indexOf(GO_SHAPE)) {
    const end = closingBracket(rest, start);
    if (end < 0) {
      break;
    }
    kept += rest.slice(0, start);
    rest = rest.slice(end + 1);
  }
  return kept + rest;
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '[') {
      depth++;
    } else if (text[i] === ']' && --depth === 0) {
      return i;
    }
  }
  return -1;
}
