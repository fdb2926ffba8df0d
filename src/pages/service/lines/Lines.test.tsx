import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import React from 'react';
import { linedStacks, type LinedStacks } from '../../../profile/pprof/lines';
import { encode, fields, packed, type Field } from '../../../profile/pprof/testing/encode';
import type { Profile } from '../../../profile/model';
import { folded } from '../../../profile/testing/drawn';
import type { Transform } from '../../../profile/transforms/transforms';
import { fetchDecoded } from '../../../pyroscope/decodedProfile';
import { fetchLabelValues } from '../../../pyroscope/labels';
import { readSettings } from '../../settings/schema';
import { DataSourceError } from '../../../pyroscope/errors';
import { type Listener } from '../../../pyroscope/wholeProfile';
import { type ShownGraph } from '../questions';
import { defaultViewState } from '../../../viewstate/state';
import { CPU, fakeTab, GOROUTINES, Queries, SPAN } from '../testing/fakeTab';
import { Lines } from './Lines';
import { linesLeft } from './transformed';

jest.mock('../../../pyroscope/decodedProfile', () => ({ fetchDecoded: jest.fn() }));
jest.mock('../../../pyroscope/labels', () => ({ fetchLabelValues: jest.fn() }));
jest.mock('./transformed', () => {
  const { linesLeft: left } = jest.requireActual<typeof import('./transformed')>('./transformed');
  return { linesLeft: jest.fn(left) };
});
const ask = jest.mocked(fetchDecoded<'lines'>);
const labelValues = jest.mocked(fetchLabelValues);
const settings = readSettings({});

// A Go program whose lines `go tool pprof -list` knows (list.txt beside it): 170 ms in all.
const FILE = join(__dirname, '../../../profile/pprof/testdata/list/cpu.pb.gz');
const recorded = () => linedStacks(new Uint8Array(gunzipSync(readFileSync(FILE))), 'cpu');
const shown = (change: Partial<ShownGraph> = {}): ShownGraph => ({
  profile: folded('main 1'),
  unit: 'ns',
  frame: undefined,
  ...change,
});

interface Shown {
  answer?: ShownGraph;
  typeId?: string;
  transforms?: Transform[];
}

function show(name: string, { answer = shown(), typeId = CPU, transforms }: Shown = {}) {
  const asked = fakeTab({ typeId }).tab.asked!;
  const onOnly = jest.fn();
  const onClose = jest.fn();
  const { profile } = answer;
  const state = { ...defaultViewState().graph, lines: name, transforms };
  const own = undefined;
  const lines = <Lines {...{ asked, settings, typeId, answer, profile, state, own, onOnly, onClose }} />;
  return { onOnly, onClose, ...render(lines, { wrapper: Queries }) };
}

const rows = async () => {
  const table = await screen.findByRole('table', { name: 'Lines of list/main.go' });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent));
};

beforeEach(() => {
  // jsdom has neither; the drawer's title asks whether it is cut off, its content whether it scrolls.
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Object.assign(window, { ResizeObserver: Observer, IntersectionObserver: Observer });
  labelValues.mockReset().mockResolvedValue([]);
  ask.mockReset().mockImplementation(() => Promise.resolve(recorded()));
});

