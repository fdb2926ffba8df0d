import { renderHook, waitFor } from '@testing-library/react';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchLabelValues } from '../../pyroscope/labels';
import { defaultViewState, type ViewState } from '../../viewstate/state';
import { type Address } from '../common/useAddress';
import { rememberedNamespaceLabel, rememberNamespaceLabel } from './namespaceMemory';
import { Queries } from './testing/fakeTab';
import { useLinkedLabel, useNamespace } from './useNamespace';

jest.mock('../../pyroscope/labels');

const LABELS = ['namespace', 'k8s.namespace.name'];
const question = (to: number) => ({
  service: 'cart',
  namespace: undefined,
  label: undefined,
  candidates: LABELS,
  dataSource: { uid: 'p' } as PyroscopeDataSource,
  range: { from: 0, to },
});

beforeEach(() => jest.resetAllMocks());

describe('the namespace of a service', () => {
  it('is known all the time while a refresh asks for it again', async () => {
    jest.mocked(fetchLabelValues).mockImplementation(async (_, name) => (name === 'namespace' ? ['a', 'b'] : []));
    const { result, rerender } = renderHook(({ to }) => useNamespace(question(to)).answer?.kind, {
      wrapper: Queries,
      initialProps: { to: 1 },
    });
    expect(result.current).toBeUndefined();
    await waitFor(() => expect(result.current).toBe('several'));
    jest.mocked(fetchLabelValues).mockResolvedValue([]);
    rerender({ to: 2 });
    expect(result.current).toBe('several');
    await waitFor(() => expect(result.current).toBe('none'));
  });
});

describe('the label that a browser remembers', () => {
  afterEach(() => localStorage.clear());

  it('counts as long as the settings have it', () => {
    rememberNamespaceLabel('p', 'k8s.namespace.name');
    expect(rememberedNamespaceLabel('p', LABELS)).toBe('k8s.namespace.name');
    expect(rememberedNamespaceLabel('p', ['namespace'])).toBeUndefined();
    expect(rememberedNamespaceLabel('other', LABELS)).toBeUndefined();
  });

  it.each<[string, Partial<ViewState>, string, string | undefined]>([
    ['goes into a link that names a namespace alone', { namespace: 'a' }, 'k8s.namespace.name', 'k8s.namespace.name'],
    ['is left out where it is the usual one', { namespace: 'a' }, 'namespace', undefined],
    ['changes no link that has its own', { namespace: 'a', namespaceLabel: 'ns' }, 'ns', 'ns'],
    ['is left out without a namespace', {}, 'k8s.namespace.name', undefined],
  ])('%s', (_, change, label, expected) => {
    let state: ViewState = { ...defaultViewState(), service: 'cart', ...change };
    const go: Address['go'] = (next) => {
      const result = next(state);
      state = 'state' in result ? result.state : result;
    };
    renderHook(() => useLinkedLabel({ state, go } as Address, label, 'namespace'));
    expect(state.namespaceLabel).toBe(expected);
  });
});
