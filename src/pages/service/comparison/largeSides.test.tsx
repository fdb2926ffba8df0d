import { render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { profileFromStacks } from '../../../profile/stacks';
import { NODES_A_SLICE } from '../../../profile/steps';
import { folded } from '../../../profile/testing/drawn';
import { CPU, fakeTab, Queries } from '../testing/fakeTab';
import { ComparedView } from './ComparedView';
import { compareSides, compareSidesInSteps, type AnsweredSide } from './sides';

const mockSize = { isLarge: true };
jest.mock('../../../profile/derived', () => ({
  ...jest.requireActual<object>('../../../profile/derived'),
  isLarge: () => mockSize.isLarge,
}));
const mockShown: Array<Pick<ProfileViewProps, 'profile' | 'changes' | 'stale'>> = [];
jest.mock('../../../flamegraph/ProfileView', () => ({
  ProfileView: ({ profile, changes, stale }: ProfileViewProps) => {
    mockShown.push({ profile, changes, stale });
    return <p data-testid="picture">{`${changes ? 'both' : 'one'}, ${stale ? 'older' : 'as asked'}`}</p>;
  },
}));

beforeEach(() => stubCanvas({ width: 800, height: 400 }));

afterEach(() => {
  jest.restoreAllMocks();
  mockSize.isLarge = true;
  mockShown.length = 0;
});

const side = (text: string): AnsweredSide => ({
  graph: { profile: folded(text) },
  series: undefined,
  counted: undefined,
});
const SIDES = { before: side('main;json 10\nmain;sql 20\ngc 5'), after: side('main;json 30\nmain;sql 20\ntick 1') };

/** Each look at the clock finds that time is over: what can pause does. */
function hurry() {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
}

function show() {
  const { tab } = fakeTab();
  const view = (norm: 'none' | 'share', sides = SIDES) => (
    <ComparedView
      address={tab.address}
      versus={{ other: {}, width: 'larger', norm }}
      typeId={CPU}
      unit="ns"
      differ="time"
      sides={{
        before: { ...sides.before, name: 'yesterday', coverage: undefined },
        after: { ...sides.after, name: 'today', coverage: undefined },
      }}
      actions={() => null}
      onStateChange={jest.fn()}
    />
  );
  const { rerender } = render(view('none'), { wrapper: Queries });
  return { ask: (norm: 'none' | 'share') => rerender(view(norm)) };
}

const picture = () => screen.getByTestId('picture').textContent;

it('shows the first side, and then the comparison before, while large profiles are compared in slices', async () => {
  hurry();
  const { ask } = show();
  expect(picture()).toBe('one, older');
  expect(screen.getByText('yesterday')).toBeInTheDocument();
  await waitFor(() => expect(picture()).toBe('both, as asked'));
  const first = mockShown.at(-1)!;
  ask('share');
  expect(picture()).toBe('both, older');
  expect(mockShown.at(-1)!.profile).toBe(first.profile);
  await waitFor(() => expect(picture()).toBe('both, as asked'));
  const { profile, changes } = mockShown.at(-1)!;
  const atOnce = compareSides(CPU, 'ns', SIDES, { width: 'larger', norm: 'share', differ: 'time' });
  expect(profile).toEqual(atOnce.profile);
  expect(changes!.size).toEqual(atOnce.changes.size);
});

it('shows a comparison of small ones at once', () => {
  mockSize.isLarge = false;
  show();
  expect(mockShown.map(({ changes, stale }) => [changes !== undefined, stale])).not.toContainEqual([false, true]);
  expect(picture()).toBe('both, as asked');
});

it('takes many steps for many nodes, none of which goes over all of them', () => {
  const many = 60_000;
  const graph = (value: number): AnsweredSide => ({
    ...side('main 1'),
    graph: {
      profile: profileFromStacks(
        Array.from({ length: many }, (_, i) => ({
          frames: [`f${i % 1000}`, `g${i % 20_000}`, `h${i % 7}`, `k${i}`],
          value,
        }))
      ),
    },
  });
  const sides = { before: graph(1), after: graph(3) };
  const steps = compareSidesInSteps(CPU, 'ns', sides, { width: 'larger', norm: 'none', differ: 'time' });
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    count++;
  }
  expect(step.value.changes.whole).toMatchObject({ before: many, after: 3 * many });
  const nodes = 2 * sides.before.graph.profile.length;
  // Names, the united tree, what both sides weigh in it, what is open of it, and the table are gone over.
  expect(count).toBeGreaterThan(8 * (nodes / NODES_A_SLICE));
});
