import { parseProfileType, readTypeWish, resolveType } from './profileTypes';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';
const NODE_OLD = 'memory:inuse_space:bytes:space:bytes';
const NODE_NEW = 'memory:inuse_space:bytes:inuse_space:bytes';

describe('parseProfileType', () => {
  it('reads the five parts, empty periods included, and drops :delta', () => {
    expect(parseProfileType(`${CPU}:delta`)).toEqual({
      id: CPU,
      name: 'process_cpu',
      sampleType: 'cpu',
      sampleUnit: 'nanoseconds',
      periodType: 'cpu',
      periodUnit: 'nanoseconds',
    });
    expect(parseProfileType('memory:malloc_bytes:bytes::')).toMatchObject({
      sampleType: 'malloc_bytes',
      periodUnit: '',
    });
  });

  it('reads names with spaces, as profilers have them', () => {
    const id = 'process_cpu:virtual memory:bytes:wall:';
    expect(parseProfileType(id)).toMatchObject({ id, name: 'process_cpu', sampleType: 'virtual memory' });
    expect(readTypeWish('process_cpu:virtual memory')).toBe('process_cpu:virtual memory');
    expect(resolveType('process_cpu:virtual memory', [CPU, id])).toBe(id);
  });

  it.each([
    '',
    'cpu',
    'process_cpu:cpu',
    'a:b:c:d',
    'a:b:c:d:e:f',
    'a:b:c:d:e:delta:x',
    ':cpu:ns::',
    'a::ns::',
    'a:b\n:c:d:e',
    'a:b\u202e:c:d:e',
  ])('refuses %j, which would end the Grafana process', (id) => {
    expect(parseProfileType(id)).toBeUndefined();
  });
});

describe('resolveType', () => {
  it('takes a full id, or the first that fits a name and sample type', () => {
    expect(resolveType(SAMPLES, [CPU, SAMPLES])).toBe(SAMPLES);
    expect(resolveType(`${CPU}:delta`, [SAMPLES, CPU])).toBe(CPU);
    expect(resolveType('process_cpu:cpu', ['cpu', SAMPLES, CPU])).toBe(CPU);
    expect(resolveType('memory:inuse_space', [NODE_OLD, NODE_NEW])).toBe(NODE_OLD);
  });

  it('finds the same measure after a client changed its period', () => {
    expect(resolveType(NODE_OLD, [CPU, NODE_NEW])).toBe(NODE_NEW);
    expect(resolveType(NODE_NEW, [NODE_OLD, NODE_NEW])).toBe(NODE_NEW);
    expect(resolveType('wall:wall:microseconds:wall:microseconds', ['wall:wall:nanoseconds:wall:nanoseconds'])).toBe(
      undefined
    );
  });

  it('finds nothing for what the service does not send or what is no type', () => {
    expect(resolveType(CPU, [SAMPLES])).toBeUndefined();
    expect(resolveType('mutex:delay', [CPU])).toBeUndefined();
    expect(resolveType('process_cpu', [CPU])).toBeUndefined();
    expect(resolveType('process_cpu:cpu:nanoseconds', [CPU])).toBeUndefined();
    expect(resolveType('', [CPU])).toBeUndefined();
    expect(resolveType('process_cpu:cpu', [])).toBeUndefined();
  });
});

describe('readTypeWish', () => {
  it('takes a full id or name and sample type, nothing else', () => {
    expect(readTypeWish(`${CPU}:delta`)).toBe(CPU);
    expect(readTypeWish('process_cpu:cpu')).toBe('process_cpu:cpu');
    expect(['', 'cpu', 'cpu:', 'a:b:c', 'a:b:c:d', 'a\n:b', 'a\u2066:b'].map(readTypeWish)).toEqual(
      Array(7).fill(undefined)
    );
  });
});
