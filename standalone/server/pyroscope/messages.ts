import { many, one, type Message } from './message';

const labelPair = { name: one(1, 'string'), value: one(2, 'string') };
const level = { values: many(1, 'int64') };
const flameGraph = {
  names: many(1, 'string'),
  levels: many(2, level),
  total: one(3, 'int64'),
  maxSelf: one(4, 'int64'),
};
const exemplar = {
  timestamp: one(1, 'int64'),
  profileId: one(2, 'string'),
  value: one(4, 'int64'),
  labels: many(5, labelPair),
};
const valueType = { type: one(1, 'int64'), unit: one(2, 'int64') };

/** google.v1.Profile (https://github.com/google/pprof/blob/main/proto/profile.proto), the fields that answers have. */
export const profileMessage = {
  sampleType: many(1, valueType),
  sample: many(2, { locationId: many(1, 'int64'), value: many(2, 'int64') }),
  mapping: many(3, {
    id: one(1, 'int64'),
    memoryStart: one(2, 'uint64'),
    memoryLimit: one(3, 'uint64'),
    fileOffset: one(4, 'uint64'),
    filename: one(5, 'int64'),
    buildId: one(6, 'int64'),
    hasFunctions: one(7, 'bool'),
  }),
  location: many(4, {
    id: one(1, 'int64'),
    mappingId: one(2, 'int64'),
    address: one(3, 'uint64'),
    line: many(4, { functionId: one(1, 'int64'), line: one(2, 'int64') }),
  }),
  function: many(5, {
    id: one(1, 'int64'),
    name: one(2, 'int64'),
    systemName: one(3, 'int64'),
    filename: one(4, 'int64'),
    startLine: one(5, 'int64'),
  }),
  stringTable: many(6, 'string'),
  timeNanos: one(9, 'int64'),
  durationNanos: one(10, 'int64'),
  periodType: one(11, valueType),
  period: one(12, 'int64'),
  defaultSampleType: one(14, 'int64'),
} satisfies Message;

const matchers = (no: number) => many(no, 'string');
const stackTraceSelector = { callSite: many(1, { name: one(1, 'string') }) };
const PROFILE_FORMATS = [
  'PROFILE_FORMAT_UNSPECIFIED',
  'PROFILE_FORMAT_FLAMEGRAPH',
  'PROFILE_FORMAT_TREE',
  'PROFILE_FORMAT_DOT',
  'PROFILE_FORMAT_PPROF',
] as const;
const EXEMPLAR_TYPES = [
  'EXEMPLAR_TYPE_UNSPECIFIED',
  'EXEMPLAR_TYPE_NONE',
  'EXEMPLAR_TYPE_INDIVIDUAL',
  'EXEMPLAR_TYPE_SPAN',
] as const;
const profiles = {
  profileTypeID: one(1, 'string'),
  labelSelector: one(2, 'string'),
  start: one(3, 'int64'),
  end: one(4, 'int64'),
};
const mergeStacktraces = {
  ...profiles,
  maxNodes: one(5, 'int64'),
  format: one(6, PROFILE_FORMATS),
  stackTraceSelector: one(7, stackTraceSelector),
  profileIdSelector: many(8, 'string'),
  // 9 is for asynchronous queries.
  traceIdSelector: many(10, 'string'),
  spanSelector: many(11, 'string'),
};

/**
 * The requests of querier.v1.QuerierService, with the numbers of its published text (module
 * github.com/grafana/pyroscope/api v1.6.0: querier/v1/querier.proto, types/v1/types.proto).
 */
export const requests = {
  empty: {},
  range: { start: one(1, 'int64'), end: one(2, 'int64') },
  labelNames: { matchers: matchers(1), start: one(2, 'int64'), end: one(3, 'int64') },
  labelValues: { name: one(1, 'string'), matchers: matchers(2), start: one(3, 'int64'), end: one(4, 'int64') },
  series: { matchers: matchers(1), labelNames: many(2, 'string'), start: one(3, 'int64'), end: one(4, 'int64') },
  mergeStacktraces,
  mergeProfile: {
    ...profiles,
    maxNodes: one(5, 'int64'),
    stackTraceSelector: one(6, stackTraceSelector),
    profileIdSelector: many(7, 'string'),
    traceIdSelector: many(8, 'string'),
  },
  mergeSpanProfile: {
    profileTypeID: one(1, 'string'),
    labelSelector: one(2, 'string'),
    spanSelector: many(3, 'string'),
    start: one(4, 'int64'),
    end: one(5, 'int64'),
    maxNodes: one(6, 'int64'),
    format: one(7, PROFILE_FORMATS),
  },
  selectSeries: {
    ...profiles,
    groupBy: many(5, 'string'),
    step: one(6, 'double'),
    limit: one(9, 'int64'),
    exemplarType: one(10, EXEMPLAR_TYPES),
  },
  diff: { left: one(1, mergeStacktraces), right: one(2, mergeStacktraces) },
} satisfies Record<string, Message>;

/** The answers of querier.v1.QuerierService. */
export const answers = {
  empty: {},
  profileTypes: {
    profileTypes: many(1, {
      ID: one(1, 'string'),
      name: one(2, 'string'),
      sampleType: one(4, 'string'),
      sampleUnit: one(5, 'string'),
      periodType: one(6, 'string'),
      periodUnit: one(7, 'string'),
    }),
  },
  names: { names: many(1, 'string') },
  series: { labelsSet: many(2, { labels: many(1, labelPair) }) },
  mergeStacktraces: { flamegraph: one(1, flameGraph), pprof: one(5, { profile: one(1, profileMessage) }) },
  selectSeries: {
    series: many(1, {
      labels: many(1, labelPair),
      points: many(2, { value: one(1, 'double'), timestamp: one(2, 'int64'), exemplars: many(4, exemplar) }),
    }),
  },
  diff: { flamegraph: one(1, { ...flameGraph, leftTicks: one(5, 'int64'), rightTicks: one(6, 'int64') }) },
  profileStats: {
    dataIngested: one(1, 'bool'),
    oldestProfileTime: one(2, 'int64'),
    newestProfileTime: one(3, 'int64'),
  },
  featureFlags: {
    featureFlags: many(1, {
      name: one(1, 'string'),
      enabled: one(2, 'bool'),
      description: one(3, 'string'),
      documentationUrl: one(4, 'string'),
    }),
  },
} satisfies Record<string, Message>;

/** push.v1.PushRequest: each sample is a pprof, gzipped or not. */
export const pushRequest = {
  series: many(1, {
    labels: many(1, labelPair),
    samples: many(2, { rawProfile: one(1, 'bytes'), ID: one(2, 'string') }),
  }),
} satisfies Message;
