import registry from './profileMetadata.json';

interface ProfileMetadata {
  type: string;
  group: string;
  unit: string;
  aggregationType: string;
}

/** Grafana's registry of known profile types, by their full ids. */
export const profileMetadata: Readonly<Record<string, ProfileMetadata>> = registry;

const UNITS = new Map([
  ['nanoseconds', 'ns'],
  ['count', 'short'],
]);
const RATE_UNITS = new Map([
  ['bytes', 'binBps'],
  ['short', 'ops'],
]);

/** Grafana's unit of a profile type id: its third part. */
export function unitOf(profileTypeID: string): string {
  const unit = profileTypeID.split(':')[2] ?? '';
  return UNITS.get(unit) ?? unit;
}

/** The name of a series' value field: the sample type, the id's second part. */
export function seriesName(profileTypeID: string): string {
  return profileTypeID.split(':')[1] ?? '';
}

/** How the values of a series are shown: multiplied by `factor`, in `unit`. */
export interface SeriesScale {
  unit: string;
  factor: (value: number) => number;
  /** Grafana marks such series with `meta.custom.rateCalculated` */
  isRate: boolean;
}

/**
 * Values of cumulative types become rates per second, those of CPU time cores; snapshots stay as they are
 * (grafana/grafana: pkg/tsdb/grafana-pyroscope-datasource/query.go, seriesToDataFrames).
 * @param step seconds that each point sums
 */
export function seriesScale(profileTypeID: string, step: number): SeriesScale {
  const unit = unitOf(profileTypeID);
  if (!isCumulative(profileTypeID, unit)) {
    return { unit, factor: (value) => value, isRate: false };
  }
  if (isCpuTime(profileTypeID)) {
    return { unit: 'cores', factor: (value) => value / step / 1e9, isRate: true };
  }
  return { unit: RATE_UNITS.get(unit) ?? unit, factor: (value) => value / step, isRate: true };
}

function isCumulative(profileTypeID: string, unit: string): boolean {
  const known = lookUp(profileTypeID);
  return known ? known.aggregationType === 'cumulative' : unit === 'ns' || unit === 'bytes';
}

function isCpuTime(profileTypeID: string): boolean {
  const known = lookUp(profileTypeID);
  return known?.unit === 'ns' && (known.type === 'cpu' || known.group === 'process_cpu');
}

function lookUp(profileTypeID: string): ProfileMetadata | undefined {
  return Object.hasOwn(profileMetadata, profileTypeID) ? profileMetadata[profileTypeID] : undefined;
}
