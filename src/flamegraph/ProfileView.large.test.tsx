import { screen, waitFor } from '@testing-library/react';
import { deriveInSteps } from '../profile/derived';
import type { Profile } from '../profile/model';
import { drained } from '../profile/steps';
import { profileInStepsOf } from '../profile/tree';
import { stubCanvas } from './testing/canvasStub';
import { renderView } from './testing/renderView';

const mockSize = { isLarge: false };
jest.mock('../profile/derived', () => ({
  ...jest.requireActual<object>('../profile/derived'),
  isLarge: () => mockSize.isLarge,
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
  drained(deriveInSteps(profile, 0));
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
