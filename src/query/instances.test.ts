import { countInstances } from './instances';

describe('the number of instances', () => {
  it('is that of the most telling label that there is', () => {
    const pods = [
      { pod: 'a', container: 'app' },
      { pod: 'a', container: 'proxy' },
      { pod: 'b', container: 'app' },
    ];
    expect(countInstances(pods)).toEqual({ kind: 'pod', label: 'pod', count: 2 });
    expect(countInstances([{ hostname: 'x' }, { hostname: 'y' }, {}])).toEqual({
      kind: 'host',
      label: 'hostname',
      count: 2,
    });
    expect(countInstances([{ 'k8s.pod.name': 'a', pod: '' }])).toMatchObject({ label: 'k8s.pod.name', count: 1 });
  });

  it('is not known where no label names them', () => {
    expect(countInstances([{ region: 'eu' }, {}])).toBeUndefined();
    expect(countInstances([])).toBeUndefined();
  });
});
