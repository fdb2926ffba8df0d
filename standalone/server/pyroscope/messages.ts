import type { Message } from './protojson';

const labelPair = { name: 'string', value: 'string' } as const;
const flameGraph = {
  names: ['string'],
  levels: [{ values: ['int64'] }],
  total: 'int64',
  maxSelf: 'int64',
} as const;
const valueType = { type: 'int64', unit: 'int64' } as const;

/** google.v1.Profile (https://github.com/google/pprof/blob/main/proto/profile.proto). */
export const profileMessage = {
  sampleType: [valueType],
  sample: [{ locationId: ['int64'], value: ['int64'] }],
  mapping: [
    {
      id: 'int64',
      memoryStart: 'int64',
      memoryLimit: 'int64',
      fileOffset: 'int64',
      filename: 'int64',
      buildId: 'int64',
      hasFunctions: 'bool',
    },
  ],
  location: [{ id: 'int64', mappingId: 'int64', address: 'int64', line: [{ functionId: 'int64', line: 'int64' }] }],
  function: [{ id: 'int64', name: 'int64', systemName: 'int64', filename: 'int64', startLine: 'int64' }],
  stringTable: ['string'],
  timeNanos: 'int64',
  durationNanos: 'int64',
  periodType: valueType,
  period: 'int64',
  defaultSampleType: 'int64',
} as const satisfies Message;

/** The answers of querier.v1.QuerierService. */
export const answers = {
  profileTypes: {
    profileTypes: [
      {
        ID: 'string',
        name: 'string',
        sampleType: 'string',
        sampleUnit: 'string',
        periodType: 'string',
        periodUnit: 'string',
      },
    ],
  },
  names: { names: ['string'] },
  series: { labelsSet: [{ labels: [labelPair] }] },
  mergeStacktraces: { flamegraph: flameGraph },
  selectSeries: { series: [{ labels: [labelPair], points: [{ value: 'double', timestamp: 'int64' }] }] },
  diff: { flamegraph: { ...flameGraph, leftTicks: 'int64', rightTicks: 'int64' } },
  profileStats: { dataIngested: 'bool', oldestProfileTime: 'int64', newestProfileTime: 'int64' },
} as const satisfies Record<string, Message>;
