import { notCollected, runtimeOf } from './notCollected';

const GO_DEFAULT = [
  'memory:alloc_objects:count:space:bytes',
  'memory:alloc_space:bytes:space:bytes',
  'memory:inuse_objects:count:space:bytes',
  'memory:inuse_space:bytes:space:bytes',
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'process_cpu:samples:count:cpu:nanoseconds',
];
const NODE_DEFAULT = [
  'memory:inuse_objects:count:inuse_space:bytes',
  'memory:inuse_space:bytes:inuse_space:bytes',
  'wall:samples:count:wall:nanoseconds',
  'wall:wall:nanoseconds:wall:nanoseconds',
];
const JAVA_CPU_AND_ALLOC = [
  'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  'memory:alloc_in_new_tlab_bytes:bytes:space:bytes',
  'memory:alloc_in_new_tlab_objects:count:space:bytes',
];

const labels = (available: string[], spy?: string) => notCollected(available, spy).map(({ label }) => label);

describe('notCollected', () => {
  it('names what a Go service leaves off by default', () => {
    const missing = notCollected(GO_DEFAULT);
    expect(missing.map(({ group }) => group)).toEqual(['block', 'mutex', 'goroutine']);
    expect(missing.map(({ id }) => id)).toEqual(['go-block', 'go-mutex', 'go-goroutines']);
    expect(new Set(missing.map(({ docs }) => docs))).toEqual(
      new Set(['https://grafana.com/docs/pyroscope/latest/configure-client/language-sdks/go_push/'])
    );
  });

  it('names nothing that is there', () => {
    expect(
      labels([
        ...GO_DEFAULT,
        'goroutine:goroutine:count:goroutine:count',
        'block:delay:nanoseconds:contentions:count',
        'mutex:delay:nanoseconds:contentions:count',
      ])
    ).toEqual([]);
  });

  it('knows Node, Java and .NET by their types', () => {
    expect(notCollected(NODE_DEFAULT)).toMatchObject([{ label: 'wall / cpu', id: 'node-cpu' }]);
    expect(labels(JAVA_CPU_AND_ALLOC)).toEqual(['wall / wall', 'memory / live', 'block, mutex / contentions, delay']);
    expect(
      labels(['process_cpu:cpu:nanoseconds:cpu:nanoseconds', 'process_cpu:exception:count:cpu:nanoseconds'])
    ).toEqual([
      'wall / wall',
      'alloc / alloc_samples, alloc_size',
      'heap / inuse_objects, inuse_space',
      'lock / lock_count, lock_time',
    ]);
  });

  it('promises nothing for a bare cpu profile, which any language sends', () => {
    expect(labels(['process_cpu:cpu:nanoseconds:cpu:nanoseconds'])).toEqual([]);
    expect(labels(['process_cpu:cpu:nanoseconds:cpu:nanoseconds'], 'pyspy')).toEqual([]);
    expect(labels(['process_cpu:cpu:nanoseconds:cpu:nanoseconds'], 'gospy')).toHaveLength(5);
  });
});

describe('runtimeOf', () => {
  it('tells Java from Go where only the period differs', () => {
    expect(runtimeOf(['mutex:contentions:count:mutex:count'])).toBe('java');
    expect(runtimeOf(['mutex:contentions:count:contentions:count'])).toBe('go');
    expect(runtimeOf(['wall:wall:nanoseconds:cpu:nanoseconds'])).toBe('dotnet');
    expect(runtimeOf(['nonsense'])).toBeUndefined();
  });
});
