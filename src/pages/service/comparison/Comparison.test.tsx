import { reportInteraction } from '@grafana/runtime';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { drawn, folded } from '../../../profile/testing/drawn';
import { fetchFlameGraph } from '../../../pyroscope/flameGraph';
import { fetchLabelSeries } from '../../../pyroscope/labelSeries';
import { type Subject } from '../../../subject/subject';
import { secondSubject } from '../../../viewstate/second';
import { type Versus } from '../../../viewstate/state';
import { type Asked, type ShownGraph } from '../questions';
import { CPU, fakeSeries, fakeTab, HOUR, Queries, SPAN } from '../testing/fakeTab';
import { giveListsASize } from '../testing/listSize';
import { Comparison } from './Comparison';
import { useSecond, type Second } from './useSecond';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), reportInteraction: jest.fn() }));
jest.mock('./useSecond');
jest.mock('../useSampleCount', () => ({ useSampleCount: () => undefined }));
jest.mock('../useRangeSeries', () => ({ useRangeSeries: () => ({ data: fakeSeries(), error: undefined }) }));
jest.mock('../../../flamegraph/ProfileView', () => ({
  ProfileView: ({ profile, symbolItems, own }: ProfileViewProps) => (
    <>
      {own?.words.map((word) => (
        <p key={word.package}>{word.package}</p>
      ))}
      <p>{profile.frames.names.join(' ')}</p>
      {symbolItems?.('json')}
    </>
  ),
}));
jest.mock('../../../pyroscope/flameGraph');
jest.mock('../../../pyroscope/labelSeries');

beforeEach(() => giveListsASize());

const HEAP = 'memory:inuse_space:bytes:space:bytes';
const answer = (text: string): ShownGraph => ({ profile: folded(text), unit: 'ns', frame: undefined });

interface Shown {
  typeId?: string;
  other?: Versus['other'];
  /** of the other side */
  second?: Partial<Second>;
  after?: ShownGraph | 'none';
  sort?: 'self' | 'verdict';
  layout?: 'both' | 'tree';
  asked?: Partial<Asked>;
  detail?: 'all';
}

function show({
  typeId = CPU,
  other = {},
  second,
  after,
  sort = 'self',
  layout = 'both',
  asked,
  detail,
  ...subject
}: Shown & Partial<Subject> = {}) {
  const range = { from: String(SPAN.from), to: String(SPAN.to) };
  const { tab: plain, state: now } = fakeTab({ typeId, subject: { range, ...subject }, ...(detail && { detail }) });
  const { state } = plain.address;
  const graph = { ...state.graph, layout, sort: { column: sort, direction: 'desc' as const } };
  const tab = { ...plain, address: { ...plain.address, state: { ...state, graph } } };
  const before = { from: SPAN.from - HOUR, to: SPAN.to - HOUR };
  jest.mocked(useSecond).mockReturnValue({
    ...tab,
    subject: tab.address.state.subject,
    graph: { kind: 'shown', value: answer('main;json 1000000000\nmain 2000000000') },
    refused: undefined,
    shown: before,
    ...second,
  } as Second);
  const onStateChange = jest.fn();
  const picture = () => (
    <Comparison
      tab={{ ...tab, settings: { ...tab.settings, defaultMaxNodes: 100 } }}
      asked={{ ...tab.asked!, ...asked }}
      typeId={typeId}
      versus={{ other, width: 'larger', ...(Object.keys(other).length === 0 && { shift: '1h' }) }}
      after={after === 'none' ? undefined : (after ?? answer('main;json 2000000000\nmain 2000000000'))}
      header={null}
      stale={false}
      onStateChange={onStateChange}
      exporting={undefined}
      onOverTime={jest.fn()}
      own={{
        words: [{ package: 'github.com/me/shop', word: 'yes' }],
        repository: undefined,
        waits: false,
        coming: false,
      }}
    />
  );
  const { rerender } = render(picture(), { wrapper: Queries });
  return Object.assign(now, { again: () => rerender(picture()) });
}

const button = () => screen.queryByRole('button', { name: 'How sure?' });

