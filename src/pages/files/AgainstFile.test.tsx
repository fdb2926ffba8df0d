import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { stubCanvas } from '../../flamegraph/testing/canvasStub';
import { folded } from '../../profile/testing/drawn';
import { type Versus, type ViewState } from '../../viewstate/state';
import { compareWith } from '../../viewstate/versus';
import { CPU, fakeSeries, fakeTab, Queries } from '../service/testing/fakeTab';
import { AgainstFile } from './AgainstFile';
import { type LocalFile } from './localFiles';

jest.mock('../../flamegraph/FlameGraph', () => jest.requireActual('../../flamegraph/testing/graphProbe'));
jest.mock('../service/useSampleCount', () => ({ useSampleCount: () => undefined }));
let instances = 1;
jest.mock('../service/useRangeSeries', () => ({
  // A minute of one core an instance.
  useRangeSeries: () => ({
    data: {
      ...mockSeries,
      covered: 60,
      coverable: 60,
      total: 60 * instances,
      average: instances,
      instanceSeconds: 60 * instances,
    },
    error: undefined,
  }),
}));
const mockSeries = fakeSeries();

const opened = new Map<string, LocalFile>();
const openFile = jest.fn();
jest.mock('./localFiles', () => ({
  openedFile: (digest: string) => opened.get(digest),
  openFile: (file: File) => openFile(file),
}));

const NAME = { digest: 'a', name: 'a.pb' };

function known(text: string, { types = [CPU], seconds }: { types?: string[]; seconds?: number } = {}): LocalFile {
  const range = seconds === undefined ? undefined : { from: 1e12, to: 1e12 + 1000 * seconds };
  const file = { ...NAME, types, range, profile: async () => folded(text) };
  opened.set('a', file);
  return file;
}

/** A service that spends 30 of 60 s in json. */
const AFTER = {
  profile: folded('main;json 30000000000\nmain;read 30000000000'),
  unit: 'ns',
  frame: undefined,
} as const;

function show() {
  const { tab } = fakeTab();
  let state: ViewState = compareWith(tab.address.state, { other: { file: [NAME] } });
  state.graph.layout = 'table';
  function Host() {
    const [shown, setShown] = useState(state);
    state = shown;
    const go = (next: (now: ViewState) => ViewState | { state: ViewState }) => {
      const result = next(state);
      setShown('state' in result ? result.state : result);
    };
    const { subject, versus } = shown;
    return subject.file ? null : (
      <AgainstFile
        tab={{ ...tab, address: { ...tab.address, state: shown, go } }}
        typeId={CPU}
        versus={versus as Versus}
        files={[NAME]}
        after={AFTER}
        header={null}
        stale={false}
        onStateChange={jest.fn()}
        onOverTime={jest.fn()}
        exporting={undefined}
      />
    );
  }
  render(<Host />, { wrapper: Queries });
  return { user: userEvent.setup({ delay: null }), state: () => state };
}

const row = async (name: string) => (await screen.findByRole('button', { name })).closest('[role="row"]');

async function comparedRow(name: string) {
  await screen.findByTestId('comparison');
  return row(name);
}

beforeEach(() => {
  stubCanvas({ width: 1000, height: 600 });
  opened.clear();
  instances = 1;
});

it('compares the service with a file by shares where the file does not say its time, and says so', async () => {
  known('main;json 100000000\nmain;read 900000000');
  show();
  expect(await comparedRow('json')).toHaveTextContent('x 5');
  expect(screen.getByTestId('comparison')).toHaveTextContent(
    /^checkout.*compared with.*a\.pb.*does not say how long it was measured/
  );
  expect(screen.getByRole('combobox', { name: 'Compare by' })).toHaveValue('Share of total');
  expect(screen.getByTestId('by-share')).toHaveTextContent('what time the file covers is not known');
});

it('compares cores with a file that says its time, beside one instance', async () => {
  // 1 of 10 s in json: a tenth of a core, half a core in the service.
  known('main;json 1000000000\nmain;read 5000000000', { seconds: 10 });
  show();
  expect(await comparedRow('json')).toHaveTextContent('x 5');
  expect(await row('read')).toHaveTextContent('unchanged');
  expect(screen.getByTestId('comparison')).toHaveTextContent('covers 10 s');
  expect(screen.getByRole('combobox', { name: 'Compare by' })).toHaveValue('Per second');
  expect(screen.queryByTestId('by-share')).not.toBeInTheDocument();
});

it('compares shares with a file that may be of fewer instances than the service', async () => {
  instances = 3;
  known('main;json 1000000000\nmain;read 1000000000', { seconds: 10 });
  show();
  expect(await comparedRow('json')).toHaveTextContent('unchanged');
  expect(screen.getByTestId('by-share')).toHaveTextContent('of how many instances the file is, it does not say');
});

it('says what the file has where that is nothing like what is shown, and the service stays', async () => {
  known('main 1', { types: ['memory:inuse_space:bytes:space:bytes'] });
  show();
  expect(
    await screen.findByText('a.pb cannot be compared with process_cpu / cpu: it has memory / inuse_space')
  ).toBeInTheDocument();
  expect(await row('json')).toHaveTextContent('30 s');
});

it('asks for the file of a link, keeps the service meanwhile, and takes no other file for it', async () => {
  const { user } = show();
  expect(await screen.findByRole('heading', { name: 'Choose a.pb' })).toBeInTheDocument();
  expect(await row('json')).toHaveTextContent('30 s');
  const input = screen.getByLabelText('Profile files: pprof or folded stacks');
  openFile.mockImplementation(async () => ({ digest: 'b', name: 'b.pb' }));
  await user.upload(input, new File(['x'], 'b.pb'));
  expect(await screen.findByText('b.pb is not the file that the link names')).toBeInTheDocument();
  openFile.mockImplementation(async () => known('main;json 100000000\nmain;read 900000000'));
  await user.upload(input, new File(['x'], 'a.pb'));
  expect(await comparedRow('json')).toHaveTextContent('x 5');
});

it('makes the file the first side, and the service the second, with all that says which one it is', async () => {
  known('main;json 100000000\nmain;read 900000000');
  const { user, state } = show();
  await user.click(await screen.findByRole('button', { name: 'Swap' }));
  expect(state().subject.file).toEqual([NAME]);
  expect(state().versus?.other).toMatchObject({ service: 'checkout', dataSource: 'p' });
});
