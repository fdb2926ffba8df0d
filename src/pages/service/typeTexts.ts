import { type ComboboxOption } from '@grafana/ui';
import { visible } from '../../profile/naming/visible';
import { malformedTypes } from '../../query/catalogue';
import { type NotCollected, type SwitchId } from '../../query/notCollected';
import { type ProfileType } from '../../query/profileTypes';
import { t } from '../../i18n';

const inuseObjects = () =>
  t('type.inuse-objects', 'Number of objects live at a snapshot (Go: as of the last completed garbage collection).');
const inuseSpace = () =>
  t('type.inuse-space', 'Bytes live at a snapshot (Go: as of the last completed garbage collection).');
const allocSampleObjects = () =>
  t('type.alloc-sample-objects', 'Number of allocations sampled during the range, freed or not.');
const allocSampleBytes = () =>
  t('type.alloc-sample-bytes', 'Bytes allocated during the range, freed or not, as estimated from samples.');

/** By `name:sampleType`, else by the sample type alone. */
const SENTENCES: Readonly<Record<string, () => string>> = {
  'process_cpu:cpu': () => t('type.cpu', 'Time spent running on CPU; waiting does not count.'),
  'wall:cpu': () =>
    t('type.wall-cpu', 'Time spent running on CPU, as the wall-clock profiler measures it; waiting does not count.'),
  'process_cpu:samples': () => t('type.samples', 'Number of stack samples taken.'),
  'process_cpu:cpu_samples': () => t('type.cpu-samples', 'Number of stack samples taken on CPU.'),
  'wall:wall': () => t('type.wall', 'Wall-clock time that passed in the code, running or waiting.'),
  'wall:samples': () =>
    t('type.wall-samples', 'Number of stack samples taken at wall-clock intervals, running or waiting.'),
  off_cpu: () => t('type.off-cpu', 'Time that threads spent off CPU, waiting for something or for their turn.'),
  alloc_objects: () => t('type.alloc-objects', 'Number of objects allocated during the range, freed or not.'),
  alloc_space: () => t('type.alloc-space', 'Bytes allocated during the range, freed or not.'),
  inuse_objects: inuseObjects,
  inuse_space: inuseSpace,
  objects: inuseObjects,
  space: inuseSpace,
  live: () => t('type.live', 'Number of sampled objects still live at a snapshot.'),
  alloc_sample_objects: allocSampleObjects,
  alloc_sample_bytes: allocSampleBytes,
  alloc_in_new_tlab_objects: () =>
    t(
      'type.alloc-tlab-objects',
      'Number of allocations during the range that opened a new thread-local buffer (TLAB).'
    ),
  alloc_in_new_tlab_bytes: () =>
    t(
      'type.alloc-tlab-bytes',
      'Bytes allocated during the range through new thread-local buffers (TLAB), freed or not.'
    ),
  alloc_outside_tlab_objects: () =>
    t('type.alloc-outside-objects', 'Number of allocations during the range outside thread-local buffers (TLAB).'),
  alloc_outside_tlab_bytes: () =>
    t(
      'type.alloc-outside-bytes',
      'Bytes allocated during the range outside thread-local buffers (TLAB), freed or not.'
    ),
  alloc_samples: allocSampleObjects,
  alloc_size: allocSampleBytes,
  malloc_objects: () =>
    t('type.malloc-objects', 'Number of native allocations (malloc) during the range, freed or not.'),
  malloc_bytes: () => t('type.malloc-bytes', 'Bytes of native allocations (malloc) during the range, freed or not.'),
  'block:contentions': () =>
    t(
      'type.block-contentions',
      'Number of times that goroutines waited to go on (channels, locks, select); the stack is where they waited.'
    ),
  'block:delay': () =>
    t(
      'type.block-delay',
      'Wall-clock time that goroutines waited to go on (channels, locks, select); the stack is where they waited.'
    ),
  'mutex:contentions': () =>
    t(
      'type.mutex-contentions',
      'Number of times that goroutines waited for a lock; the stack is where it was released, so the holder of the lock.'
    ),
  'mutex:delay': () =>
    t(
      'type.mutex-delay',
      'Wall-clock time that goroutines waited for a lock; the stack is where it was released, so the holder of the lock.'
    ),
  'java block:contentions': () =>
    t(
      'type.java-block-contentions',
      'Number of times that threads were parked (locks, queues, futures); the stack is where they waited.'
    ),
  'java block:delay': () =>
    t(
      'type.java-block-delay',
      'Wall-clock time that threads were parked (locks, queues, futures); the stack is where they waited.'
    ),
  'java mutex:contentions': () =>
    t(
      'type.java-mutex-contentions',
      'Number of times that threads waited for a monitor (synchronized); the stack is where they waited.'
    ),
  'java mutex:delay': () =>
    t(
      'type.java-mutex-delay',
      'Wall-clock time that threads waited for a monitor (synchronized); the stack is where they waited.'
    ),
  lock_count: () =>
    t('type.lock-count', 'Number of times that threads waited for a lock; the stack is where they waited.'),
  lock_time: () =>
    t('type.lock-time', 'Wall-clock time that threads waited for a lock; the stack is where they waited.'),
  goroutine: () => t('type.goroutine', 'All goroutines that exist at a snapshot, running or not.'),
  exception: () => t('type.exception', 'Number of exceptions thrown during the range, caught or not.'),
  thread_lifetime: () => t('type.thread-lifetime', 'Time from the start of threads to their end.'),
};

