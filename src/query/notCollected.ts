import { type TypeGroup, describeType, type TypeInfo } from './catalogue';

export type Runtime = 'go' | 'java' | 'node' | 'dotnet';

/** Types that the service's runtime could give, but the service does not send. */
export interface NotCollected {
  group: TypeGroup;
  /** `block / contentions, delay` */
  label: string;
  /** how to switch it on */
  how: string;
  docs: string;
}

interface Offer {
  group: TypeGroup;
  label: string;
  how: string;
  isThere(type: TypeInfo): boolean;
}

const SDK_DOCS = 'https://grafana.com/docs/pyroscope/latest/configure-client/language-sdks/';

const DOCS: Readonly<Record<Runtime, string>> = {
  go: `${SDK_DOCS}go_push/`,
  java: `${SDK_DOCS}java/`,
  node: `${SDK_DOCS}nodejs/`,
  dotnet: `${SDK_DOCS}dotnet/`,
};

/** The values of the label `pyroscope_spy`. */
const SPIES: Readonly<Record<string, Runtime>> = {
  gospy: 'go',
  javaspy: 'java',
  nodespy: 'node',
  dotnetspy: 'dotnet',
};

const inGroup = (group: TypeGroup) => (type: TypeInfo) => type.group === group;
const ofSampleType = (pattern: RegExp) => (type: TypeInfo) => pattern.test(type.sampleType);
const onCpu = (type: TypeInfo) => type.group === 'cpu' && !type.wall;

const OFFERS: Readonly<Record<Runtime, readonly Offer[]>> = {
  go: [
    {
      group: 'cpu',
      label: 'process_cpu / cpu, samples',
      how: 'Add pyroscope.ProfileCPU to ProfileTypes.',
      isThere: onCpu,
    },
    {
      group: 'memory',
      label: 'memory / alloc_objects, alloc_space',
      how: 'Add pyroscope.ProfileAllocObjects and pyroscope.ProfileAllocSpace to ProfileTypes.',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'memory / inuse_objects, inuse_space',
      how: 'Add pyroscope.ProfileInuseObjects and pyroscope.ProfileInuseSpace to ProfileTypes.',
      isThere: ofSampleType(/^inuse_/),
    },
    {
      group: 'block',
      label: 'block / contentions, delay',
      how: 'Off by default: call runtime.SetBlockProfileRate(rate) (one sample per rate nanoseconds spent blocked); with the Go SDK also add pyroscope.ProfileBlockCount and pyroscope.ProfileBlockDuration to ProfileTypes.',
      isThere: inGroup('block'),
    },
    {
      group: 'mutex',
      label: 'mutex / contentions, delay',
      how: 'Off by default: call runtime.SetMutexProfileFraction(rate) (one of rate events is reported); with the Go SDK also add pyroscope.ProfileMutexCount and pyroscope.ProfileMutexDuration to ProfileTypes.',
      isThere: inGroup('mutex'),
    },
    {
      group: 'goroutine',
      label: 'goroutines / goroutine',
      how: 'Add pyroscope.ProfileGoroutines to ProfileTypes.',
      isThere: inGroup('goroutine'),
    },
  ],
  java: [
    {
      group: 'cpu',
      label: 'process_cpu / cpu',
      how: 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_EVENT=itimer.',
      isThere: onCpu,
    },
    {
      group: 'cpu',
      label: 'wall / wall',
      how: 'Set PYROSCOPE_PROFILER_EVENT=wall; it takes the place of time on CPU.',
      isThere: ({ wall }) => wall,
    },
    {
      group: 'memory',
      label: 'memory / alloc_*',
      how: 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_ALLOC to a threshold such as 512k.',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'memory / live',
      how: 'Set PYROSCOPE_ALLOC_LIVE=true beside PYROSCOPE_PROFILER_ALLOC.',
      isThere: ofSampleType(/^live$/),
    },
    {
      group: 'mutex',
      label: 'mutex and block / contentions, delay',
      how: 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_LOCK to a threshold such as 10ms.',
      isThere: ({ group }) => group === 'mutex' || group === 'block',
    },
  ],
  node: [
    {
      group: 'cpu',
      label: 'wall / cpu',
      how: 'Pass wall: { collectCpuTime: true } to Pyroscope.init().',
      isThere: onCpu,
    },
    {
      group: 'cpu',
      label: 'wall / wall, samples',
      how: 'Call Pyroscope.start(), or Pyroscope.startWallProfiling().',
      isThere: ({ wall }) => wall,
    },
    {
      group: 'memory',
      label: 'memory / inuse_objects, inuse_space',
      how: 'Call Pyroscope.start(), or Pyroscope.startHeapProfiling().',
      isThere: inGroup('memory'),
    },
  ],
  dotnet: [
    { group: 'cpu', label: 'process_cpu / cpu', how: 'Set PYROSCOPE_PROFILING_CPU_ENABLED=true.', isThere: onCpu },
    {
      group: 'cpu',
      label: 'wall / wall',
      how: 'Set PYROSCOPE_PROFILING_WALLTIME_ENABLED=true.',
      isThere: ({ wall }) => wall,
    },
    {
      group: 'memory',
      label: 'alloc / alloc_samples, alloc_size',
      how: 'Set PYROSCOPE_PROFILING_ALLOCATION_ENABLED=true.',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'heap / inuse_objects, inuse_space',
      how: 'Set PYROSCOPE_PROFILING_HEAP_ENABLED=true (.NET 7 or newer).',
      isThere: ofSampleType(/^inuse_/),
    },
    {
      group: 'mutex',
      label: 'lock / lock_count, lock_time',
      how: 'Set PYROSCOPE_PROFILING_LOCK_ENABLED=true.',
      isThere: inGroup('mutex'),
    },
    {
      group: 'other',
      label: 'exception / exception',
      how: 'Set PYROSCOPE_PROFILING_EXCEPTION_ENABLED=true.',
      isThere: ofSampleType(/^exception/),
    },
  ],
};

