import { usePluginUserStorage } from '@grafana/runtime';
import { act, renderHook, waitFor } from '@testing-library/react';
import React from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { useAddress } from './useAddress';
import { useDataSource } from './useDataSource';
import { usePersonal } from './usePersonal';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), usePluginUserStorage: jest.fn() }));
jest.mock('@tanstack/react-query', () => ({ useQuery: () => ({}) }));
jest.mock('../../pyroscope/dataSources', () => ({
  ...jest.requireActual('../../pyroscope/dataSources'),
  listDataSources: () => [{ uid: 'one' }, { uid: 'two' }],
}));

const NAME = 'preferences';
const KEY = `oss-serviceprofiles-app.0.0.${NAME}`;

/** The user storage of Grafana, with what another browser has kept there. */
function storageWith(kept?: object) {
  const items = new Map(kept ? [[NAME, JSON.stringify(kept)]] : []);
  const storage = {
    getItem: jest.fn(async (name: string) => items.get(name) ?? null),
    setItem: jest.fn(async (name: string, value: string) => void items.set(name, value)),
  };
  jest.mocked(usePluginUserStorage).mockReturnValue(storage);
  return { ...storage, read: () => JSON.parse(items.get(NAME) ?? '{}') };
}

const local = (kept: object) => localStorage.setItem(KEY, JSON.stringify(kept));
const inLocal = () => JSON.parse(localStorage.getItem(KEY) ?? '{}');
const settle = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 20))));

const visit = (search = '', options = {}) =>
  renderHook(() => ({ address: useAddress(options), location: useLocation() }), {
    wrapper: ({ children }) => <MemoryRouter initialEntries={[`/${search}`]}>{children}</MemoryRouter>,
  });

beforeEach(() => localStorage.clear());
afterEach(() => jest.restoreAllMocks());

describe('what a person chose before', () => {
  it('is there with the first render, and anything newer comes from the user storage', async () => {
    local({ layout: 'table', savedAt: 1 });
    storageWith({ layout: 'graph', savedAt: 2 });
    const renders: Array<string | undefined> = [];
    renderHook(() => renders.push(usePersonal().personal.layout));
    expect(renders).toEqual(['table']);
    await waitFor(() => expect(renders.at(-1)).toBe('graph'));
    expect(inLocal()).toMatchObject({ layout: 'graph' });
  });

  it('is what this browser keeps when that is newer', async () => {
    local({ layout: 'table', savedAt: 3 });
    storageWith({ layout: 'graph', savedAt: 2 });
    const { result } = renderHook(() => usePersonal());
    await settle();
    expect(result.current.personal.layout).toBe('table');
  });

  it('is added to what another browser kept', async () => {
    const storage = storageWith({ colors: 'value', savedAt: 9 });
    const { result } = renderHook(() => usePersonal());
    act(() => result.current.remember({ layout: 'table' }));
    act(() => result.current.remember({ align: 'right' }));
    expect(inLocal()).toMatchObject({ layout: 'table', align: 'right' });
    await settle();
    expect(storage.read()).toMatchObject({ colors: 'value', layout: 'table', align: 'right' });
    expect(inLocal()).toEqual(storage.read());
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('forbidden'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('is kept in this browser when the user storage %s', async (_, answer) => {
    jest.mocked(usePluginUserStorage).mockReturnValue({ getItem: answer, setItem: answer });
    const first = renderHook(() => usePersonal());
    act(() => first.result.current.remember({ layout: 'table' }));
    await settle();
    expect(renderHook(() => usePersonal()).result.current.personal.layout).toBe('table');
  });
});

describe('a page', () => {
  it('starts with the remembered layout where its link says nothing', async () => {
    local({ layout: 'table', timeline: 'hidden', savedAt: 1 });
    storageWith();
    expect(visit().result.current.address.state).toMatchObject({ timeline: 'hidden', graph: { layout: 'table' } });
    const { state } = visit('?layout=graph&timeline=shown').result.current.address;
    expect(state).toMatchObject({ timeline: 'shown', graph: { layout: 'graph' } });
    await settle();
  });

  it('remembers a changed layout for the next page, and Back still means the old one', async () => {
    storageWith();
    const { result } = visit();
    const { go } = result.current.address;
    act(() => go((state) => ({ ...state, graph: { ...state.graph, layout: 'table' } })));
    expect(result.current.location.search).toBe('?layout=table');
    await settle();
    act(() => go((state) => ({ ...state, graph: { ...state.graph, layout: 'both' } })));
    expect(result.current.location.search).toBe('');
    expect(result.current.address.state.graph.layout).toBe('both');
    act(() => go((state) => ({ ...state, graph: { ...state.graph, layout: 'graph' } })));
    await settle();
    expect(visit().result.current.address.state.graph.layout).toBe('graph');
  });

  it('takes the last range only if it asks for it', async () => {
    local({ range: { from: 'now-6h', to: 'now' }, savedAt: 1 });
    storageWith();
    expect(visit().result.current.address.state.subject.range.from).toBe('now-1h');
    const { address } = visit('', { lastRange: true }).result.current;
    expect(address.state.subject.range.from).toBe('now-6h');
    expect(address.preferences.range?.from).toBe('now-1h');
    await settle();
  });

  it('asks the data source chosen last', async () => {
    const storage = storageWith();
    const { result } = renderHook(() => useDataSource(undefined));
    expect(result.current.choice).toMatchObject({ dataSource: { uid: 'one' } });
    act(() => result.current.remember('two'));
    await settle();
    expect(storage.read().dataSource).toBe('two');
    const next = renderHook(() => useDataSource(undefined));
    expect(next.result.current.choice).toMatchObject({ dataSource: { uid: 'two' } });
  });

  it('opens where the browser lets pages keep nothing', async () => {
    storageWith();
    jest.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const { result } = visit();
    const { go } = result.current.address;
    act(() => go((state) => ({ ...state, graph: { ...state.graph, layout: 'table' } })));
    await settle();
    expect(result.current.address.state.graph.layout).toBe('table');
  });
});