it('asks how sure a change is only when that is wanted, and for windows of both sides', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
  jest.mocked(fetchFlameGraph).mockImplementation(() => new Promise(() => {}));
  show();
  expect(button()).toHaveAttribute('aria-expanded', 'false');
  expect(fetchFlameGraph).not.toHaveBeenCalled();
  await userEvent.click(button()!);
  expect(await screen.findByText('0 of 48 windows')).toBeInTheDocument();
  // Four at a time, the newest first.
  expect(jest.mocked(fetchFlameGraph).mock.calls.map(([, { range }]) => range.to)).toEqual(
    [0, 10, 20, 30].map((minutes) => SPAN.to - minutes * 60_000 - 1)
  );
  await userEvent.click(button()!);
  expect(screen.queryByText('0 of 48 windows')).not.toBeInTheDocument();
  expect(jest.mocked(fetchFlameGraph).mock.calls.every(([, , signal]) => signal!.aborted)).toBe(true);
});

it('knows what was said of own code, with both sides and with one', () => {
  show();
  expect(screen.getByText('github.com/me/shop')).toBeInTheDocument();
  cleanup();
  show({ after: 'none' });
  expect(screen.getByText('github.com/me/shop')).toBeInTheDocument();
});

it("tells Grafana's collector that a comparison is begun, once and with nothing of what is compared", () => {
  jest.mocked(reportInteraction).mockClear();
  show().again();
  expect(jest.mocked(reportInteraction).mock.calls).toEqual([['service_profiles_compared', {}]]);
});

it('asks at once where a link sorts by how sure changes are', async () => {
  jest.mocked(fetchFlameGraph).mockImplementation(() => new Promise(() => {}));
  show({ sort: 'verdict' });
  expect(button()).toHaveAttribute('aria-expanded', 'true');
  expect(await screen.findByText('0 of 48 windows')).toBeInTheDocument();
});

it('offers that for a time before alone, and slices of types that add up over time', () => {
  show({ other: { service: 'cart' } });
  expect(button()).not.toBeInTheDocument();
  show({ typeId: HEAP });
  expect(button()).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Which slice?' })).not.toBeInTheDocument();
  cleanup();
  show({ other: { range: { from: String(SPAN.from - 2 * HOUR), to: String(SPAN.from - HOUR) } } });
  expect(button()).toBeInTheDocument();
});

it('leads from the menu of a function to its slice, for types that add up over time', async () => {
  jest.mocked(fetchLabelSeries).mockResolvedValue({ labels: [], tooMany: [], unit: 'cores' });
  show({ typeId: HEAP });
  expect(screen.queryByRole('menuitem', { name: 'Which slice?' })).not.toBeInTheDocument();
  cleanup();
  show();
  await userEvent.click(screen.getByRole('menuitem', { name: 'Which slice?' }));
  const panel = await screen.findByRole('region', { name: 'Which slice of json' });
  expect(await screen.findByText('No label has more than one value here')).toBeInTheDocument();
  await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
  expect(panel).not.toBeInTheDocument();
});

const failed = { graph: { kind: 'failed' as const, error: new Error('the server is too busy') } };
const inBytes = { graph: { kind: 'shown' as const, value: { ...answer('main;other.json 1'), unit: 'bytes' } } };

it.each<[string, Partial<Second>, string]>([
  [
    'is empty',
    { graph: { kind: 'empty' } },
    'No profiles to compare with: 1h before. Servers look back 7 days by default.',
  ],
  ['fails', failed, '1h before could not be loaded: the server is too busy'],
  ['was cancelled', { graph: { kind: 'cancelled' } }, '1h before was not loaded'],
  ['has another unit', inBytes, '1h before has values of another unit'],
  [
    'is of another type',
    { refused: { kind: 'other-type', typeId: HEAP } },
    'process_cpu / cpu cannot be compared with memory / inuse_space: they measure different things',
  ],
  [
    'lacks the type',
    { refused: { kind: 'no-type', typeId: HEAP } },
    '1h before has no profiles of the type memory / inuse_space',
  ],
  ['has no readable range', { refused: { kind: 'bad-range' } }, 'The time range to compare with cannot be read'],
  [
    'is of a data source that is gone',
    { refused: { kind: 'no-data-source' } },
    'Grafana does not have the data source to compare with',
  ],
])('says what is missing where the other side %s, and the first one stays', (_, second, text) => {
  show({ second });
  expect(screen.getByRole('status')).toHaveTextContent(text);
  expect(screen.getByText(/main.*json/)).toBeInTheDocument();
  expect(screen.queryByTestId('comparison')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'End comparison' })).toBeInTheDocument();
});

