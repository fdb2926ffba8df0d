import { screen, waitFor } from '@testing-library/react';
import { deriveInSteps } from '../profile/derived';
import type { Profile } from '../profile/model';
import { drained } from '../profile/steps';
import { profileInStepsOf } from '../profile/tree';
import { folded } from '../profile/testing/drawn';
import { stubCanvas } from './testing/canvasStub';
import { renderView } from './testing/renderView';
import type { ProfileViewState } from './types';

const mockSize = { isLarge: false };
jest.mock('../profile/derived', () => ({
  ...jest.requireActual<object>('../profile/derived'),
  isLarge: () => mockSize.isLarge,
  isVeryLarge: () => mockSize.isLarge,
}));

const BRANCHES = 4;
const LEAVES = 25_000;

/** Every branch has a caller that is drawn, and thousands of callees that are not. */
function wide(): Profile {
  const length = 1 + BRANCHES * (1 + LEAVES);
  const level = new Int32Array(length);
  const symbol = new Int32Array(length);
  for (let i = 1; i < length; i++) {
    const at = (i - 1) % (1 + LEAVES);
    level[i] = at === 0 ? 1 : 2;
    symbol[i] = at === 0 ? 1 + Math.floor(i / (1 + LEAVES)) : 1 + BRANCHES + (at % 10);
  }
  const names = ['total', ...Array.from({ length: BRANCHES + 10 }, (_, s) => `f${s}`)];
  const frames = { names, kinds: Uint8Array.from(names, (_, s) => (s === 0 ? 1 : 0)) };
  return drained(profileInStepsOf({ level, symbol, frames }, new Float64Array(length).fill(1)));
}

