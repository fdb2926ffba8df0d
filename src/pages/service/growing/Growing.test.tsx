import { createDataFrame } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { seeded } from '../../../profile/change/random';
import { poisson } from '../../../profile/change/testing/runs';
import { buildProfile } from '../../../profile/build';
import { type Profile } from '../../../profile/model';
import { profileFromStacks } from '../../../profile/stacks';
import { fetchDecoded } from '../../../pyroscope/decodedProfile';
import { fetchFlameGraph } from '../../../pyroscope/flameGraph';
import { fetchSeries } from '../../../pyroscope/series';
import { fetchAllSnapshots } from '../../../pyroscope/snapshots';
import { CPU, fakeTab, GOROUTINES, HOUR, SPAN } from '../testing/fakeTab';
import { Growing } from './Growing';

jest.mock('../../../pyroscope/decodedProfile');
jest.mock('../../../pyroscope/flameGraph');
jest.mock('../../../pyroscope/series');
jest.mock('../../../pyroscope/snapshots');
const askGraph = jest.mocked(fetchFlameGraph);
const askSeries = jest.mocked(fetchSeries);
const askSnapshots = jest.mocked(fetchAllSnapshots);

const SPACE = 'memory:inuse_space:bytes:space:bytes';
const OBJECTS = 'memory:inuse_objects:count:space:bytes';
const MINUTE = 60_000;
const MIB = 2 ** 20;

/** A snapshot a minute since an hour before the range. */
const instance = (pod: string, from = SPAN.from - HOUR) => {
  const times = Array.from({ length: Math.floor((SPAN.to - from) / MINUTE) }, (_, i) => from + i * MINUTE);
  return { labels: { pod }, times, values: times.map(() => 1) };
};
const known = (...instances: Array<ReturnType<typeof instance>>) => ({
  kind: 'known' as const,
  instances,
  interval: MINUTE,
});

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
  const random = seeded(1);
  askGraph.mockReset();
  // Sessions grow by 2 MiB a minute, in each snapshot.
  askGraph.mockImplementation(async (_, { range }) => {
    const count = Math.round((range.to + 1 - range.from) / MINUTE);
    const held = 100 + (2 * ((range.from + range.to) / 2 - SPAN.from)) / MINUTE + poisson(2, random) / 2;
    return {
      profile: profileFromStacks([
        { frames: ['main', 'login', 'runtime.mallocgc'], value: count * held * MIB },
        { frames: ['main', 'cache.Get'], value: count * (400 + poisson(4, random) / 2) * MIB },
      ]),
      unit: 'bytes',
      frame: createDataFrame({ fields: [] }),
    };
  });
  askSeries.mockReset();
  askSeries.mockImplementation(async (_, { range }) => {
    const times = Array.from({ length: 60 }, (__, i) => range.from + (i + 1) * MINUTE);
    return {
      series: [{ labels: {}, times, values: times.map(() => 1) }],
      unit: 'cores',
      rate: true,
      stepMs: MINUTE,
      range,
    };
  });
  askSnapshots.mockReset();
  askSnapshots.mockResolvedValue(known(instance('a')));
});
afterEach(() => jest.restoreAllMocks());

interface Shown {
  typeId?: string;
  types?: string[];
  /** of the picture */
  graph?: Profile;
}

function show({ typeId = SPACE, types = [CPU], graph }: Shown = {}) {
  const { tab } = fakeTab({ typeId });
  const answer = graph && { profile: graph, unit: 'bytes', frame: undefined };
  const onHighlight = jest.fn();
  const element = (shown: typeof SPAN) => (
    <Growing
      tab={{
        ...tab,
        settings: { ...tab.settings, defaultMaxNodes: 100 },
        profile: {
          ...tab.profile,
          types: { kind: 'shown', value: types },
          ...(answer && { graph: { kind: 'shown', value: answer } }),
        },
      }}
      asked={{ ...tab.asked!, shown }}
      typeId={typeId}
      onHighlight={onHighlight}
    />
  );
  const { rerender } = render(element(SPAN));
  return { user: userEvent.setup(), onHighlight, moveTo: (shown: typeof SPAN) => rerender(element(shown)) };
}

it('says which stack grows, its pace with the interval, what that is in a day, and that it does not say what holds it', async () => {
  const { user, onHighlight } = show();
  const table = await screen.findByRole('table', { name: 'What grows' });
  const [heads, row, ...others] = within(table)
    .getAllByRole('row')
    .map((one) => Array.from(one.children, (cell) => cell.textContent));
  expect(heads).toEqual(['Stack', 'An hour', '95 % interval', 'At this pace', 'How sure']);
  expect(others).toEqual([]);
  expect(row).toEqual([
    'loginunder main',
    expect.stringMatching(/^\+1(1\d|2\d) MiB$/),
    expect.stringMatching(/^\+\d+(\.\d+)? MiB to \+\d+(\.\d+)? MiB$/),
    expect.stringMatching(/^\+2\.\d+ GiB in 24 h$/),
    'clear',
  ]);
  expect(screen.getByText('A heap stack is where memory was allocated, not what holds it')).toBeInTheDocument();
  expect(within(table).getByRole('rowheader')).toHaveAttribute('title', 'main\nlogin\nruntime.mallocgc');
  await user.click(screen.getByRole('button', { name: 'login' }));
  expect(onHighlight).toHaveBeenCalledWith('login');
});