describe('the source lines of a symbol', () => {
  it('are file, line, self, total and share, as pprof lists them, with what is inlined there', async () => {
    show('main.tree');
    expect((await rows()).map((row) => row.slice(0, 4))).toEqual([
      ['28', '', '100 ms', '58.8 %'],
      ['30', '', '140 ms', '82.4 %'],
      ['31', '', '160 ms', '94.1 %'],
      ['32', '30 ms', '40 ms', '23.5 %'],
      ['33', '10 ms', '30 ms', '17.6 %'],
    ]);
    expect((await rows()).at(-1)!.at(-1)).toMatch(/^inlined: main\.mix 20 ms/);
    expect(screen.getByText('self 40 ms 23.5 %')).toBeInTheDocument();
    expect(screen.getByText('total 170 ms 100 %')).toBeInTheDocument();
    expect(screen.getByText('5 lines')).toBeInTheDocument();
  });

  it('open into who calls, and from which line', async () => {
    show('main.mix');
    expect(await rows()).toEqual([['15', '20 ms', '20 ms', '100 %', '1 caller']]);
    await userEvent.click(screen.getByRole('button', { name: '1 caller' }));
    const callers = screen.getByRole('list', { name: 'Callers of line 15' });
    expect(callers).toHaveTextContent('20 ms main.tree list/main.go:33 inlined there');
  });

  it('are asked for once for all symbols, by the question of the picture', async () => {
    const { rerender } = show('main.mix');
    await rows();
    const asked = fakeTab().tab.asked!;
    rerender(
      <Lines
        {...{ asked, settings, typeId: CPU, answer: shown(), profile: shown().profile, own: undefined }}
        {...{ onOnly: jest.fn(), onClose: jest.fn() }}
        state={{ ...defaultViewState().graph, lines: 'main.tree' }}
      />
    );
    expect(await screen.findByText('5 lines')).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(1);
    const labelSelector = '{service_name="checkout", namespace="shop"}';
    expect(ask.mock.calls[0].slice(0, 3)).toEqual([
      asked.dataSource,
      { profileTypeId: CPU, labelSelector, range: SPAN },
      'lines',
    ]);
  });

  it('of a snapshot cover the round that is shown', async () => {
    const round = { from: 1000, to: 2000, at: 2000, value: 1, instances: 1, alive: 1 };
    const snapshot = { kind: 'round', choice: 'latest', round, insteadOfPeak: false } as const;
    show('main.mix', { typeId: GOROUTINES, answer: shown({ snapshot, unit: 'short' }) });
    await rows();
    expect(ask.mock.calls[0][1].range).toEqual({ from: 1001, to: 2001 });
  });

  it('of one trace are of just that, as the graph is', async () => {
    const pprof = { profileTypeId: CPU, labelSelector: '{}', range: { from: 1, to: 2 }, traceId: 'ab' };
    const only = { only: { kind: 'trace', id: 'ab' }, outcome: { kind: 'found' }, pprof } as const;
    show('main.mix', { answer: shown({ only }) });
    await rows();
    expect(ask.mock.calls[0][1]).toEqual(pprof);
  });

  it('of a span are told by no server, and that is said', async () => {
    const only = { only: { kind: 'span', id: 'ab' }, outcome: { kind: 'found' }, pprof: undefined } as const;
    show('main.mix', { answer: shown({ only }) });
    expect(await screen.findByText('The server tells no source lines of a span.')).toBeInTheDocument();
    expect(ask).not.toHaveBeenCalled();
  });

  describe('where transforms change the picture', () => {
    const NOTE = 'Of all stacks: transforms are not applied to these source lines.';
    const keep: Transform = { kind: 'keep', about: 'main.checkout' };
    const picture = folded('main.checkout;main.work 2000000000\nmain.pay;main.work 7000000000');
    /** main.checkout:3 and main.pay:4 call main.work:5. */
    const calls = () => {
      const names = ['main.checkout', 'main.pay', 'main.work'];
      const bytes = encode([
        [1, fields({ 1: 1, 2: 1 })],
        [2, fields({ 1: packed([3, 1]), 2: packed([2e9]) })],
        [2, fields({ 1: packed([3, 2]), 2: packed([7e9]) })],
        ...names.map((_, i): Field => [4, fields({ 1: i + 1, 4: fields({ 1: i + 1, 2: i + 3 }) })]),
        ...names.map((_, i): Field => [5, fields({ 1: i + 1, 2: i + 2, 4: 5 })]),
        ...['', 'cpu', ...names, 'list/main.go'].map((text): Field => [6, text]),
      ]);
      return linedStacks(bytes, 'cpu');
    };

    beforeEach(() => {
      ask.mockImplementation(() => Promise.resolve(calls()));
    });

    it('are of what they leave', async () => {
      const { unmount } = show('main.work', { answer: shown({ profile: picture }), transforms: [keep] });
      expect(await rows()).toEqual([['5', '2 s', '2 s', '100 %', '1 caller']]);
      expect(screen.getByText('self 2 s 100 %')).toBeInTheDocument();
      expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
      unmount();
      show('main.work', { answer: shown({ profile: picture }), transforms: [{ ...keep, off: true }] });
      expect(await rows()).toEqual([['5', '9 s', '9 s', '100 %', '2 callers']]);
      expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
    });

    it('are what a pattern finds, once it is compiled', async () => {
      const hide: Transform = { kind: 'hide', about: '^main\\.pay$', regex: true };
      show('main.work', { answer: shown({ profile: picture }), transforms: [hide] });
      expect(await rows()).toEqual([['5', '2 s', '2 s', '100 %', '1 caller']]);
    });

    it('of an average are divided as the whole graph is', async () => {
      const average = folded('main.checkout;main.work 200000000\nmain.pay;main.work 700000000');
      const answer = shown({ profile: average, snapshot: { kind: 'average' } });
      show('main.work', { typeId: GOROUTINES, answer, transforms: [keep] });
      expect(await rows()).toEqual([['5', '200 ms', '200 ms', '100 %', '1 caller']]);
    });

    it('say of a function that is gone that nothing of it is left', async () => {
      show('main.pay', { answer: shown({ profile: picture }), transforms: [keep] });
      expect(await screen.findByText('Transforms leave nothing of this function.')).toBeInTheDocument();
      expect(screen.queryByText(/^The profile has no source lines/)).not.toBeInTheDocument();
    });

    it('stay with a refresh until those of the new picture are there', async () => {
      const { rerender } = show('main.work', { answer: shown({ profile: picture }), transforms: [keep] });
      await rows();
      let come: (stacks: LinedStacks) => void = () => {};
      ask.mockImplementation(() => new Promise((resolve) => (come = resolve)));
      const asked = { ...fakeTab().tab.asked!, shown: { from: SPAN.from + 15_000, to: SPAN.to + 15_000 } };
      const later = folded('main.checkout;main.work 4000000000\nmain.pay;main.work 14000000000');
      const answer = shown({ profile: later });
      const state = { ...defaultViewState().graph, lines: 'main.work', transforms: [keep] };
      rerender(
        <Lines
          {...{ asked, settings, typeId: CPU, answer, profile: later, state, own: undefined }}
          {...{ onOnly: jest.fn(), onClose: jest.fn() }}
        />
      );
      await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
      // Time enough for what is wrong to be shown.
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(await rows()).toEqual([['5', '2 s', '2 s', '100 %', '1 caller']]);
      expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
      const { value, total, ...stacks } = calls();
      act(() => come({ ...stacks, value: value.map((each) => each * 2), total: total * 2 }));
      await waitFor(async () => expect(await rows()).toEqual([['5', '4 s', '4 s', '100 %', '1 caller']]));
    });

    it('wait for the picture that they are of, where they come first', async () => {
      const { rerender } = show('main.work', { answer: shown({ profile: picture }), transforms: [keep] });
      await rows();
      const { value, total, ...stacks } = calls();
      ask.mockResolvedValue({ ...stacks, value: value.map((each) => each * 2), total: total * 2 });
      const asked = { ...fakeTab().tab.asked!, shown: { from: SPAN.from + 15_000, to: SPAN.to + 15_000 } };
      const state = { ...defaultViewState().graph, lines: 'main.work', transforms: [keep] };
      const of = (profile: Profile, isSettled: boolean) => (
        <Lines
          {...{ asked, settings, typeId: CPU, answer: shown({ profile }), profile, state, own: undefined, isSettled }}
          {...{ onOnly: jest.fn(), onClose: jest.fn() }}
        />
      );
      rerender(of(picture, false));
      await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
      // Time enough for what is wrong to be shown.
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(await rows()).toEqual([['5', '2 s', '2 s', '100 %', '1 caller']]);
      expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
      rerender(of(folded('main.checkout;main.work 4000000000\nmain.pay;main.work 14000000000'), true));
      await waitFor(async () => expect(await rows()).toEqual([['5', '4 s', '4 s', '100 %', '1 caller']]));
    });

    it('that cannot be worked out say so in their drawer', async () => {
      jest.mocked(linesLeft).mockRejectedValueOnce(new Error('Loading chunk 5 failed.'));
      show('main.work', { answer: shown({ profile: picture }), transforms: [keep] });
      expect(within(screen.getByRole('dialog')).getByText(/main\.work/)).toBeInTheDocument();
      expect(await screen.findByRole('alert')).toBeInTheDocument();
    });

    it.each([
      ['was cut', folded('main.checkout;main.work 2000000000\nmain.pay;other 7000000000')],
      ['lacks a little', folded('main.checkout;main.work 2000000000\nmain.pay;main.work 6990000000\nother 10000000')],
      ['is of other profiles', folded('main.checkout;main.work 2000000000\nmain.pay;main.work 6000000000')],
    ])('are of all stacks, and say so, where the picture %s', async (_, profile) => {
      show('main.work', { answer: shown({ profile }), transforms: [keep] });
      expect(await screen.findByRole('note')).toHaveTextContent(NOTE);
      expect(await rows()).toEqual([['5', '9 s', '9 s', '100 %', '2 callers']]);
    });
  });

  it('of an average are divided as the graph is', async () => {
    const answer = shown({ profile: folded('main 17000000'), snapshot: { kind: 'average' } });
    show('main.mix', { typeId: GOROUTINES, answer });
    expect(await rows()).toEqual([['15', '2 ms', '2 ms', '100 %', '1 caller']]);
  });

  it('are lower bounds where the server cut the profile', async () => {
    ask.mockResolvedValue({ ...recorded(), notLoaded: 17e6 });
    show('main.mix');
    expect(await rows()).toEqual([['15', '≥ 20 ms', '≥ 20 ms', '100 %', '1 caller']]);
    expect(screen.getByText('lower bounds, 10 % not loaded')).toBeInTheDocument();
    // 20 of 170.
    expect(screen.getByText('self ≥ 20 ms 11.7 %')).toBeInTheDocument();
  });

  it('are rounded down where they are lower bounds', async () => {
    ask.mockResolvedValue({ ...recorded(), notLoaded: 17e6 });
    // 12.98 ms.
    const answer = shown({ profile: folded('main 110330000'), snapshot: { kind: 'average' } });
    show('main.mix', { typeId: GOROUTINES, answer });
    expect(await rows()).toEqual([['15', '≥ 12.9 ms', '≥ 12.9 ms', '100 %', '1 caller']]);
  });

  it('say how much has come, and leaving ends the request', async () => {
    let listener: Listener | undefined;
    ask.mockImplementation((_, __, ___, given) => {
      listener = given;
      return new Promise<LinedStacks>(() => {});
    });
    const { unmount } = show('main.mix');
    expect(await screen.findByText('Loading source lines…')).toBeInTheDocument();
    React.act(() => listener!.onBytes!(2_000_000));
    expect(screen.getByText(/^Loading source lines, 1\.9\d* MiB so far$/)).toBeInTheDocument();
    unmount();
    expect(listener!.signal.aborted).toBe(true);
  });

  it('that the proxy refuses are not known, with the reason; what may come yet can be asked for again', async () => {
    const refused = DataSourceError.fromFetch({ status: 403, data: { message: 'data source access denied' } });
    ask.mockRejectedValueOnce(refused);
    const { unmount } = show('main.mix');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Source lines are not known: the whole profile needs the data source proxy'
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
    unmount();
    ask.mockRejectedValueOnce(DataSourceError.fromFetch({ status: 504, data: {} }));
    show('main.mix');
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
  });

  it('that no profiler sent are said to be missing', async () => {
    show('someone.else');
    expect(await screen.findByText(/^The profile has no source lines of this function/)).toBeInTheDocument();
  });

  it('link to the source by the labels of the service, and say what is not sure', async () => {
    const values: Record<string, string[]> = { service_repository: ['https://github.com/me/list'] };
    labelValues.mockImplementation((_, label) => Promise.resolve(values[label] ?? []));
    const { unmount } = show('main.mix');
    const place = 'Open list/main.go:15';
    expect(await screen.findByRole('link', { name: place })).toHaveAttribute(
      'href',
      'https://github.com/me/list/blob/HEAD/list/main.go#L15'
    );
    expect(screen.getByRole('link', { name: place })).toHaveAttribute('title', expect.stringMatching(/newest version/));
    unmount();
    values.service_git_ref = ['a1b2c3d'];
    show('main.mix');
    await waitFor(() =>
      expect(screen.getByRole('link', { name: place })).toHaveAttribute(
        'href',
        'https://github.com/me/list/blob/a1b2c3d/list/main.go#L15'
      )
    );
    expect(screen.queryByText(/builds are added up/)).not.toBeInTheDocument();
  });

  it('of several builds are said to be added up, and one can be chosen', async () => {
    labelValues.mockImplementation((_, label) =>
      Promise.resolve(label === 'service_git_ref' ? ['a1b2c3d', 'e4f5a6b'] : [])
    );
    const { onOnly } = show('main.mix');
    expect(await screen.findByText('Lines of 2 builds are added up here. Show one:')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'e4f5a6b' }));
    expect(onOnly).toHaveBeenCalledWith('e4f5a6b');
  });

  it('have their text beside what they cost, from a folder that is picked, until it is forgotten', async () => {
    const text = readFileSync(join(__dirname, '../../../profile/pprof/testdata/list/main.go.txt'), 'utf8');
    const fileAt = (path: string, content: string) => {
      const file = new File([content], path.split('/').at(-1)!);
      const text = () => Promise.resolve(content);
      return Object.defineProperties(file, { webkitRelativePath: { value: path }, text: { value: text } });
    };
    show('main.tree');
    await rows();
    const files = [fileAt('work/list/main.go', text), fileAt('work/other/main.go', 'package other')];
    fireEvent.change(screen.getByTestId('source-folder'), { target: { files } });
    expect(screen.getByText('work: 2 files, read in this browser only')).toBeInTheDocument();
    const code = await screen.findByRole('table', { name: 'Text of work/list/main.go' });
    const cells = within(code)
      .getAllByRole('row')
      .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent));
    expect(cells).toContainEqual(['10 ms', '30 ms', '33', '\t\tleft = mix(left, right)']);
    expect(cells).toContainEqual(['', '', '29', '\t}']);
    expect(cells[0][2]).toBe('24');
    await userEvent.click(screen.getByRole('button', { name: 'Forget' }));
    expect(screen.queryByRole('table', { name: /^Text of/ })).not.toBeInTheDocument();
  });

  it('say where a folder has no such file', async () => {
    show('main.mix');
    await rows();
    const file = Object.defineProperty(new File(['x'], 'x.go'), 'webkitRelativePath', { value: 'work/x.go' });
    fireEvent.change(screen.getByTestId('source-folder'), { target: { files: [file] } });
    expect(await screen.findByText('No file in work matches this one, or several do.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Forget' }));
  });

  it('close by Escape wherever the focus is, which no other key of the page hears', async () => {
    const heard = jest.fn();
    document.addEventListener('keydown', heard);
    const { onClose } = show('main.mix');
    await rows();
    act(() => (document.activeElement as HTMLElement).blur());
    await userEvent.keyboard('{Escape}');
    document.removeEventListener('keydown', heard);
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(heard).not.toHaveBeenCalled();
  });
});
