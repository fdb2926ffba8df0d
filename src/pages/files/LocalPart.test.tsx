import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { stubCanvas } from '../../flamegraph/testing/canvasStub';
import { type Profile } from '../../profile/model';
import { linedStacks, type LinedStacks } from '../../profile/pprof/lines';
import { encode, fields, packed, type Field } from '../../profile/pprof/testing/encode';
import { folded } from '../../profile/testing/drawn';
import { withSubject } from '../../viewstate/changes';
import { defaultViewState, type Versus, type ViewState } from '../../viewstate/state';
import { compareWith } from '../../viewstate/versus';
import { fakeSeries, fakeTab, Queries } from '../service/testing/fakeTab';
import { useTab } from '../service/useTab';
import { type LocalFile } from './localFiles';
import { LocalPart } from './LocalPart';

jest.mock('../../flamegraph/FlameGraph', () => jest.requireActual('../../flamegraph/testing/graphProbe'));

const opened = new Map<string, LocalFile>();
const openFile = jest.fn();
jest.mock('./localFiles', () => ({
  openedFile: (digest: string) => opened.get(digest),
  openFile: (file: File) => openFile(file),
}));

jest.mock('../service/useTab', () => ({ ...jest.requireActual('../service/useTab'), useTab: jest.fn() }));
jest.mock('../service/useSampleCount', () => ({ useSampleCount: () => undefined }));
jest.mock('../service/useRangeSeries', () => ({ useRangeSeries: () => ({ data: fakeSeries(), error: undefined }) }));
const listDataSources = jest.fn();
jest.mock('../../pyroscope/dataSources', () => ({
  ...jest.requireActual('../../pyroscope/dataSources'),
  listDataSources: () => listDataSources(),
}));

const TYPE = 'process_cpu:samples:count:cpu:nanoseconds';

function known(digest: string, profile: Profile, types = [TYPE]): LocalFile {
  const file = { name: `${digest}.pb`, digest, types, range: undefined, profile: async () => profile };
  opened.set(digest, file);
  return file;
}

function show(...digests: string[]) {
  return showCompared(digests);
}

function showCompared(digests: string[], other?: Versus['other'], graph: Partial<ViewState['graph']> = {}) {
  const file = digests.map((digest) => ({ digest, name: `${digest}.pb` }));
  const alone = withSubject(defaultViewState(), { file });
  let state: ViewState = other ? compareWith(alone, { other }) : alone;
  Object.assign(state.graph, { layout: 'table', ...graph });
  function Host() {
    const [shown, setShown] = useState(state);
    state = shown;
    const go = (next: (now: ViewState) => ViewState | { state: ViewState }) => {
      const result = next(state);
      setShown('state' in result ? result.state : result);
    };
    // What is of no file is the page's.
    return shown.subject.file ? <LocalPart address={{ state: shown, go }} /> : null;
  }
  render(
    <Queries>
      <Host />
    </Queries>
  );
  return { user: userEvent.setup({ delay: null }), state: () => state };
}

const row = async (name: string) => (await screen.findByRole('button', { name })).closest('[role="row"]');

/** jsdom has none; the drawer's content asks whether it scrolls. */
class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  stubCanvas({ width: 1000, height: 600 });
  Object.assign(window, { IntersectionObserver: Observer });
  opened.clear();
  openFile.mockReset();
  listDataSources.mockReturnValue([]);
});

it('shows several files as one profile, or compared with the first', async () => {
  known('a', folded('main;read 10\nmain;json 10'));
  known('b', folded('main;read 10\nmain;json 30'));
  const { user, state } = show('a', 'b');
  expect(await row('json')).toHaveTextContent('40');
  expect(await row('read')).toHaveTextContent('20');
  await user.click(screen.getByRole('radio', { name: 'Compared' }));
  expect(state().subject.file).toEqual([{ digest: 'b', name: 'b.pb' }]);
  expect(state().versus?.other.file).toEqual([{ digest: 'a', name: 'a.pb' }]);
  // By shares: nobody knows what time the files cover.
  await waitFor(async () => expect(await row('json')).toHaveTextContent('+50 %'));
  await user.click(screen.getByRole('radio', { name: 'Merged' }));
  expect(state().versus).toBeUndefined();
  expect(state().subject.file).toHaveLength(2);
});

