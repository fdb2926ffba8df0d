import { recorded } from './recorded';
import { fromSeries } from './services';

const LABELS = ['namespace', 'service_namespace', 'k8s.namespace.name'];

const labelsSet = (...sets: Array<Record<string, string>>) => ({
  labelsSet: sets.map((set) => ({ labels: Object.entries(set).map(([name, value]) => ({ name, value })) })),
});

describe('services from one Series call', () => {
  it('are those of the recorded answer, with their namespaces and types', () => {
    const { services, namespaceLabel } = fromSeries(recorded('proxy.Series').response.body, LABELS);
    expect(namespaceLabel).toBe('namespace');
    expect(services.map(({ name, namespace, types }) => [name, namespace, types?.length])).toEqual([
      ['grafana', 'observability', 11],
      ['pyroscope', undefined, 11],
    ]);
  });

  it('keep the same name in two namespaces apart', () => {
    const answer = labelsSet(
      { service_name: 'cart', namespace: 'prod', __profile_type__: 'b' },
      { service_name: 'cart', namespace: 'staging', __profile_type__: 'a' },
      { service_name: 'cart', namespace: 'prod', __profile_type__: 'a' }
    );
    expect(fromSeries(answer, LABELS).services).toEqual([
      { name: 'cart', namespace: 'prod', types: ['a', 'b'] },
      { name: 'cart', namespace: 'staging', types: ['a'] },
    ]);
  });

  it('find the first label that any profile carries', () => {
    const answer = labelsSet({ service_name: 'cart', 'k8s.namespace.name': 'prod', __profile_type__: 'a' });
    expect(fromSeries(answer, LABELS).namespaceLabel).toBe('k8s.namespace.name');
  });

  it('are none where the answer is empty', () => {
    expect(fromSeries({}, LABELS)).toEqual({ services: [], namespaceLabel: undefined });
  });
});
