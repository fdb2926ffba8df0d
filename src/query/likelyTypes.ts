/**
 * What most services send under the short names that links carry, the most likely one first: clients for Go, and those
 * of other languages that use its names. Asked for at once, and corrected by the service's own list.
 */
export const LIKELY_TYPES: readonly string[] = [
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'process_cpu:samples:count:cpu:nanoseconds',
  'memory:alloc_objects:count:space:bytes',
  'memory:alloc_space:bytes:space:bytes',
  'memory:inuse_objects:count:space:bytes',
  'memory:inuse_space:bytes:space:bytes',
  'block:contentions:count:contentions:count',
  'block:delay:nanoseconds:contentions:count',
  'mutex:contentions:count:contentions:count',
  'mutex:delay:nanoseconds:contentions:count',
  'goroutine:goroutine:count:goroutine:count',
  'goroutines:goroutine:count:goroutine:count',
  'wall:wall:nanoseconds:wall:nanoseconds',
];