/**
 * The runtime of a service: what its label `pyroscope_spy` says, else what its types give away. Undefined when they
 * don't: a bare `process_cpu:cpu` may come from any language, and Python, Ruby, Rust and eBPF have nothing else.
 */
export function runtimeOf(available: readonly string[], spy?: string): Runtime | undefined {
  const known = spy === undefined ? undefined : SPIES[spy];
  if (known) {
    return known;
  }
  const types = available.map(describeType).filter((type) => type !== undefined);
  const runtimes: Runtime[] = ['go', 'java', 'dotnet', 'node'];
  return runtimes.find((runtime) => types.some((type) => givesAway[runtime](type)));
}

/** Sample types and periods that no other runtime has. */
const givesAway: Readonly<Record<Runtime, (type: TypeInfo) => boolean>> = {
  go: ({ group, name, sampleType, periodType }) =>
    group === 'goroutine' ||
    (name === 'memory' && /^alloc_(objects|space)$/.test(sampleType)) ||
    (['block', 'mutex'].includes(name) && periodType === 'contentions'),
  java: ({ name, sampleType, periodType }) =>
    (name === 'memory' && /^(alloc_.*tlab_|alloc_sample_|live$|malloc_)/.test(sampleType)) ||
    (['block', 'mutex'].includes(name) && periodType === name),
  dotnet: ({ name, sampleType, periodType }) =>
    /^(alloc_samples|alloc_size|lock_count|lock_time|exception)$/.test(sampleType) ||
    ['heap', 'thread_lifetime'].includes(name) ||
    (name === 'wall' && periodType === 'cpu'),
  node: ({ name, sampleType, periodType }) =>
    (name === 'wall' && ['cpu', 'samples'].includes(sampleType)) || periodType === 'inuse_space',
};

/** What the service's runtime could give besides `available`, each with how to switch it on. */
export function notCollected(available: readonly string[], spy?: string): NotCollected[] {
  const runtime = runtimeOf(available, spy);
  if (!runtime) {
    return [];
  }
  const types = available.map(describeType).filter((type) => type !== undefined);
  return OFFERS[runtime]
    .filter((offer) => !types.some((type) => offer.isThere(type)))
    .map(({ group, label, how }) => ({ group, label, how, docs: DOCS[runtime] }));
}
