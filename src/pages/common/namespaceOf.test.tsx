import { labelsToTry, rememberNamespaceLabel, unsaidLabel } from './namespaceLabel';
import { namespaceOf } from './namespaceOf';

const LABELS = ['namespace', 'k8s.namespace.name'];
const prod = { name: 'cart', namespace: 'prod', types: [] };
const none = { name: 'cart', namespace: undefined, types: [] };
const linked = (service: typeof prod | typeof none, label = 'namespace') =>
  namespaceOf(service, label, unsaidLabel('p', LABELS));

afterEach(() => localStorage.clear());

it('leaves the usual label out of a link, and names any other', () => {
  expect(linked(prod)).toEqual({ kind: 'value', value: 'prod' });
  expect(linked(none)).toEqual({ kind: 'none' });
  expect(linked(none, LABELS[1])).toEqual({ kind: 'none', label: LABELS[1] });
});

it('names the label of the service where that is not the one of the list', () => {
  const other = { ...prod, label: LABELS[1] };
  expect(linked(other)).toEqual({ kind: 'value', value: 'prod', label: LABELS[1] });
});

it('tries the other labels too where one is named', () => {
  expect(labelsToTry(LABELS[1], LABELS)).toEqual([LABELS[1], LABELS[0]]);
  expect(labelsToTry('team', LABELS)).toEqual(['team', ...LABELS]);
  expect(labelsToTry(undefined, LABELS)).toEqual(LABELS);
});

it('names the usual label too where this browser remembers another one, by which it would read the link', () => {
  rememberNamespaceLabel('p', LABELS[1]);
  expect(linked(prod)).toEqual({ kind: 'value', value: 'prod', label: 'namespace' });
  expect(linked(none)).toEqual({ kind: 'none', label: 'namespace' });
  rememberNamespaceLabel('p', 'namespace');
  expect(linked(prod)).toEqual({ kind: 'value', value: 'prod' });
});
