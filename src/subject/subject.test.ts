import { selectorOf, type SettledNamespace } from './subject';

it.each<[SettledNamespace, string]>([
  [{ kind: 'any' }, '{service_name="cart", region=~"eu|us"}'],
  [{ kind: 'none', label: 'namespace' }, '{service_name="cart", namespace="", region=~"eu|us"}'],
  [
    { kind: 'value', value: 'prod', label: 'k8s.namespace.name' },
    '{service_name="cart", "k8s.namespace.name"="prod", region=~"eu|us"}',
  ],
])('a subject of %j stands for %s', (namespace, selector) => {
  expect(selectorOf({ service: 'cart', namespace, filters: [{ name: 'region', op: '=~', value: 'eu|us' }] })).toBe(
    selector
  );
});
