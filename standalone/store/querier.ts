/**
 * The seam between the HTTP API and whatever holds the profiles: Pyroscope's `querier.v1.QuerierService` as one
 * interface, so that the API is written once for the embedded store and for a remote server.
 *
 * Messages are those of Pyroscope's protojson with int64 already as numbers (the HTTP edge turns them into strings).
 * Times are milliseconds since the epoch, steps are seconds.
 */
export interface Querier {
  /** Profile types seen in the range (all of them without a range), sorted by ID. */
  profileTypes(request: TimeRange): Promise<ProfileTypeInfo[]>;
  /** Label names, private ones (`__name__` …) included; names that are not legacy-valid (dots, UTF-8) only with `utf8`. */
  labelNames(request: TimeRange & { matchers: string[]; utf8?: boolean }): Promise<string[]>;
  labelValues(request: TimeRange & { name: string; matchers: string[] }): Promise<string[]>;
  /** Distinct label sets, projected on `labelNames` (all labels when empty); `utf8` as above. */
  series(
    request: TimeRange & { matchers: string[]; labelNames: string[]; utf8?: boolean }
  ): Promise<Array<Record<string, string>>>;
  selectMergeStacktraces(request: MergeRequest): Promise<Flamebearer>;
  /** An uncompressed pprof (`google.v1.Profile` on the wire) of the one sample type; no bytes when nothing matches. */
  selectMergeProfile(request: MergeRequest): Promise<Uint8Array>;
  selectSeries(request: SeriesRequest): Promise<Series[]>;
  diff(request: { left: MergeRequest; right: MergeRequest }): Promise<FlamebearerDiff>;
  getProfileStats(): Promise<ProfileStats>;
}

/** Milliseconds since the epoch; absent or 0 means not given. */
export interface TimeRange {
  start?: number;
  end?: number;
  signal?: AbortSignal;
}

export interface ProfileTypeInfo {
  ID: string;
  name: string;
  sampleType: string;
  sampleUnit: string;
  periodType: string;
  periodUnit: string;
}

export interface MergeRequest {
  profileTypeID: string;
  labelSelector: string;
  start: number;
  end: number;
  /** Absent or 0: the server's default (8192); for {@link Querier.selectMergeProfile} everything. */
  maxNodes?: number;
  /** Frame names from the root, the synthetic `total` left out: only stacks that begin with them count. */
  callSite?: string[];
  /** Only profiles with these ids ({@link Exemplar.profileId}). */
  profileIdSelector?: string[];
  /** Only samples of these spans, 16 hexadecimal digits each; not together with traces. */
  spanSelector?: string[];
  /** Only samples of these traces, 32 hexadecimal digits each. */
  traceIdSelector?: string[];
  signal?: AbortSignal;
}

export interface SeriesRequest {
  profileTypeID: string;
  labelSelector: string;
  start: number;
  end: number;
  /** Seconds, at least 0.001. */
  step: number;
  groupBy: string[];
  limit?: number;
  /** Whether each point names its largest profile. */
  exemplars?: boolean;
  signal?: AbortSignal;
}

/**
 * `levels[d]` holds consecutive groups `[xDelta, total, self, nameIndex]` in ascending x; xDelta is the gap to the end
 * of the previous group of the same level. `levels[0]` is `[0, total, 0, 0]` and `names[0]` is `total`.
 */
export interface Flamebearer {
  names: string[];
  levels: number[][];
  total: number;
  maxSelf: number;
}

/** Groups of seven: `[xLeft, totalLeft, selfLeft, xRight, totalRight, selfRight, nameIndex]`, both x delta-encoded. */
export interface FlamebearerDiff extends Flamebearer {
  leftTicks: number;
  rightTicks: number;
}

export interface Series {
  labels: Record<string, string>;
  /** Ascending in time; a point at t sums the profiles in (t - step, t]; steps without profiles are absent. */
  points: Point[];
}

export interface Point {
  timestamp: number;
  value: number;
  exemplars?: Exemplar[];
}

/** One profile. */
export interface Exemplar {
  timestamp: number;
  profileId: string;
  value: number;
  /** Those of its series that all its parts have, but for those of the answer's series. */
  labels: Record<string, string>;
}

export interface ProfileStats {
  dataIngested: boolean;
  oldestProfileTime: number;
  newestProfileTime: number;
}

/** The codes of the Connect protocol, https://connectrpc.com/docs/protocol/#error-codes. */
export type ConnectCode =
  | 'canceled'
  | 'unknown'
  | 'invalid_argument'
  | 'deadline_exceeded'
  | 'not_found'
  | 'already_exists'
  | 'permission_denied'
  | 'resource_exhausted'
  | 'failed_precondition'
  | 'aborted'
  | 'out_of_range'
  | 'unimplemented'
  | 'internal'
  | 'unavailable'
  | 'data_loss'
  | 'unauthenticated';

/** A Pyroscope error: the Connect code and the server's own words. */
export class ConnectError extends Error {
  constructor(
    readonly code: ConnectCode,
    message: string
  ) {
    super(message);
    this.name = 'ConnectError';
  }
}
