import { catalogue, defaultType, describeType, malformedTypes } from './catalogue';
import { DOTNET, DOTNET_NEW, GO, JAVA, NODE } from './testing/clientTypes';

const drawn = (available: string[]) =>
  Object.fromEntries(catalogue(available).map(({ id, types }) => [id, types.map(({ label }) => label)]));

describe('catalogue', () => {
  it('orders the groups and types of a Go service', () => {
    expect(catalogue(GO).map(({ id }) => id)).toEqual(['cpu', 'memory', 'block', 'mutex', 'goroutine']);
    expect(drawn(GO)).toEqual({
      cpu: ['process_cpu / cpu', 'process_cpu / samples'],
      memory: ['memory / alloc_objects', 'memory / alloc_space', 'memory / inuse_objects', 'memory / inuse_space'],
      block: ['block / contentions', 'block / delay'],
      mutex: ['mutex / contentions', 'mutex / delay'],
      goroutine: ['goroutines / goroutine'],
    });
  });

  it('finds the groups of other languages by name and sample type, whatever the period', () => {
    expect(drawn(JAVA)).toEqual({
      cpu: ['process_cpu / cpu', 'wall / wall'],
      memory: [
        'memory / alloc_sample_objects',
        'memory / alloc_sample_bytes',
        'memory / alloc_in_new_tlab_objects',
        'memory / alloc_in_new_tlab_bytes',
        'memory / alloc_outside_tlab_bytes',
        'memory / malloc_objects',
        'memory / malloc_bytes',
        'memory / live',
      ],
      block: ['block / contentions', 'block / delay'],
      mutex: ['mutex / contentions', 'mutex / delay'],
    });
    expect(drawn(DOTNET)).toEqual({
      cpu: ['process_cpu / cpu'],
      memory: ['process_cpu / alloc_samples', 'process_cpu / alloc_size'],
      mutex: ['process_cpu / lock_count', 'process_cpu / lock_time'],
      other: ['process_cpu / exception'],
    });
    expect(drawn(DOTNET_NEW)).toEqual({
      cpu: ['process_cpu / cpu_samples', 'wall / wall'],
      memory: ['alloc / alloc_samples', 'heap / inuse_objects', 'heap / inuse_space'],
      mutex: ['lock / lock_count'],
      other: ['exception / exception', 'thread_lifetime / thread_lifetime'],
    });
    expect(
      drawn(['off_cpu:off_cpu:nanoseconds::', 'goroutine:goroutine:count:goroutine:count', 'made:up:apples::'])
    ).toEqual({
      cpu: ['off_cpu / off_cpu'],
      goroutine: ['goroutine / goroutine'],
      other: ['made / up'],
    });
  });

  it('puts wall-clock time after time on CPU and tells them and time off CPU apart', () => {
    const clocks = (types: string[]) => catalogue(types)[0].types.map(({ label, clock }) => [label, clock]);
    expect(clocks(NODE)).toEqual([
      ['wall / cpu', 'cpu'],
      ['wall / wall', 'wall'],
      ['wall / samples', 'wall'],
    ]);
    expect(clocks(['off_cpu:off_cpu:nanoseconds::', GO[9]])).toEqual([
      ['process_cpu / cpu', 'cpu'],
      ['off_cpu / off_cpu', 'off-cpu'],
    ]);
    expect(clocks(['block:delay:nanoseconds:contentions:count'])).toEqual([['block / delay', undefined]]);
  });

  it('leaves malformed ids out, which are named elsewhere, and shows an id once', () => {
    const available = ['cpu', 'a:b:c:d:e:f', ...GO.slice(9, 10), `${GO[9]}:delta`];
    expect(drawn(available)).toEqual({ cpu: ['process_cpu / cpu'] });
    expect(malformedTypes([...available, 'cpu'])).toEqual(['cpu', 'a:b:c:d:e:f']);
    expect(catalogue([])).toEqual([]);
  });

  it('has types with spaces in their names', () => {
    expect(drawn(['process_cpu:virtual memory:bytes:wall:'])).toEqual({ other: ['process_cpu / virtual memory'] });
  });

  it('tells types apart that two versions of a client name alike', () => {
    expect(
      drawn(['memory:inuse_space:bytes:space:bytes', 'memory:inuse_space:bytes:inuse_space:bytes', ...NODE.slice(0, 1)])
    ).toEqual({
      memory: [
        'memory / inuse_objects',
        'memory / inuse_space (bytes:inuse_space:bytes)',
        'memory / inuse_space (bytes:space:bytes)',
      ],
    });
  });
});

describe('defaultType', () => {
  it('is time on CPU, else the first that there is', () => {
    expect(defaultType(GO)).toBe('process_cpu:cpu:nanoseconds:cpu:nanoseconds');
    expect(defaultType(NODE)).toBe('wall:cpu:nanoseconds:wall:nanoseconds');
    expect(defaultType(NODE.filter((id) => !id.startsWith('wall:cpu')))).toBe('wall:wall:nanoseconds:wall:nanoseconds');
    expect(defaultType(GO.slice(0, 2))).toBe('block:contentions:count:contentions:count');
    expect(defaultType(['nonsense'])).toBeUndefined();
  });

  it('of a service that sends its heap alone is bytes', () => {
    expect(defaultType(NODE.slice(0, 2))).toBe('memory:inuse_space:bytes:inuse_space:bytes');
    expect(defaultType(GO.slice(3, 7))).toBe('memory:inuse_space:bytes:space:bytes');
    expect(defaultType(GO.slice(3, 5))).toBe('memory:alloc_space:bytes:space:bytes');
    expect(defaultType(['memory:heap:kilobytes::', GO[3]])).toBe('memory:heap:kilobytes::');
    expect(defaultType([GO[3]])).toBe(GO[3]);
  });
});

describe('describeType', () => {
  const about = (id: string) => {
    const info = describeType(id);
    if (!info) {
      throw new Error(id);
    }
    return info;
  };

  it('tells snapshots from what adds up', () => {
    const snapshots = [...GO, ...JAVA, ...NODE, ...DOTNET, ...DOTNET_NEW].filter(
      (id) => about(id).aggregation === 'snapshot'
    );
    expect([...new Set(snapshots)].map((id) => about(id).label)).toEqual([
      'goroutines / goroutine',
      'memory / inuse_objects',
      'memory / inuse_space',
      'memory / live',
      'memory / inuse_objects',
      'memory / inuse_space',
      'heap / inuse_objects',
      'heap / inuse_space',
    ]);
  });

  it('knows the unit', () => {
    expect(
      [GO[0], GO[1], GO[4], 'wall:wall:microseconds:wall:microseconds', 'made:up:apples::', 'made:up:::'].map(
        (id) => about(id).unit
      )
    ).toEqual(['short', 'ns', 'bytes', 'µs', 'apples', 'short']);
  });
});
