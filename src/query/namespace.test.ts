import { decideNamespace, labelsToAsk, likeliestLabel, NAMESPACE_LABELS } from './namespace';

const decide = (values: Record<string, string[]>, wish: { namespace?: string; label?: string } = {}) =>
  decideNamespace({ ...wish, candidates: NAMESPACE_LABELS, values: new Map(Object.entries(values)) });

describe('decideNamespace', () => {
  it('takes the first candidate that has values', () => {
    expect(decide({ service_namespace: ['shop'], 'k8s.namespace.name': ['cluster'] })).toEqual({
      kind: 'chosen',
      label: 'service_namespace',
      namespace: 'shop',
    });
    expect(decide({ 'k8s.namespace.name': ['cluster'] })).toEqual({
      kind: 'chosen',
      label: 'k8s.namespace.name',
      namespace: 'cluster',
    });
  });

  it('asks when there are several and none was chosen', () => {
    expect(decide({ namespace: ['prod', 'staging'] })).toEqual({
      kind: 'several',
      label: 'namespace',
      namespaces: ['prod', 'staging'],
    });
    expect(decide({ namespace: ['prod', 'staging'] }, { namespace: 'staging' })).toEqual({
      kind: 'chosen',
      label: 'namespace',
      namespace: 'staging',
    });
  });

  it('finds the wanted namespace under a later candidate', () => {
    expect(decide({ namespace: ['cluster'], service_namespace: ['shop'] }, { namespace: 'shop' })).toMatchObject({
      kind: 'chosen',
      label: 'service_namespace',
    });
  });

  it("takes the link's label at its word", () => {
    expect(decide({ namespace: ['prod'], team: ['a', 'b'] }, { label: 'team' })).toMatchObject({
      kind: 'several',
      label: 'team',
    });
    expect(decide({ namespace: ['prod'] }, { label: 'team', namespace: 'prod' })).toEqual({ kind: 'none' });
  });

  it('offers where the service really is, and knows a service without a namespace', () => {
    expect(decide({ namespace: ['prod'] }, { namespace: 'qa' })).toEqual({
      kind: 'elsewhere',
      label: 'namespace',
      namespaces: ['prod'],
    });
    expect(decide({})).toEqual({ kind: 'none' });
    expect(decide({ namespace: [''] }, { namespace: 'qa' })).toEqual({ kind: 'none' });
  });
});

describe('labelsToAsk', () => {
  it('asks for names that show and for dotted ones, which never do', () => {
    expect(labelsToAsk(['region', 'service_namespace'], NAMESPACE_LABELS)).toEqual([
      'service_namespace',
      'service.namespace',
      'k8s.namespace.name',
    ]);
  });
});

describe('likeliestLabel', () => {
  it('is what the link says, else what is remembered, else the first', () => {
    expect(likeliestLabel({ label: 'a', remembered: 'b' }, ['c'])).toBe('a');
    expect(likeliestLabel({ remembered: 'b' }, ['c'])).toBe('b');
    expect(likeliestLabel({}, ['c'])).toBe('c');
    expect(likeliestLabel({}, [])).toBe('namespace');
  });
});
