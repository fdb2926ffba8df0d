import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { stubCanvas } from '../../flamegraph/testing/canvasStub';
import { type Profile } from '../../profile/model';
import { folded } from '../../profile/testing/drawn';
import { withSubject } from '../../viewstate/changes';
import { defaultViewState, type ViewState } from '../../viewstate/state';
import { Queries } from '../service/testing/fakeTab';
import { type LocalFile } from './localFiles';
import { LocalPart } from './LocalPart';

jest.mock('../../flamegraph/FlameGraph', () => jest.requireActual('../../flamegraph/testing/graphProbe'));

const opened = new Map<string, LocalFile>();
const openFile = jest.fn();
jest.mock('./localFiles', () => ({
  openedFile: (digest: string) => opened.get(digest),
  openFile: (file: File) => openFile(file),
}));

const TYPE = 'process_cpu:samples:count:cpu:nanoseconds';

function known(digest: string, profile: Profile, types = [TYPE]): LocalFile {
  const file = { name: `${digest}.pb`, digest, types, range: undefined, profile: async () => profile };
  opened.set(digest, file);
  return file;
}

function show(...digests: string[]) {
  const file = digests.map((digest) => ({ digest, name: `${digest}.pb` }));
  let state: ViewState = withSubject(defaultViewState(), { file });
  state.graph.layout = 'table';
  function Host() {
    const [shown, setShown] = useState(state);
    state = shown;
    const go = (next: (now: ViewState) => ViewState | { state: ViewState }) => {
      const result = next(state);
      setShown('state' in result ? result.state : result);
    };
    return <LocalPart address={{ state: shown, go }} />;
  }
  render(
    <Queries>
      <Host />
    </Queries>
  );
  return { user: userEvent.setup({ delay: null }), state: () => state };
}

const row = async (name: string) => (await screen.findByRole('button', { name })).closest('[role="row"]');

beforeEach(() => {
  stubCanvas({ width: 1000, height: 600 });
  opened.clear();
  openFile.mockReset();
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

it('says that files have no type in common', async () => {
  known('a', folded('main 1'));
  known('b', folded('main 1'), ['memory:inuse_space:bytes:space:bytes']);
  show('a', 'b');
  expect(await screen.findByText('The files have no profile type in common')).toBeInTheDocument();
});