it('says where a server may have other totals', async () => {
  known('a', { ...folded('main;read 84\ndeep 16'), rootless: 16 });
  show('a');
  expect(
    await screen.findByText(
      '16 % is in stacks that Go cut at 64 frames. Pyroscope mends them, so its totals may differ.'
    )
  ).toBeInTheDocument();
});

it('shows first what the file wants, unless the link says otherwise', async () => {
  const types = ['memory:inuse_space:bytes::', 'memory:alloc_space:bytes::'];
  const asked = jest.fn(async (_type: string) => folded('main 1'));
  opened.set('a', { ...known('a', folded('x 1'), types), defaultType: types[1], profile: asked });
  show('a');
  await row('main');
  expect(asked.mock.calls.map(([type]) => type)).toEqual([types[1]]);
});

it('tells whose code it is and what stands out, as for a service; what is said of a package stands in the link', async () => {
  known('a', folded('main.main;main.cart;encoding/json.Marshal 60\nmain.main;lib.io/x.Run 40'), [
    'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  ]);
  const { user, state } = show('a');
  // What json.Marshal takes is charged to who called it.
  await waitFor(async () => expect(await row('main.cart')).toHaveTextContent(/60 %$/));
  await user.click(await screen.findByRole('button', { name: /^own 100 %/ }));
  const choice = await screen.findByRole('radiogroup', { name: 'Whose code is main' });
  await user.click(within(choice).getByRole('radio', { name: 'Passes through' }));
  expect(state().graph.own).toEqual([{ package: 'main', word: 'through' }]);
  expect(await screen.findByRole('button', { name: '1 finding' })).toBeInTheDocument();
});

/** All of it in a line of main. */
function lined(line: number, value: number): LinedStacks {
  return linedStacks(
    encode([
      [1, fields({ 1: 2, 2: 3 })],
      [2, fields({ 1: packed([1]), 2: packed([value]) })],
      [4, fields({ 1: 1, 4: fields({ 1: 1, 2: line }) })],
      [5, fields({ 1: 1, 2: 1, 4: 4 })],
      ...['', 'main', 'samples', 'count', '/src/main.go'].map((text): Field => [6, text]),
    ]),
    'samples'
  );
}

it('opens the source lines of a row, of all files together', async () => {
  opened.set('a', { ...known('a', folded('main 7')), lines: async () => lined(12, 7) });
  opened.set('b', { ...known('b', folded('main 5')), lines: async () => lined(34, 5) });
  const { user, state } = show('a', 'b');
  await user.click(within((await row('main'))! as HTMLElement).getByRole('button', { name: /menu|actions|more/i }));
  await user.click(await screen.findByRole('menuitem', { name: /^Source lines/ }));
  expect(state().graph.lines).toBe('main');
  const table = await screen.findByRole('table', { name: 'Lines of /src/main.go' });
  const cells = within(table)
    .getAllByRole('row')
    .slice(1)
    .map((line) => line.textContent);
  expect(cells).toEqual([expect.stringMatching(/^12.*7/), expect.stringMatching(/^34.*5/)]);
});

it('shows the source lines of what transforms leave', async () => {
  opened.set('a', { ...known('a', folded('main 7')), lines: async () => lined(12, 7) });
  showCompared(['a'], undefined, { lines: 'main', transforms: [{ kind: 'hide', about: 'main' }] });
  expect(await screen.findByText('Transforms leave nothing of this function.')).toBeInTheDocument();
});

it('offers no source lines of folded stacks', async () => {
  known('a', folded('main 7'));
  const { user } = show('a');
  await user.click(within((await row('main'))! as HTMLElement).getByRole('button', { name: /menu|actions|more/i }));
  expect(await screen.findByRole('menuitem', { name: /Copy/ })).toBeInTheDocument();
  expect(screen.queryByRole('menuitem', { name: /^Source lines/ })).not.toBeInTheDocument();
});

it('asks for a file that the page does not have, and says when it is another one', async () => {
  const { user } = show('a');
  expect(await screen.findByRole('heading', { name: 'Choose a.pb' })).toBeInTheDocument();
  const input = screen.getByLabelText('Profile files: pprof or folded stacks');
  openFile.mockImplementation(async () => known('other', folded('x 1')));
  await user.upload(input, new File(['x'], 'other.pb'));
  expect(await screen.findByText('other.pb is not the file that the link names')).toBeInTheDocument();
  openFile.mockImplementation(async () => known('a', folded('main 7')));
  await user.upload(input, new File(['a'], 'a.pb'));
  expect(await row('main')).toHaveTextContent('7');
});

it('takes the files that the page was opened with', async () => {
  openFile.mockImplementation(async (file: File) => known(file.name.charAt(0), folded(`main;${file.name} 7`)));
  const getFile = (name: string) => ({ getFile: async () => new File(['x'], name) });
  window.launchQueue = { setConsumer: (consume) => consume({ files: [getFile('a.pb'), getFile('b.pb')] }) };
  show('a', 'b');
  expect(await row('a.pb')).toHaveTextContent('7');
  expect(await row('main')).toHaveTextContent('14');
  delete window.launchQueue;
});

it('says why a file cannot be opened, in a line', async () => {
  const { user } = show('a');
  openFile.mockImplementation(async () => {
    throw Object.assign(new Error('cut-short'), { problem: { kind: 'cut-short' } });
  });
  await user.upload(screen.getByLabelText('Profile files: pprof or folded stacks'), new File(['x'], 'half.pb.gz'));
  expect(await screen.findByText('half.pb.gz is incomplete')).toBeInTheDocument();
});

it('merges a file and what was exported of another one, which names another period', async () => {
  const types = ['memory:inuse_space:bytes:space:bytes', 'memory:inuse_space:bytes:inuse_space:bytes'];
  const asked = jest.fn(async (_type: string) => folded('main 5'));
  known('a', folded('main 7'), [types[0]]);
  opened.set('b', { ...known('b', folded('x 1'), [types[1]]), profile: asked });
  show('a', 'b');
  expect(await row('main')).toHaveTextContent('12');
  expect(asked.mock.calls.map(([type]) => type)).toEqual([types[1]]);
});

it('says that files have no type in common, and opens one of them alone', async () => {
  known('a', folded('main 1'));
  known('b', folded('main 1'), ['memory:inuse_space:bytes:space:bytes']);
  const { state, user } = show('a', 'b');
  expect(await screen.findByText('The files have no profile type in common')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Open b.pb' }));
  expect(state().subject.file).toEqual([{ digest: 'b', name: 'b.pb' }]);
  expect(await row('main')).toBeInTheDocument();
});

describe('where a side of a comparison is empty', () => {
  const EMPTY = folded('main 0');
  const other = { file: [{ digest: 'b', name: 'b.pb' }] };

  it.each([
    ['the first', { a: EMPTY, b: folded('main;read 10\nmain;json 30') }, 'a.pb'],
    ['the second', { a: folded('main;read 10\nmain;json 30'), b: EMPTY }, 'b.pb'],
  ])('says that %s is, and the other one stays with all that can be done', async (_, { a, b }, empty) => {
    known('a', a);
    known('b', b);
    const { user, state } = showCompared(['a'], other);
    expect(await screen.findByText(`Nothing in ${empty}: all values are 0`)).toBeInTheDocument();
    expect(await row('json')).toHaveTextContent(/30.*75 %/);
    expect(screen.queryByTestId('comparison')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'End comparison' })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Swap' }));
    expect(state().subject.file).toEqual(other.file);
    expect(await screen.findByText(`Nothing in ${empty}: all values are 0`)).toBeInTheDocument();
    expect(await row('json')).toHaveTextContent(/30.*75 %/);
  });

  it('says of both that they are', async () => {
    known('a', EMPTY);
    known('b', EMPTY);
    showCompared(['a'], other);
    expect(await screen.findByText('Nothing in a.pb: all values are 0')).toBeInTheDocument();
    expect(screen.getByText('Nothing in b.pb: all values are 0')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Swap' })).toBeInTheDocument();
  });
});

describe('beside a service', () => {
  const other = { service: 'cart', dataSource: 'p', range: { from: '36000000', to: '39600000' } };

  function answered(graph: unknown, typeId = TYPE) {
    jest.mocked(useTab).mockImplementation(({ state }) => {
      const { tab } = fakeTab({ typeId, subject: state.subject });
      return {
        ...tab,
        namespace: { settled: { kind: 'any' }, answer: undefined, cancel: () => {} },
        profile: { ...tab.profile, graph, types: { kind: 'shown', value: [typeId] } },
      } as unknown as ReturnType<typeof useTab>;
    });
  }

  it('is compared with what the server answers, by shares, and is the second side after a swap', async () => {
    known('a', folded('main;read 10\nmain;json 30'));
    answered({ kind: 'shown', value: { profile: folded('main;read 500\nmain;json 500'), unit: 'short' } });
    const { user, state } = showCompared(['a'], other);
    // Half of the service, three quarters of the file.
    expect(await screen.findByTestId('comparison')).toHaveTextContent(/^a\.pb.*compared with.*cart, /);
    expect(await row('json')).toHaveTextContent('+50 %');
    expect(screen.getByTestId('by-share')).toHaveTextContent('what time the file covers is not known');
    await user.click(screen.getByRole('button', { name: 'Swap' }));
    expect(state().subject).toMatchObject({ service: 'cart', dataSource: 'p', range: other.range });
    expect(state().subject.file).toBeUndefined();
    expect(state().versus?.other).toEqual({ file: [{ digest: 'a', name: 'a.pb' }] });
  });

  it('stays where the service has nothing, or measures something else, and that is said', async () => {
    known('a', folded('main;read 10\nmain;json 30'));
    answered({ kind: 'failed', error: new Error('the server is too busy') });
    showCompared(['a'], other);
    expect(await screen.findByText(/^cart, .* could not be loaded: the server is too busy$/)).toBeInTheDocument();
    expect(await row('json')).toHaveTextContent('30');
    cleanup();
    answered({ kind: 'loading' }, 'memory:inuse_space:bytes:space:bytes');
    showCompared(['a'], other);
    expect(
      await screen.findByText(
        'process_cpu / samples cannot be compared with memory / inuse_space: they measure different things'
      )
    ).toBeInTheDocument();
  });

  it('says that the file is empty, and shows the service', async () => {
    known('a', folded('main 0'));
    answered({ kind: 'shown', value: { profile: folded('main;read 500\nmain;json 500'), unit: 'short' } });
    showCompared(['a'], other);
    expect(await screen.findByText('Nothing in a.pb: all values are 0')).toBeInTheDocument();
    expect(screen.getByText(/^cart, /)).toBeInTheDocument();
    expect(await row('json')).toHaveTextContent('50 %');
    expect(screen.getByRole('button', { name: 'Swap' })).toBeInTheDocument();
  });

  it('is offered where a data source can be asked', async () => {
    known('a', folded('main 1'));
    show('a');
    expect(await screen.findByRole('button', { name: 'Compare with a file' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Compare with a service' })).not.toBeInTheDocument();
    cleanup();
    listDataSources.mockReturnValue([{ uid: 'p' }]);
    show('a');
    expect(await screen.findByRole('button', { name: 'Compare with a service' })).toBeInTheDocument();
  });
});
