import { renderHook, waitFor } from '@testing-library/react';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchNamespaces, type FoundNamespaces } from '../../pyroscope/namespaces';
import { defaultSubject, type Namespace, type SettledNamespace } from '../../subject/subject';
import { withSubject } from '../../viewstate/changes';
import { defaultViewState } from '../../viewstate/state';
import { rememberedNamespaceLabel, rememberNamespaceLabel } from '../common/namespaceLabel';
import { type Address } from '../common/useAddress';
import { chooseNamespace } from './namespaceChoice';
import { choiceFor, readChoices, rememberChoice } from './namespaceMemory';
import { fakeTab, Queries } from './testing/fakeTab';
import { settle, useLinkedNamespace, useNamespace, type NamespaceState } from './useNamespace';

jest.mock('../../pyroscope/namespaces');

const LABELS = ['namespace', 'k8s.namespace.name'];
const BOTH: FoundNamespaces = { label: 'namespace', names: ['prod', 'staging'], without: false, failed: [] };
const question = (to: number, namespace: Namespace = { kind: 'undecided' }) => ({
  subject: { ...defaultSubject(), service: 'cart', namespace },
  candidates: LABELS,
  dataSource: { uid: 'p' } as PyroscopeDataSource,
  span: { from: 0, to },
  occasion: { chosen: '', automatic: false },
});

beforeEach(() => jest.resetAllMocks());
afterEach(() => localStorage.clear());

const show = (namespace?: Namespace) =>
  renderHook(({ to }) => useNamespace(question(to, namespace)), { wrapper: Queries, initialProps: { to: 1 } });

describe('the namespace of a service', () => {
  it('is known all the time while a refresh asks for it again', async () => {
    jest.mocked(fetchNamespaces).mockResolvedValue({ ...BOTH, names: ['prod'] });
    const { result, rerender } = show();
    expect(result.current.settled).toBeUndefined();
    const prod = { kind: 'value', value: 'prod', label: 'namespace' };
    await waitFor(() => expect(result.current.settled).toEqual(prod));
    jest.mocked(fetchNamespaces).mockResolvedValue({ ...BOTH, label: undefined, names: [], without: true });
    rerender({ to: 2 });
    expect(result.current.settled).toEqual(prod);
    await waitFor(() => expect(result.current.settled).toEqual({ kind: 'any' }));
  });

  it('is looked for by the other labels too where the link names one that no profile may have', async () => {
    jest.mocked(fetchNamespaces).mockResolvedValue(BOTH);
    const { result } = show({ kind: 'undecided', label: 'team' });
    await waitFor(() => expect(result.current.answer).toMatchObject({ kind: 'shown' }));
    expect(jest.mocked(fetchNamespaces).mock.calls[0][1].labels).toEqual(['team', ...LABELS]);
    // Prod and staging are not merged in silence: a person must say.
    expect(result.current.settled).toBeUndefined();
  });

  it('is asked from the data source only where the link leaves it open', () => {
    expect(show({ kind: 'any' }).result.current.settled).toEqual({ kind: 'any' });
    expect(show({ kind: 'none' }).result.current.settled).toEqual({ kind: 'none', label: 'namespace' });
    rememberNamespaceLabel('p', 'k8s.namespace.name');
    expect(show({ kind: 'value', value: 'a' }).result.current.settled).toMatchObject({ label: 'k8s.namespace.name' });
    expect(fetchNamespaces).not.toHaveBeenCalled();
  });

  it('is none by the usual label in every browser, whatever label it remembers', () => {
    rememberNamespaceLabel('p', 'k8s.namespace.name');
    expect(show({ kind: 'none' }).result.current.settled).toEqual({ kind: 'none', label: 'namespace' });
  });

  it('is the one chosen on an earlier page where a link leaves it open', async () => {
    rememberChoice('p', 'cart', { kind: 'value', value: 'staging', label: 'namespace' });
    jest.mocked(fetchNamespaces).mockResolvedValue(BOTH);
    const { result } = show();
    // What is chosen from now on is for the next page: Back must lead to what it was.
    rememberChoice('p', 'cart', { kind: 'any' });
    await waitFor(() => expect(result.current.settled).toMatchObject({ value: 'staging' }));
  });
});

