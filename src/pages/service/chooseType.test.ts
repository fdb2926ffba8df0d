import { chooseType } from './chooseType';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const ALLOC = 'memory:alloc_space:bytes:space:bytes';
const NODE_CPU = 'wall:cpu:nanoseconds:wall:nanoseconds';

describe('the type that is asked for', () => {
  it('is the likeliest one before the list of the service is there', () => {
    expect(chooseType(undefined, undefined)).toBe(CPU);
    expect(chooseType('process_cpu:cpu', undefined)).toBe(CPU);
  });

  it('is the one of the link at once when the link has the whole id', () => {
    expect(chooseType(ALLOC, undefined)).toBe(ALLOC);
  });

  it('is guessed by the short name that links carry, and corrected when the list is there', () => {
    expect(chooseType('memory:alloc_space', undefined)).toBe(ALLOC);
    const older = 'memory:alloc_space:bytes::';
    expect(chooseType('memory:alloc_space', [CPU, older])).toBe(older);
  });

  it('waits for the list when the link names one that cannot be guessed', () => {
    expect(chooseType('exception:exception', undefined)).toBeUndefined();
    expect(chooseType('exception:exception', [CPU, ALLOC])).toBeUndefined();
  });

  it('is never malformed: such an id can end the process of Grafana', () => {
    expect(chooseType('cpu', undefined)).toBeUndefined();
    expect(chooseType('cpu', [CPU])).toBeUndefined();
  });

  it('is corrected to what the service has', () => {
    expect(chooseType(undefined, [NODE_CPU, ALLOC])).toBe(NODE_CPU);
    expect(chooseType(ALLOC, [CPU])).toBeUndefined();
  });

  it('is guessed also where the list is empty: a service that has only begun to send may be missing from lists', () => {
    expect(chooseType(undefined, [])).toBe(CPU);
    expect(chooseType(ALLOC, [])).toBe(ALLOC);
  });
});
