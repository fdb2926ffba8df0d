import { of, throwError } from 'rxjs';
import { profileFromStacks, type Stack } from '../profile/stacks';
import { cutAsServer } from '../profile/testing/cut';
import { folded } from '../profile/testing/drawn';
import { pathsOf } from '../profile/testing/reference';
import { notLoadedValue } from '../profile/notLoaded';
import { type Profile } from '../profile/model';
import { type PyroscopeDataSource } from './dataSources';
import { fetchFlameGraph, type FlameGraphAnswer } from './flameGraph';
import { MoreBelow } from './moreBelow';
import { recorded } from './recorded';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: mockFetch }),
}));
jest.mock('./flameGraph', () => ({ ...jest.requireActual('./flameGraph'), fetchFlameGraph: jest.fn() }));
const again = jest.mocked(fetchFlameGraph);

interface Asked {
  callSite: string[];
  maxNodes: number;
}

const REQUEST = { profileTypeId: 'a:b:c:d:e', labelSelector: '{}', range: { from: 1, to: 2 }, maxNodes: 12 };

/** The levels of a profile, one bar after the other. */
function levelsOf({ length, level, total, self, symbol, frames, parent }: Profile) {
  const start = new Float64Array(length);
  const next = Float64Array.from(self);
  const levels: Array<{ values: string[]; end: number }> = [];
  for (let i = 0; i < length; i++) {
    if (i > 0) {
      start[i] = start[parent[i]] + next[parent[i]];
      next[parent[i]] += total[i];
    }
    const bars = (levels[level[i]] ??= { values: [], end: 0 });
    bars.values.push(...[start[i] - bars.end, total[i], self[i], symbol[i]].map(String));
    bars.end = start[i] + total[i];
  }
  return { names: frames.names, levels: levels.map(({ values }) => ({ values })) };
}

/** A server with these stacks in its blocks; what it was asked, and how many questions stood at a time. */
function serve(blocks: Stack[][]) {
  const asked: Asked[] = [];
  let [open, most] = [0, 0];
  mockFetch.mockImplementation(({ data }) => {
    const callSite: string[] = data.stackTraceSelector.callSite.map(({ name }: { name: string }) => name);
    asked.push({ callSite, maxNodes: data.maxNodes });
    const under = blocks.map((all) => all.filter(({ frames }) => callSite.every((name, i) => frames[i] === name)));
    open++;
    most = Math.max(most, open);
    return {
      subscribe: ({ next }: { next(answer: object): void }) => {
        setTimeout(() => {
          open--;
          next({ data: { flamegraph: levelsOf(cutAsServer(under, data.maxNodes)) } });
        });
        return { unsubscribe: () => {} };
      },
    };
  });
  return { asked, most: () => most };
}

function below(profile: Profile, request = REQUEST) {
  const more = new MoreBelow({ uid: 'pyroscope' } as PyroscopeDataSource, request, {
    profile,
    unit: 'ns',
    frame: undefined,
  });
  const answers: FlameGraphAnswer[] = [];
  const load = (...focus: string[]) =>
    more.load(focus, { signal: new AbortController().signal, onAnswer: (answer) => answers.push(answer) });
  return { load, answers, last: () => answers.at(-1)?.profile };
}

const stack = (path: string, value: number): Stack => ({ frames: path.split(';'), value });
/** main calls eight functions that each call nine of their own. */
const STACKS = [stack('gc', 5000), ...Array.from({ length: 72 }, (_, i) => stack(`main;run;f${i % 8};g${i}`, 100 + i))];

const sorted = (profile: Profile, prefix: string) =>
  pathsOf(profile)
    .filter(({ path }) => path.startsWith(prefix))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

beforeEach(() => jest.resetAllMocks());

it('asks as recorded from a real Grafana, and reads its answer', async () => {
  const { request, response } = recorded('proxy.SelectMergeStacktraces.call-site');
  const body = request.body as { profileTypeID: string; labelSelector: string; start: number; end: number };
  mockFetch.mockReturnValue(of({ data: response.body }));
  const { levels } = (response.body as { flamegraph: { levels: Array<{ values: string[] }> } }).flamegraph;
  const graph = folded(`net/http.(*conn).serve;net/http.serverHandler.ServeHTTP;other ${levels[0].values[1]}`);
  const { load, last } = below(graph, {
    ...{ profileTypeId: body.profileTypeID, labelSelector: body.labelSelector },
    range: { from: body.start, to: body.end },
    // With room for the two frames of the call site and the root.
    maxNodes: 32 - 3,
  });
  await load('net/http.(*conn).serve', 'net/http.serverHandler.ServeHTTP');
  const [sent] = mockFetch.mock.calls[0];
  expect([sent.url, sent.method, sent.data]).toEqual([request.path, 'POST', body]);
  expect(last()!.frames.names).toContain('github.com/grafana/grafana/pkg/web.(*Router).ServeHTTP');
  expect(last()!.total[0]).toBe(graph.total[0]);
});