describe('what namespaces a service has', () => {
  const value = (name: string): SettledNamespace => ({ kind: 'value', value: name, label: 'namespace' });
  const one = { ...BOTH, names: ['prod'] };
  it.each<[string, FoundNamespaces, Namespace | undefined, SettledNamespace | undefined]>([
    ['none: all its profiles are meant', { ...one, label: undefined, names: [] }, undefined, { kind: 'any' }],
    ['one: it is meant', one, undefined, value('prod')],
    ['one, and profiles without one: a person must say', { ...one, without: true }, undefined, undefined],
    ['several: a person must say', BOTH, undefined, undefined],
    ['several: the remembered one', BOTH, value('prod'), value('prod')],
    ['several: all together, where that was chosen', BOTH, { kind: 'any' }, { kind: 'any' }],
    ['several, but not the remembered one', BOTH, value('qa'), undefined],
    ['several, remembered under another label', BOTH, { ...value('prod'), label: 'team' }, undefined],
    ['several, and none without one any more', BOTH, { kind: 'none', label: 'namespace' }, undefined],
  ])('%s', (_, found, chosen, expected) => {
    expect(settle(found, chosen)).toEqual(expected);
  });
});

describe('what a browser remembers', () => {
  it('is the label, as long as the settings have it', () => {
    rememberNamespaceLabel('p', 'k8s.namespace.name');
    expect(rememberedNamespaceLabel('p', LABELS)).toBe('k8s.namespace.name');
    expect(rememberedNamespaceLabel('p', ['namespace'])).toBeUndefined();
    expect(rememberedNamespaceLabel('other', LABELS)).toBeUndefined();
  });

  it('is the last choice for each service, and nothing where it cannot be read', () => {
    rememberChoice('p', 'cart', { kind: 'any' });
    rememberChoice('p', 'cart', { kind: 'none', label: 'namespace' });
    expect(choiceFor(readChoices(), 'p', 'cart')).toEqual({ kind: 'none', label: 'namespace' });
    expect(choiceFor(readChoices(), 'p', 'checkout')).toBeUndefined();
    localStorage.setItem('oss-serviceprofiles-app.0.0.namespaces', '[{"key":1}]');
    expect(readChoices()).toEqual([]);
  });
});

describe('the address', () => {
  type Known = Pick<NamespaceState, 'settled' | 'answer'>;
  const found = (settled: SettledNamespace, value?: FoundNamespaces): Known => ({
    settled,
    answer: value && { kind: 'shown', value },
  });
  const prod: SettledNamespace = { kind: 'value', value: 'prod', label: 'namespace' };
  const dotted = { ...prod, label: 'k8s.namespace.name' };
  it.each<[string, Namespace, Known, Namespace]>([
    ['gets the only namespace', { kind: 'undecided' }, found(prod, BOTH), { kind: 'value', value: 'prod' }],
    ['gets its unusual label too', { kind: 'undecided' }, found(dotted, BOTH), dotted],
    ['gets the choice of all', { kind: 'undecided' }, found({ kind: 'any' }, BOTH), { kind: 'any' }],
    ['gets a remembered label beside its own namespace', { kind: 'value', value: 'prod' }, found(dotted), dotted],
    ['keeps silent about the usual label', { kind: 'none' }, found({ ...prod, kind: 'none' }), { kind: 'none' }],
    ['keeps its own label', dotted, found(dotted), dotted],
    [
      'stays open for a service that has none yet',
      { kind: 'undecided' },
      found({ kind: 'any' }, { ...BOTH, label: undefined }),
      { kind: 'undecided' },
    ],
  ])('%s', (_, namespace, known, expected) => {
    let state = withSubject(defaultViewState(), { service: 'cart', namespace });
    const go: Address['go'] = (next) => {
      const result = next(state);
      state = 'state' in result ? result.state : result;
    };
    renderHook(() => useLinkedNamespace({ state, go }, known, { dataSource: 'p', usualLabel: 'namespace' }));
    expect(state.subject.namespace).toEqual(expected);
  });

  it('says the usual label with a choice where this browser would read it by another one', () => {
    const { tab, state } = fakeTab();
    chooseNamespace(tab, prod);
    expect(state().subject.namespace).toEqual({ kind: 'value', value: 'prod' });
    const labels = { ...tab, settings: { ...tab.settings, namespaceLabels: LABELS } };
    rememberNamespaceLabel('p', 'k8s.namespace.name');
    chooseNamespace(labels, prod);
    expect(state().subject.namespace).toEqual(prod);
  });
});
