import { createDataFrame, type DataFrame } from '@grafana/data';
import { reportInteraction } from '@grafana/runtime';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { type Profile } from '../../profile/model';
import { folded } from '../../profile/testing/drawn';
import { LoadMore } from './LoadMore';
import { Picture } from './Picture';
import { CPU, fakeTab } from './testing/fakeTab';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), reportInteraction: jest.fn() }));
const classic = jest.fn();
jest.mock('@grafana/flamegraph', () => ({ FlameGraph: (props: { data: DataFrame }) => classic(props.data) }));

const frameOf = (name: string) => createDataFrame({ name, fields: [] });

/** The picture in the classic view; `next` renders it with another answer. */
function showClassic(first: DataFrame | undefined) {
  const { tab, state } = fakeTab({ view: 'classic' });
  Object.assign(tab, { settings: { largestMaxNodes: 1, defaultMaxNodes: 1 } });
  const picture = (frame: DataFrame | undefined) => (
    <Picture tab={tab} answer={{ profile: folded('main 1'), unit: 'ns', frame }} asking={false} stale={false} />
  );
  const { rerender } = render(picture(first));
  return { state, next: (frame: DataFrame) => rerender(picture(frame)) };
}

describe('Load more', () => {
  /** `other` is what the server has cut. */
  function show(detail: 'usual' | 'more', profile: Profile) {
    const { tab, state } = fakeTab({ detail });
    Object.assign(tab, { settings: { largestMaxNodes: 2, defaultMaxNodes: 1 } });
    const answer = { profile, unit: 'ns', frame: undefined };
    render(
      <LoadMore
        tab={tab}
        picture={{ answer, failure: undefined, coming: false, loading: undefined, loadAll: undefined }}
      />
    );
    return state;
  }

  it('asks for more frames, and is undone by "Load less"', async () => {
    const cut = folded('main 1\nother 1');
    const state = show('usual', cut);
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(state().detail).toBe('more');
    const after = show('more', cut);
    await userEvent.click(screen.getByRole('button', { name: 'Load less' }));
    expect(after().detail).toBe('usual');
  });

  it('is undone where nothing is cut any more, too, and not offered where nothing was', () => {
    show('more', folded('main 1'));
    expect(screen.getByRole('button', { name: 'Load less' })).toBeInTheDocument();
    cleanup();
    show('usual', folded('main 1'));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});

describe('Grafana classic', () => {
  beforeEach(() => {
    classic.mockReset();
    // React reports what a boundary has caught.
    jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());

  it('that throws says so in its own place, and the way back is there', async () => {
    classic.mockImplementation(() => {
      throw new Error('too many siblings');
    });
    const { state } = showClassic(frameOf('a'));
    expect(await screen.findByRole('alert')).toHaveTextContent('too many siblings');
    expect(screen.getByText('Understand flame graphs')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Service Profiles flame graph/ }));
    expect(state().view).toBe('own');
  });

  it('is tried afresh with the next answer', async () => {
    classic.mockImplementation((frame: DataFrame) => {
      if (frame.name === 'a') {
        throw new Error('too many siblings');
      }
      return `classic ${frame.name}`;
    });
    const { next } = showClassic(frameOf('a'));
    await screen.findByRole('alert');
    next(frameOf('b'));
    expect(await screen.findByText('classic b')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says that it cannot show what the data source did not answer itself', () => {
    showClassic(undefined);
    expect(screen.getByText('Not available in the classic view')).toBeInTheDocument();
    expect(classic).not.toHaveBeenCalled();
  });
});

it("tells Grafana's collector of the first profile and of each other kind, and nothing of what is in it", () => {
  jest.mocked(reportInteraction).mockClear();
  const picture = (typeId: string) => (
    <Picture
      tab={{ ...fakeTab({ view: 'classic', typeId }).tab }}
      answer={{ profile: folded('main 1'), unit: 'ns', frame: undefined }}
      asking={false}
      stale={false}
    />
  );
  const { rerender } = render(picture(CPU));
  const told = () => jest.mocked(reportInteraction).mock.calls;
  expect(told()).toEqual([['service_profiles_opened', { group: 'cpu' }]]);
  rerender(picture(CPU));
  rerender(picture('process_cpu:samples:count:cpu:nanoseconds'));
  expect(told()).toHaveLength(1);
  rerender(picture('memory:alloc_space:bytes:space:bytes'));
  expect(told().slice(1)).toEqual([['service_profiles_opened', { group: 'memory' }]]);
});