it('says of which time it is where the range has only grown', async () => {
  const { moveTo } = show();
  await screen.findByRole('table', { name: 'What grows' });
  expect(screen.queryByText(/^Of /)).not.toBeInTheDocument();
  moveTo({ from: SPAN.from, to: SPAN.to + MINUTE });
  expect(screen.getByText(/^Of .*10:00:00 – .*11:00:00/)).toBeInTheDocument();
});

it('asks for windows of the range only, of each instance, at most three', async () => {
  askSnapshots.mockResolvedValue(known(...['d', 'c', 'b', 'a'].map((pod) => instance(pod))));
  show();
  expect(await screen.findByText('Looked at 3 of 4 instances; growth is theirs alone')).toBeInTheDocument();
  const asked = askGraph.mock.calls.map(([, request]) => request);
  expect(Math.min(...asked.map(({ range }) => range.from))).toBe(SPAN.from);
  expect(new Set(asked.map(({ labelSelector }) => labelSelector))).toEqual(
    new Set(['a', 'b', 'c'].map((pod) => `{service_name="checkout", namespace="shop", pod="${pod}"}`))
  );
  expect(asked).toHaveLength(3 * 20);
});

describe('where flame graphs are cut', () => {
  const wholes = jest.mocked(fetchDecoded<'profile'>);
  /** Twice as much, of which the one half is not loaded. */
  const cut = ({ level, total, self, symbol, frames: { names } }: Profile) => {
    const more = (values: Float64Array) => [...values, total[0]];
    return buildProfile({
      level: [...level, 1],
      value: [2 * total[0], ...more(total).slice(1)],
      self: more(self),
      label: [...symbol, names.length],
      symbols: [...names, 'other'],
    });
  };

  beforeEach(() => {
    const graphOf = askGraph.getMockImplementation()!;
    askGraph.mockImplementation(async (...asked) => {
      const { profile, ...answer } = await graphOf(...asked);
      return { ...answer, profile: cut(profile) };
    });
  });

  it('says how much was not loaded, and nothing of what grows by less', async () => {
    show();
    const note = '50 % of the snapshots was not loaded: a stack that grows by less is not seen';
    expect(await screen.findByText(note)).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(wholes).not.toHaveBeenCalled();
  });

  it('asks for whole profiles instead, where the picture came within their budget', async () => {
    wholes.mockImplementation(async (_, { range }) => {
      const count = Math.round((range.to + 1 - range.from) / MINUTE);
      const held = 101 + (2 * ((range.from + range.to) / 2 - SPAN.from)) / MINUTE;
      return profileFromStacks([
        { frames: ['main', 'login', 'runtime.mallocgc'], value: count * held * MIB },
        { frames: ['main', 'cache.Get'], value: count * (held + 804) * MIB },
      ]);
    });
    show({ graph: profileFromStacks([{ frames: ['main'], value: 1 }]) });
    const table = await screen.findByRole('table', { name: 'What grows' });
    const stacks = within(table).getAllByRole('rowheader');
    expect(stacks.map(({ textContent }) => textContent)).toContain('loginunder main');
    expect(screen.queryByText(/was not loaded/)).not.toBeInTheDocument();
  });
});

it('calls nothing clear where the service sends nothing that tells its load', async () => {
  show({ types: [SPACE] });
  expect(await screen.findByText(/^Nothing is called clear: the load of the service/)).toBeInTheDocument();
  expect(screen.getByRole('cell', { name: 'likely' })).toBeInTheDocument();
});

it('says nothing of a process that began within the range', async () => {
  askSnapshots.mockResolvedValue(known(instance('a', SPAN.from + 2 * MINUTE)));
  show();
  expect(await screen.findByText(/^Nothing grows by at least 20/)).toBeInTheDocument();
});

it.each([
  ['refused', { kind: 'unknown' as const }, /^Growth needs the data source proxy/],
  ['too many', { kind: 'many' as const, interval: 1 }, /^Too many snapshots/],
  [
    'too few',
    known(instance('a', SPAN.to - 10 * MINUTE)),
    'Too few windows to tell: 4 have snapshots of one instance, 8 are needed',
  ],
])('says why it cannot tell: %s', async (_, answer, text) => {
  askSnapshots.mockResolvedValue(answer);
  show();
  expect(await screen.findByText(text)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Ask again' })).toBeInTheDocument();
  expect(askGraph).not.toHaveBeenCalled();
});

it('says why a number of objects cannot be told from chance, and asks for nothing', () => {
  show({ typeId: OBJECTS });
  expect(screen.getByRole('status')).toHaveTextContent('not known for memory / inuse_objects. Choose a type in bytes');
  expect(askSnapshots).not.toHaveBeenCalled();
});

it('says of goroutines that a stack is where they wait', async () => {
  show({ typeId: GOROUTINES });
  expect(await screen.findByText('A stack is where goroutines wait, not what they wait for')).toBeInTheDocument();
});