/** The same profile, whose columns count how often a node is looked at. */
function observed(profile: Profile): { profile: Profile; looks(): number } {
  let looks = 0;
  const watch = <T extends Int32Array | Float64Array>(column: T): T =>
    new Proxy(column, {
      get: (target, key) => {
        looks += typeof key === 'string' && /^\d/.test(key) ? 1 : 0;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const { symbol, level, parent, end, self, total } = profile;
  const columns = { symbol: watch(symbol), level: watch(level), parent: watch(parent), end: watch(end) };
  return { profile: { ...profile, ...columns, self: watch(self), total: watch(total) }, looks: () => looks };
}

beforeEach(() => stubCanvas({ width: 800, height: 400 }));

it('A large profile whose numbers are derived is drawn without going over its nodes', async () => {
  const { profile, looks } = observed(wide());
  drained(deriveInSteps(profile, true));
  const before = looks();
  // The counting counts: every node was looked at.
  expect(before).toBeGreaterThan(4 * profile.length);
  renderView(profile);
  expect(await screen.findByRole('tree')).toBeInTheDocument();
  expect(screen.getByRole('table')).toHaveTextContent('f13');
  expect(looks() - before).toBeLessThan(profile.length / 2);
});

it('A focus in a large profile is laid out in slices; the graph that was there stays, and says so', async () => {
  mockSize.isLarge = true;
  renderView(wide(), { focus: ['f1'] });
  const graph = screen.getByTestId('flamegraph');
  expect(graph).toHaveAttribute('aria-busy', 'true');
  expect(screen.getByRole('treeitem', { name: /^total/ })).toHaveAttribute('aria-selected', 'true');
  await waitFor(() => expect(graph).toHaveAttribute('aria-busy', 'false'));
  expect(screen.getByRole('treeitem', { name: /^f1/ })).toHaveAttribute('aria-selected', 'true');
});

describe('Of a large profile', () => {
  /** Two ways to json.Marshal; Go's names tell whose code it is. */
  const stacks = () =>
    folded(`
      main.main;net/http.serve;main.cart;json.Marshal;runtime.mallocgc 30
      main.main;net/http.serve;main.cart;json.Marshal 20
      main.main;net/http.serve;main.tax;json.Marshal 20
      main.main;net/http.serve;runtime.mallocgc 10
      runtime.gcBgMarkWorker 20
    `);
  const own = { words: [], waits: false };
  const isBusy = () => document.querySelector('[aria-busy="true"]') !== null;

  /** All that the view says once it has come to rest. */
  async function shown(state: Partial<ProfileViewState>): Promise<string[]> {
    const { unmount } = renderView(stacks(), state, { own });
    await screen.findByRole('group', { name: 'Own code' });
    if (state.layout === 'tree') {
      await screen.findByRole('treegrid');
    }
    if (state.transforms) {
      await screen.findByRole('group', { name: 'Transforms' });
    }
    await waitFor(() => {
      expect(isBusy()).toBe(false);
      expect(document.body).not.toHaveTextContent('Searching…');
      expect(screen.queryByText('Loading')).not.toBeInTheDocument();
      if (state.layout !== 'tree' && !state.sandwich) {
        expect(screen.getByTestId('guide')).toHaveTextContent('Own');
      }
    });
    const items = screen.queryAllByRole('treeitem').map((item) => item.getAttribute('aria-label') ?? '');
    // Ids and classes differ.
    const all = [document.body.textContent ?? '', ...items];
    unmount();
    return all;
  }

  const STATES: ReadonlyArray<[string, Partial<ProfileViewState>]> = [
    ['a sandwich', { sandwich: 'json.Marshal' }],
    ['a sandwich, focused', { sandwich: 'json.Marshal', callers: { focus: ['main.cart'], toggled: [] } }],
    ['a transform', { transforms: [{ kind: 'hide', about: 'runtime.mallocgc' }] }],
    [
      'transforms by a pattern and by packages',
      {
        transforms: [{ kind: 'merge', about: 'net/.*', regex: true }, { kind: 'packages' }],
      },
    ],
    ['only own code, focused', { transforms: [{ kind: 'own' }], focus: ['main.main'] }],
    ['a search', { search: { text: 'json', regex: false } }],
    ['a search in a sandwich', { sandwich: 'main.cart', search: { text: 'malloc', regex: false } }],
    ['a search by a pattern', { search: { text: 'json|gc', regex: true } }],
    ['a highlight', { highlight: 'json.Marshal' }],
    ['the call tree', { layout: 'tree' }],
    ['the call tree from the bottom up', { layout: 'tree', tree: 'bottom-up' }],
  ];

  it.each(STATES)('%s says what it says at once of another', async (_, state) => {
    mockSize.isLarge = false;
    const atOnce = await shown(state);
    mockSize.isLarge = true;
    expect(await shown(state)).toEqual(atOnce);
  });

  const tree = (name: string) => screen.findByRole('tree', { name });

  it('what was shown stays until a sandwich is there, and says so; another takes the place of one that is not wanted', async () => {
    mockSize.isLarge = true;
    const { setState } = renderView(stacks());
    setState({ sandwich: 'json.Marshal' });
    expect(screen.getByTestId('flamegraph')).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByRole('tree', { name: 'Flame graph' })).toBeInTheDocument();
    setState({ sandwich: 'main.tax' });
    await tree('Callers of main.tax');
    expect(screen.queryByRole('tree', { name: 'Flame graph' })).not.toBeInTheDocument();
    setState({ sandwich: 'main.cart' });
    // Still the last one's, and a click in it means nothing for the next.
    const [callers] = screen.getAllByTestId('flamegraph');
    expect(callers).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('main.tax');
    await tree('Callers of main.cart');
    expect(screen.getAllByTestId('flamegraph').map((each) => each.getAttribute('aria-busy'))).toEqual([
      'false',
      'false',
    ]);
  });

  it('the picture before stays until a transform is made, and says so', async () => {
    mockSize.isLarge = true;
    const view = () => screen.getByRole('region', { name: 'Profile' });
    const { setState } = renderView(stacks(), { transforms: [{ kind: 'hide', about: 'main.tax' }] });
    await waitFor(() => expect(screen.getByRole('table')).not.toHaveTextContent('main.tax'));
    await waitFor(() => expect(view()).toHaveAttribute('aria-busy', 'false'));
    setState({ transforms: [{ kind: 'hide', about: 'json.Marshal' }] });
    expect(view()).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByRole('table')).toHaveTextContent('json.Marshal');
    await waitFor(() => expect(view()).toHaveAttribute('aria-busy', 'false'));
    expect(screen.getByRole('table')).not.toHaveTextContent('json.Marshal');
    expect(screen.getByRole('table')).toHaveTextContent('runtime.gcBgMarkWorker20 s 66.7 %');
  });

  it('the last search’s rows stay until the next one is done', async () => {
    mockSize.isLarge = true;
    const { setState } = renderView(stacks(), { search: { text: 'json', regex: false } });
    expect(await screen.findByText('1 symbol, 70 %', { selector: 'span' })).toBeInTheDocument();
    setState({ search: { text: 'malloc', regex: false } });
    expect(screen.getByText('Searching…', { selector: 'span' })).toBeInTheDocument();
    expect(screen.getByRole('table')).toHaveTextContent('json.Marshal');
    expect(await screen.findByText('1 symbol, 40 %', { selector: 'span' })).toBeInTheDocument();
    expect(screen.getByRole('table')).not.toHaveTextContent('json.Marshal');
  });

  it('the call tree stays until it is turned around, and says so', async () => {
    mockSize.isLarge = true;
    const { setState } = renderView(stacks(), { layout: 'tree' });
    const grid = await screen.findByRole('treegrid', { name: /Top-down/ });
    setState({ tree: 'bottom-up' });
    expect(grid).toHaveAttribute('aria-busy', 'true');
    expect(grid).toHaveAccessibleName(/Top-down/);
    expect(await screen.findByRole('treegrid', { name: /Bottom-up/ })).toHaveAttribute('aria-busy', 'false');
  });
});
