/** What the clients of each language send as profile types, old and new ones. */
export const GO = [
  'block:contentions:count:contentions:count',
  'block:delay:nanoseconds:contentions:count',
  'goroutines:goroutine:count:goroutine:count',
  'memory:alloc_objects:count:space:bytes',
  'memory:alloc_space:bytes:space:bytes',
  'memory:inuse_objects:count:space:bytes',
  'memory:inuse_space:bytes:space:bytes',
  'mutex:contentions:count:contentions:count',
  'mutex:delay:nanoseconds:contentions:count',
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'process_cpu:samples:count:cpu:nanoseconds',
];
export const JAVA = [
  'block:contentions:count:block:count',
  'block:delay:nanoseconds:block:count',
  'memory:alloc_in_new_tlab_bytes:bytes:space:bytes',
  'memory:alloc_in_new_tlab_objects:count:space:bytes',
  'memory:alloc_outside_tlab_bytes:bytes::',
  'memory:alloc_sample_bytes:bytes:space:bytes',
  'memory:alloc_sample_objects:count:space:bytes',
  'memory:live:count:objects:count',
  'memory:malloc_bytes:bytes::',
  'memory:malloc_objects:count::',
  'mutex:contentions:count:mutex:count',
  'mutex:delay:nanoseconds:mutex:count',
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'wall:wall:nanoseconds:wall:nanoseconds',
];
export const NODE = [
  'memory:inuse_objects:count:inuse_space:bytes',
  'memory:inuse_space:bytes:inuse_space:bytes',
  'wall:cpu:nanoseconds:wall:nanoseconds',
  'wall:samples:count:wall:nanoseconds',
  'wall:wall:nanoseconds:wall:nanoseconds',
];
export const DOTNET = [
  'process_cpu:alloc_samples:count:cpu:nanoseconds',
  'process_cpu:alloc_size:bytes:cpu:nanoseconds',
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'process_cpu:exception:count:cpu:nanoseconds',
  'process_cpu:lock_count:count:cpu:nanoseconds',
  'process_cpu:lock_time:nanoseconds:cpu:nanoseconds',
];
export const DOTNET_NEW = [
  'alloc:alloc_samples:count:cpu:nanoseconds',
  'exception:exception:count:cpu:nanoseconds',
  'heap:inuse_objects:count:cpu:nanoseconds',
  'heap:inuse_space:bytes:cpu:nanoseconds',
  'lock:lock_count:count:cpu:nanoseconds',
  'process_cpu:cpu_samples:count:cpu:nanoseconds',
  'thread_lifetime:thread_lifetime:nanoseconds:cpu:nanoseconds',
  'wall:wall:nanoseconds:cpu:nanoseconds',
];
