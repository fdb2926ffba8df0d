import { type ProfileType } from './profileTypes';

const BLOCK_GO = 'that goroutines waited to go on (channels, locks, select); the stack is where they waited.';
const MUTEX_GO = 'that goroutines waited for a lock; the stack is where it was released, so the holder of the lock.';
const MONITOR_JAVA = 'that threads waited for a monitor (synchronized); the stack is where they waited.';
const PARK_JAVA = 'that threads were parked (locks, queues, futures); the stack is where they waited.';
const LIVE = 'live at a snapshot (Go: as of the last completed garbage collection).';

/** By `name:sampleType`, else by the sample type alone. */
const SENTENCES: Readonly<Record<string, string>> = {
  'process_cpu:cpu': 'Time spent running on CPU; waiting does not count.',
  'wall:cpu': 'Time spent running on CPU, as the wall-clock profiler measures it; waiting does not count.',
  'process_cpu:samples': 'Number of stack samples taken.',
  'process_cpu:cpu_samples': 'Number of stack samples taken on CPU.',
  'wall:wall': 'Wall-clock time that passed in the code, running or waiting.',
  'wall:samples': 'Number of stack samples taken at wall-clock intervals, running or waiting.',
  off_cpu: 'Time that threads spent off CPU, waiting for something or for their turn.',
  alloc_objects: 'Number of objects allocated during the range, freed or not.',
  alloc_space: 'Bytes allocated during the range, freed or not.',
  inuse_objects: `Number of objects ${LIVE}`,
  inuse_space: `Bytes ${LIVE}`,
  objects: `Number of objects ${LIVE}`,
  space: `Bytes ${LIVE}`,
  live: 'Number of sampled objects still live at a snapshot.',
  alloc_sample_objects: 'Number of allocations sampled during the range, freed or not.',
  alloc_sample_bytes: 'Bytes allocated during the range, freed or not, as estimated from samples.',
  alloc_in_new_tlab_objects: 'Number of allocations during the range that opened a new thread-local buffer (TLAB).',
  alloc_in_new_tlab_bytes: 'Bytes allocated during the range through new thread-local buffers (TLAB), freed or not.',
  alloc_outside_tlab_objects: 'Number of allocations during the range outside thread-local buffers (TLAB).',
  alloc_outside_tlab_bytes: 'Bytes allocated during the range outside thread-local buffers (TLAB), freed or not.',
  alloc_samples: 'Number of allocations sampled during the range, freed or not.',
  alloc_size: 'Bytes allocated during the range, freed or not, as estimated from samples.',
  malloc_objects: 'Number of native allocations (malloc) during the range, freed or not.',
  malloc_bytes: 'Bytes of native allocations (malloc) during the range, freed or not.',
  'block:contentions': `Number of times ${BLOCK_GO}`,
  'block:delay': `Wall-clock time ${BLOCK_GO}`,
  'mutex:contentions': `Number of times ${MUTEX_GO}`,
  'mutex:delay': `Wall-clock time ${MUTEX_GO}`,
  'java block:contentions': `Number of times ${PARK_JAVA}`,
  'java block:delay': `Wall-clock time ${PARK_JAVA}`,
  'java mutex:contentions': `Number of times ${MONITOR_JAVA}`,
  'java mutex:delay': `Wall-clock time ${MONITOR_JAVA}`,
  lock_count: 'Number of times that threads waited for a lock; the stack is where they waited.',
  lock_time: 'Wall-clock time that threads waited for a lock; the stack is where they waited.',
  goroutine: 'All goroutines that exist at a snapshot, running or not.',
  exception: 'Number of exceptions thrown during the range, caught or not.',
  thread_lifetime: 'Time from the start of threads to their end.',
};

/** One sentence that says what a profile type measures, of an unknown one no more than its id says. */
export function sentenceOf({ name, sampleType, sampleUnit, periodType }: ProfileType): string {
  const key = `${name}:${sampleType}`;
  // async-profiler has block and mutex profiles too, but of the waiter, and tells them by their period.
  const java = periodType === name ? SENTENCES[`java ${key}`] : undefined;
  return java ?? SENTENCES[key] ?? SENTENCES[sampleType] ?? unknown(name, sampleType, sampleUnit);
}

function unknown(name: string, sampleType: string, sampleUnit: string): string {
  const unit = sampleUnit ? `, in ${sampleUnit === 'count' ? 'counts' : sampleUnit}` : '';
  return `What the service's profiler calls ${sampleType} of ${name}${unit}.`;
}