it('keeps the other side, by its name, where the first one has nothing to show', () => {
  show({ after: 'none' });
  expect(screen.getByText('1h before')).toBeInTheDocument();
  expect(screen.getByText(/main.*json/)).toBeInTheDocument();
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it('says what is missing of both sides, where neither has anything', () => {
  show({ after: 'none', second: { graph: { kind: 'empty' } } });
  expect(screen.getByRole('status')).toHaveTextContent('No profiles to compare with: 1h before');
  expect(screen.queryByText(/main.*json/)).not.toBeInTheDocument();
});

it('says of a side that was cut how much of it is not loaded', async () => {
  const cut = drawn(`
    [total             ]
    [main      ][other ]
       [json   ]
  `);
  show({ second: { graph: { kind: 'shown', value: { profile: cut, unit: 'ns', frame: undefined } } } });
  await waitFor(() => expect(screen.getByTestId('comparison')).toHaveTextContent('not loaded'));
});

it('compares selected profiles by their shares: coverage is known of all profiles of a range alone', () => {
  const only = { kind: 'brush', id: '1,2,3,4,{}' } as const;
  const found = (outcome: 'found' | 'nothing'): ShownGraph => ({
    ...answer('main;json 1000000000'),
    only: { only, outcome: { kind: outcome }, pprof: undefined },
  });
  show({ second: { graph: { kind: 'shown', value: found('found') } } });
  expect(screen.getAllByText(/^covers /)).toHaveLength(1);
  expect(screen.getByRole('combobox', { name: 'Compare by' })).toHaveValue('Share of total');
  cleanup();
  // The service around that time is shown instead, and all is known of it.
  show({ second: { graph: { kind: 'shown', value: found('nothing') } } });
  expect(screen.getAllByText(/^covers /)).toHaveLength(2);
  expect(screen.getByTestId('only-label')).toHaveTextContent('No single profile lies in the selection.');
});

it('calls what is selected by its rectangle', () => {
  const second = { only: { kind: 'brush', id: '1,2,3,4,{}' } } as const;
  show({ other: second, second: { subject: { ...fakeTab({}).tab.address.state.subject, ...second } } });
  expect(screen.getByTestId('comparison')).toHaveTextContent(
    /^all profiles.*compared with.*the profiles in the dashed rectangle/
  );
});

it('says why a link to the call tree shows table and graph', () => {
  show({ layout: 'tree' });
  expect(screen.getByRole('note')).toHaveTextContent(
    'The call tree has the numbers of one profile: open either side alone to see its own.'
  );
  cleanup();
  show();
  expect(screen.queryByText(/The call tree has/)).not.toBeInTheDocument();
});

it('keeps all namespaces of the first one, which has none to say, where it is swapped with one of a namespace', async () => {
  const other = { service: 'cart', namespace: { kind: 'value', value: 'staging' } } as const;
  const said: Subject = { ...fakeTab({}).tab.address.state.subject, ...other };
  const asked: Partial<Asked> = { namespace: { kind: 'any' } };
  const swap = () => userEvent.click(screen.getByRole('button', { name: 'Swap' }));
  const state = show({ other, second: { subject: said, said }, asked });
  await swap();
  expect(state().subject).toMatchObject(other);
  expect(state().versus!.other).toMatchObject({ service: 'checkout', namespace: { kind: 'any' } });
  expect(secondSubject(said, state().versus!).namespace).toEqual({ kind: 'any' });
  cleanup();
  // What neither says stays unsaid.
  const silent: Subject = { ...said, namespace: { kind: 'undecided' } };
  const unsaid = show({ other: { service: 'cart' }, second: { subject: silent, said: silent }, asked });
  await swap();
  expect(unsaid().versus!.other).not.toHaveProperty('namespace');
});

describe('of a second side that was cut', () => {
  const cut = drawn(`
    [total             ]
    [main      ][other ]
       [json   ]
  `);
  const load = jest.fn(() => new Promise<ShownGraph>(() => {}));
  const second: Partial<Second> = {
    graph: { kind: 'shown', value: { profile: cut, unit: 'ns', frame: undefined, whole: { load } } },
  };

  beforeEach(() => load.mockClear());

  it('loads all at once where the link wants all', async () => {
    show({ second, detail: 'all' });
    expect(await screen.findByText(/^Loading all/)).toBeInTheDocument();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps in the link that a person wants all, until that is stopped', async () => {
    const state = show({ second });
    await userEvent.click(await screen.findByRole('button', { name: 'Load all' }));
    expect(state().detail).toBe('all');
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(state().detail).toBe('usual');
  });
});
