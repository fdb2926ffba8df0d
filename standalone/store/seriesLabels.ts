import type { DecodedProfile } from './decodePprof';
import { IngestError } from './ingestError';
import { compareUtf8 } from './utf8';

/** The settings of a sample type that /ingest takes beside the profile; only the display name matters here. */
export type SampleTypeConfig = Record<string, { 'display-name'?: string } | null>;

type ValueType = DecodedProfile['sampleTypes'][number];

/** Pyroscope's defaults: pkg/validation/limits.go. */
const MAX_LABELS = 30;
const MAX_NAME_BYTES = 1024;
const MAX_VALUE_BYTES = 2048;

const ALLOWED_PRIVATE = '__session_id__';
const FALLBACK_SERVICE = 'unknown_service';
const METRIC_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const UNFIT_FOR_TYPE_ID = /[-:]/;

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
 * @throws {IngestError} invalid, for labels that Pyroscope would not take
 */
export function publicLabels(labels: Readonly<Record<string, string>>): Map<string, string> {
  const kept = Object.entries(labels).filter(
    ([name, value]) => value !== '' && (!name.startsWith('__') || name === ALLOWED_PRIVATE)
  );
  for (const [name, value] of kept) {
    checkText('label name', name, MAX_NAME_BYTES);
    checkText(`value of label ${JSON.stringify(name)}`, value, MAX_VALUE_BYTES);
  }
  if (kept.length > MAX_LABELS) {
    throw new IngestError('invalid', `the profile has ${kept.length} labels; limit ${MAX_LABELS}`);
  }
  const result = new Map(kept);
  if (!result.has('service_name')) {
    result.set('service_name', FALLBACK_SERVICE);
  }
  return result;
}

function checkText(what: string, text: string, maxBytes: number): void {
  if (text === '') {
    throw new IngestError('invalid', `invalid ${what}: it is empty`);
  }
  if (Buffer.byteLength(text) > maxBytes) {
    throw new IngestError('invalid', `the ${what} is longer than ${maxBytes} bytes`);
  }
  // A lone surrogate has no UTF-8 form: the database would give back something else.
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
): Array<[string, string]> {
  const parts = [type.type, type.unit, period.type, period.unit];
  const unfit = [type.type, ...parts.filter((part) => part.includes(':'))].find((part) => UNFIT_FOR_TYPE_ID.test(part));
  if (unfit !== undefined) {
    throw new IngestError('malformed', `sample type ${JSON.stringify(unfit)} contains - or :`);
  }
  if (!METRIC_NAME.test(name)) {
    throw new IngestError('invalid', `invalid metric name ${JSON.stringify(name)}`);
  }
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
  return [...all].filter(([, value]) => value !== '').sort(([a], [b]) => compareUtf8(a, b));
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