/** How to switch on what is not collected. */
export const switchTexts: Readonly<Record<SwitchId, () => string>> = {
  'go-cpu': () => t('types.how-go-cpu', 'Add pyroscope.ProfileCPU to ProfileTypes.'),
  'go-alloc': () =>
    t('types.how-go-alloc', 'Add pyroscope.ProfileAllocObjects and pyroscope.ProfileAllocSpace to ProfileTypes.'),
  'go-inuse': () =>
    t('types.how-go-inuse', 'Add pyroscope.ProfileInuseObjects and pyroscope.ProfileInuseSpace to ProfileTypes.'),
  'go-block': () =>
    t(
      'types.how-go-block',
      'Off by default: call runtime.SetBlockProfileRate(rate) (one sample per rate nanoseconds spent blocked); with the Go SDK also add pyroscope.ProfileBlockCount and pyroscope.ProfileBlockDuration to ProfileTypes.'
    ),
  'go-mutex': () =>
    t(
      'types.how-go-mutex',
      'Off by default: call runtime.SetMutexProfileFraction(rate) (one of rate events is reported); with the Go SDK also add pyroscope.ProfileMutexCount and pyroscope.ProfileMutexDuration to ProfileTypes.'
    ),
  'go-goroutines': () => t('types.how-go-goroutines', 'Add pyroscope.ProfileGoroutines to ProfileTypes.'),
  'java-cpu': () => t('types.how-java-cpu', 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_EVENT=itimer.'),
  'java-wall': () => t('types.how-java-wall', 'Set PYROSCOPE_PROFILER_EVENT=wall; it takes the place of time on CPU.'),
  'java-alloc': () =>
    t('types.how-java-alloc', 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_ALLOC to a threshold such as 512k.'),
  'java-live': () => t('types.how-java-live', 'Set PYROSCOPE_ALLOC_LIVE=true beside PYROSCOPE_PROFILER_ALLOC.'),
  'java-lock': () =>
    t('types.how-java-lock', 'Set PYROSCOPE_FORMAT=jfr and PYROSCOPE_PROFILER_LOCK to a threshold such as 10ms.'),
  'node-cpu': () => t('types.how-node-cpu', 'Pass wall: { collectCpuTime: true } to Pyroscope.init().'),
  'node-wall': () => t('types.how-node-wall', 'Call Pyroscope.start(), or Pyroscope.startWallProfiling().'),
  'node-heap': () => t('types.how-node-heap', 'Call Pyroscope.start(), or Pyroscope.startHeapProfiling().'),
  'dotnet-cpu': () => t('types.how-dotnet-cpu', 'Set PYROSCOPE_PROFILING_CPU_ENABLED=true.'),
  'dotnet-wall': () => t('types.how-dotnet-wall', 'Set PYROSCOPE_PROFILING_WALLTIME_ENABLED=true.'),
  'dotnet-alloc': () => t('types.how-dotnet-alloc', 'Set PYROSCOPE_PROFILING_ALLOCATION_ENABLED=true.'),
  'dotnet-heap': () => t('types.how-dotnet-heap', 'Set PYROSCOPE_PROFILING_HEAP_ENABLED=true (.NET 7 or newer).'),
  'dotnet-lock': () => t('types.how-dotnet-lock', 'Set PYROSCOPE_PROFILING_LOCK_ENABLED=true.'),
  'dotnet-exception': () => t('types.how-dotnet-exception', 'Set PYROSCOPE_PROFILING_EXCEPTION_ENABLED=true.'),
};

/** One sentence that says what a profile type measures, of an unknown one no more than its id says. */
export function sentenceOf({ name, sampleType, sampleUnit, periodType }: ProfileType): string {
  const key = `${name}:${sampleType}`;
  // async-profiler has block and mutex profiles too, but of the waiter, and tells them by their period.
  const java = periodType === name ? textOf(`java ${key}`) : undefined;
  return java ?? textOf(key) ?? textOf(sampleType) ?? unknown(name, sampleType, sampleUnit);
}

const textOf = (key: string) => (Object.hasOwn(SENTENCES, key) ? SENTENCES[key]() : undefined);

function unknown(name: string, sampleType: string, unit: string): string {
  if (unit === '') {
    return t('type.unknown', "What the service's profiler calls {{sampleType}} of {{name}}.", { sampleType, name });
  }
  return unit === 'count'
    ? t('type.unknown-counts', "What the service's profiler calls {{sampleType}} of {{name}}, in counts.", {
        sampleType,
        name,
      })
    : t('type.unknown-unit', "What the service's profiler calls {{sampleType}} of {{name}}, in {{unit}}.", {
        sampleType,
        name,
        unit,
      });
}

/** What stands below the types with the reason: those that cannot be asked for, and those that the service could send. */
export function notToChoose(available: string[], notCollected: NotCollected[]): Array<ComboboxOption<string>> {
  const broken = malformedTypes(available).map((id) => ({
    value: `malformed: ${id}`,
    label: visible(id),
    description: t('types.malformed-why', 'Its id does not have the five parts that the data source needs'),
    group: t('types.malformed', 'Cannot be shown'),
    infoOption: true,
  }));
  const missing = notCollected.map(({ id, label }) => ({
    value: `not collected: ${label}`,
    label,
    description: switchTexts[id](),
    group: t('types.not-collected', 'Not collected'),
    infoOption: true,
  }));
  return [...broken, ...missing];
}