it('shows all below the focused frame, with totals above as they were', async () => {
  const server = serve([STACKS]);
  const graph = cutAsServer([STACKS], 12);
  const { load, last } = below(graph);
  await load('main', 'run');
  expect(sorted(last()!, 'main;run')).toEqual(sorted(profileFromStacks(STACKS), 'main;run'));
  expect(notLoadedValue(last()!)).toBe(0);
  expect(last()!.total[0]).toBe(graph.total[0]);
  // The frame itself, then each of its callees, which it alone has not room enough for.
  expect(server.asked[0]).toEqual({ callSite: ['main', 'run'], maxNodes: 15 });
  expect(server.asked.length).toBeLessThanOrEqual(16);
  expect(new Set(server.asked.map(({ callSite }) => callSite.join())).size).toBe(server.asked.length);
  expect(server.most()).toBe(2);
  expect(again).not.toHaveBeenCalled();
});

it('puts what comes at the same time in slices, and loses nothing of it', async () => {
  serve([STACKS]);
  const { load, last } = below(cutAsServer([STACKS], 12));
  // Each look at the clock finds that time is over: what can pause does.
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  await load('main', 'run');
  clock.mockRestore();
  expect(sorted(last()!, 'main;run')).toEqual(sorted(profileFromStacks(STACKS), 'main;run'));
  expect(notLoadedValue(last()!)).toBe(0);
});

it('asks 16 times at most for one focus, and never twice for a frame', async () => {
  const wide = Array.from({ length: 900 }, (_, i) => stack(`main;f${i % 30};g${i}`, 100 + i));
  const server = serve([wide]);
  const { load } = below(cutAsServer([wide], 40), { ...REQUEST, maxNodes: 40 });
  await load('main');
  expect(server.asked).toHaveLength(16);
  await load('main');
  const all = server.asked.map(({ callSite }) => callSite.join());
  expect(new Set(all).size).toBe(all.length);
});

it('asks nothing for a frame below which little is cut, or that the graph has not', async () => {
  const server = serve([STACKS]);
  const { load } = below(folded('main;a 991\nmain;other 9\ngc;other 50'));
  await load('main');
  await load('nowhere');
  await load();
  expect(server.asked).toEqual([]);
});

it('asks for the whole again where a detail is more than 0.5 % apart, once', async () => {
  const old = folded('main;run;a 50\nmain;run;other 40\ngc 10');
  const now = [stack('main;run;a', 60), stack('main;run;b', 40), stack('gc', 11)];
  serve([now]);
  again.mockResolvedValue({ profile: folded('main;run;a 60\nmain;run;other 40\ngc 11'), unit: 'ns', frame: undefined });
  const { load, last } = below(old);
  await load('main', 'run');
  expect(again).toHaveBeenCalledTimes(1);
  expect(sorted(last()!, '')).toEqual(sorted(profileFromStacks(now), ''));
});

it('keeps the graph where a detail fits it even then not', async () => {
  const graph = folded('main;run;a 50\nmain;run;other 40\ngc 10');
  serve([[stack('main;run;a', 300)]]);
  again.mockResolvedValue({ profile: graph, unit: 'ns', frame: undefined });
  const { load, last } = below(graph);
  await load('main', 'run');
  expect(last()).toBe(graph);
});

it('asks with fewer nodes where the server allows no more', async () => {
  const server = serve([STACKS]);
  const answering = mockFetch.getMockImplementation()!;
  mockFetch.mockImplementation((sent) =>
    sent.data.maxNodes > 12
      ? throwError(() => ({
          status: 400,
          data: {
            code: 'invalid_argument',
            message: `max flamegraph nodes limit ${sent.data.maxNodes} is greater than allowed 12`,
          },
        }))
      : answering(sent)
  );
  const { load, last } = below(cutAsServer([STACKS], 12));
  await load('main');
  expect(server.asked.every(({ maxNodes }) => maxNodes === 12)).toBe(true);
  expect(notLoadedValue(last()!)).toBeLessThan(notLoadedValue(cutAsServer([STACKS], 12)));
});

it('fails as the server does, or as a page of a proxy in between, and may be asked again then', async () => {
  const graph = cutAsServer([STACKS], 12);
  const { load, answers } = below(graph);
  mockFetch.mockReturnValueOnce(throwError(() => ({ status: 403, data: { message: 'Forbidden' } })));
  await expect(load('main')).rejects.toMatchObject({ kind: 'forbidden' });
  mockFetch.mockReturnValueOnce(of({ data: '<html>Please log in</html>' }));
  await expect(load('main')).rejects.toMatchObject({ kind: 'not-pyroscope' });
  expect(answers).toEqual([]);
  serve([STACKS]);
  await load('main');
  expect(answers.length).toBeGreaterThan(0);
});
