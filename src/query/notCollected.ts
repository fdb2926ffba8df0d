import { type TypeGroup, describeType, type TypeInfo } from './catalogue';

export type Runtime = 'go' | 'java' | 'node' | 'dotnet';

/** What there is to switch on. */
export type SwitchId =
  | 'go-cpu'
  | 'go-alloc'
  | 'go-inuse'
  | 'go-block'
  | 'go-mutex'
  | 'go-goroutines'
  | 'java-cpu'
  | 'java-wall'
  | 'java-alloc'
  | 'java-live'
  | 'java-lock'
  | 'node-cpu'
  | 'node-wall'
  | 'node-heap'
  | 'dotnet-cpu'
  | 'dotnet-wall'
  | 'dotnet-alloc'
  | 'dotnet-heap'
  | 'dotnet-lock'
  | 'dotnet-exception';

/** Types that the service's runtime could give, but the service does not send. */
export interface NotCollected {
  group: TypeGroup;
  /** `block / contentions, delay` */
  label: string;
  /** of the words that say how to switch it on */
  id: SwitchId;
  docs: string;
}

interface Offer {
  group: TypeGroup;
  label: string;
  id: SwitchId;
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
const onCpu = (type: TypeInfo) => type.clock === 'cpu';

const OFFERS: Readonly<Record<Runtime, readonly Offer[]>> = {
  go: [
    {
      group: 'cpu',
      label: 'process_cpu / cpu, samples',
      id: 'go-cpu',
      isThere: onCpu,
    },
    {
      group: 'memory',
      label: 'memory / alloc_objects, alloc_space',
      id: 'go-alloc',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'memory / inuse_objects, inuse_space',
      id: 'go-inuse',
      isThere: ofSampleType(/^inuse_/),
    },
    {
      group: 'block',
      label: 'block / contentions, delay',
      id: 'go-block',
      isThere: inGroup('block'),
    },
    {
      group: 'mutex',
      label: 'mutex / contentions, delay',
      id: 'go-mutex',
      isThere: inGroup('mutex'),
    },
    {
      group: 'goroutine',
      label: 'goroutines / goroutine',
      id: 'go-goroutines',
      isThere: inGroup('goroutine'),
    },
  ],
  java: [
    {
      group: 'cpu',
      label: 'process_cpu / cpu',
      id: 'java-cpu',
      isThere: onCpu,
    },
    {
      group: 'cpu',
      label: 'wall / wall',
      id: 'java-wall',
      isThere: ({ clock }) => clock === 'wall',
    },
    {
      group: 'memory',
      label: 'memory / alloc_*',
      id: 'java-alloc',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'memory / live',
      id: 'java-live',
      isThere: ofSampleType(/^live$/),
    },
    {
      group: 'mutex',
      label: 'block, mutex / contentions, delay',
      id: 'java-lock',
      isThere: ({ group }) => group === 'mutex' || group === 'block',
    },
  ],
  node: [
    {
      group: 'cpu',
      label: 'wall / cpu',
      id: 'node-cpu',
      isThere: onCpu,
    },
    {
      group: 'cpu',
      label: 'wall / wall, samples',
      id: 'node-wall',
      isThere: ({ clock }) => clock === 'wall',
    },
    {
      group: 'memory',
      label: 'memory / inuse_objects, inuse_space',
      id: 'node-heap',
      isThere: inGroup('memory'),
    },
  ],
  dotnet: [
    { group: 'cpu', label: 'process_cpu / cpu', id: 'dotnet-cpu', isThere: onCpu },
    {
      group: 'cpu',
      label: 'wall / wall',
      id: 'dotnet-wall',
      isThere: ({ clock }) => clock === 'wall',
    },
    {
      group: 'memory',
      label: 'alloc / alloc_samples, alloc_size',
      id: 'dotnet-alloc',
      isThere: ofSampleType(/^alloc_/),
    },
    {
      group: 'memory',
      label: 'heap / inuse_objects, inuse_space',
      id: 'dotnet-heap',
      isThere: ofSampleType(/^inuse_/),
    },
    {
      group: 'mutex',
      label: 'lock / lock_count, lock_time',
      id: 'dotnet-lock',
      isThere: inGroup('mutex'),
    },
    {
      group: 'other',
      label: 'exception / exception',
      id: 'dotnet-exception',
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

/** What the service's runtime could give besides `available`, each with what says how to switch it on. */
export function notCollected(available: readonly string[], spy?: string): NotCollected[] {
  const runtime = runtimeOf(available, spy);
  if (!runtime) {
    return [];
  }
  const types = available.map(describeType).filter((type) => type !== undefined);
  return OFFERS[runtime]
    .filter((offer) => !types.some((type) => offer.isThere(type)))
    .map(({ group, label, id }) => ({ group, label, id, docs: DOCS[runtime] }));
}
