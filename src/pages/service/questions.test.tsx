import { QueryClient } from '@tanstack/react-query';
import { folded } from '../../profile/testing/drawn';
import { fetchFlameGraph } from '../../pyroscope/flameGraph';
import { fetchLatestRound } from '../../pyroscope/rounds';
import { linesOfGraph } from './lines/askForLines';
import { graphQuestion } from './questions';
import { fakeTab, HOUR, SPAN } from './testing/fakeTab';

jest.mock('../../pyroscope/flameGraph', () => ({
  ...jest.requireActual('../../pyroscope/flameGraph'),
  fetchFlameGraph: jest.fn(),
}));
jest.mock('../../pyroscope/rounds');

const HEAP = 'memory:inuse_space:bytes:space:bytes';

it('shows a snapshot of the service where a span is not found, never the sum of all around it', async () => {
  const round = { from: 11 * HOUR - 15_000, to: 11 * HOUR, value: 1, instances: 1, alive: 1 };
  jest.mocked(fetchLatestRound).mockResolvedValue(round);
  jest.mocked(fetchFlameGraph).mockImplementation(async (_, { span }) => ({
    profile: folded(span === undefined ? 'main 1' : ''),
    unit: 'bytes',
    frame: undefined,
  }));
  const asked = fakeTab().tab.asked!;
  const only = { kind: 'span', id: '00f067aa0ba902b7' } as const;
  const wish = { typeId: HEAP, snapshot: 'latest', maxNodes: 9, budget: undefined, only } as const;
  const graph = await graphQuestion(asked, wish).ask({
    client: new QueryClient(),
    signal: new AbortController().signal,
  });
  expect(graph.snapshot).toMatchObject({ kind: 'round', round });
  expect(graph.only?.outcome).toEqual({ kind: 'nothing' });
  const ofRound = { from: round.from + 1, to: round.to + 1 };
  expect(jest.mocked(fetchFlameGraph).mock.calls.map(([, { range }]) => range)).toEqual([
    { from: SPAN.from - 60_000, to: SPAN.to + 60_000 },
    ofRound,
  ]);
  // The lines are of what is shown, too.
  expect(linesOfGraph(asked, HEAP, graph)?.range).toEqual(ofRound);
});
