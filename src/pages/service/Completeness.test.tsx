import { escapeRegex } from '@grafana/data';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FrameKind, ProfileInputError, type Profile } from '../../profile/model';
import { StackBuilder } from '../../profile/stacks';
import { DataSourceError } from '../../pyroscope/errors';
import { fetchSeries, type SeriesAnswer } from '../../pyroscope/series';
import { OverBudgetError, type Listener } from '../../pyroscope/wholeProfile';
import { Completeness } from './Completeness';
// What the page fetches when it is needed is there.
import './CutNote';
import { CPU, fakeTab, Queries } from './testing/fakeTab';
import { useWhole } from './useWhole';
import { type Tab } from './useTab';
import { type ShownGraph } from './questions';

jest.mock('../../pyroscope/series', () => ({
  ...jest.requireActual('../../pyroscope/series'),
  fetchSeries: jest.fn(),
}));
const series = jest.mocked(fetchSeries);

const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';

/** 1,000 ns, of which `cut` were not loaded. */
function profile(cut: number): Profile {
  const builder = new StackBuilder();
  builder.push(builder.intern('main'));
  builder.endStack(1000 - cut);
  builder.push(builder.intern('main'));
  builder.push(builder.intern('other', FrameKind.notLoaded));
  builder.endStack(cut);
  return builder.build();
}

const answer = (cut: number, whole?: ShownGraph['whole']): ShownGraph => ({
  profile: profile(cut),
  unit: 'ns',
  frame: undefined,
  whole,
});

interface ShownProps {
  base: ShownGraph;
  types?: string[];
  choice?: Parameters<typeof useWhole>[1];
}

/** The answer as the tab shows it, and whether something else may come in its place by itself. */
function Shown({ base, types = [], choice }: ShownProps) {
  const { tab } = fakeTab({ typeId: CPU });
  const profileOfTab = { ...tab.profile, types: { kind: 'shown', value: types } };
  const picture = useWhole(base, choice);
  return (
    <div data-testid="picture" data-coming={picture.coming}>
      <Completeness of={{ ...tab, profile: profileOfTab } as Tab} picture={picture} />
    </div>
  );
}

const show = (base: ShownGraph, types?: string[]) => render(<Shown base={base} types={types} />, { wrapper: Queries });
const settle = (ms = 0) => act(() => new Promise((resolve) => setTimeout(resolve, ms)));

describe('what is complete', () => {
  it('says so', async () => {
    show(answer(0));
    expect(await screen.findByText('complete')).toBeInTheDocument();
    expect(series).not.toHaveBeenCalled();
  });

  it('says of how many samples, from the totals of the values and of the type that counts them', async () => {
    const rates = (values: number[]): SeriesAnswer => ({
      series: [{ labels: {}, times: values.map((_, i) => i), values }],
      unit: 'cores',
      rate: true,
      stepMs: 15_000,
      range: { from: 0, to: 1 },
    });
    // 15 s of 2e-9 and of 4e-9 cores are 90 ns; 15 s of 0.2 and of 0.4 samples a second are 9.
    series.mockImplementation(async (_, { profileTypeId }) => rates(profileTypeId === CPU ? [2e-9, 4e-9] : [0.2, 0.4]));
    show(answer(0), [CPU, SAMPLES]);
    expect(await screen.findByText('complete · 100 samples')).toBeInTheDocument();
  });
});

describe('what is cut', () => {
  const load = () => new Promise<ShownGraph>(() => {});
  const budget = { ms: 3000, bytes: 8 * 2 ** 20 };

  it.each<[unknown, string]>([
    [undefined, 'lower bounds, 3.1 % not loaded'],
    [new OverBudgetError(budget, 'ms'), 'lower bounds, 3.1 % not loaded: the whole profile takes longer than 3 s'],
    [new OverBudgetError(budget, 'bytes'), 'lower bounds, 3.1 % not loaded: the whole profile is larger than 8 MiB'],
    [
      DataSourceError.fromFetch({ status: 403, data: { message: 'no' }, config: {} }),
      'lower bounds, 3.1 % not loaded: the whole profile needs the data source proxy',
    ],
    [DataSourceError.notPyroscope(), 'lower bounds, 3.1 % not loaded: the server does not offer the whole profile'],
    [
      new ProfileInputError('other-total', 'The totals differ.'),
      'lower bounds, 3.1 % not loaded: the whole profile has another total than the flame graph',
    ],
    [
      new ProfileInputError('bad-pprof', 'This is not a pprof: it is cut off.'),
      'lower bounds, 3.1 % not loaded: the whole profile cannot be read (This is not a pprof: it is cut off.)',
    ],
  ])('says how much, and why: %s', async (failure, text) => {
    show(answer(31, { failure, load }));
    const bounds = await screen.findByText('lower bounds, 3.1 % not loaded');
    expect(bounds.parentElement).toHaveTextContent(new RegExp(`^${escapeRegex(text)}$`));
  });

  it('offers to load all, but not where that would be refused again', async () => {
    const { unmount } = show(answer(31, { failure: new OverBudgetError(budget, 'ms'), load }));
    expect(await screen.findByRole('button', { name: 'Load all' })).toBeInTheDocument();
    unmount();
    show(answer(31, { failure: DataSourceError.fromFetch({ status: 403, data: {}, config: {} }), load }));
    expect(await screen.findByText(/^lower bounds/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Load all' })).not.toBeInTheDocument();
  });

  it('loads all with progress, and can be stopped', async () => {
    let stopped = false;
    const whole = {
      load: ({ signal, onBytes }: { signal: AbortSignal; onBytes?(n: number): void }) => {
        signal.addEventListener('abort', () => (stopped = true));
        setTimeout(() => onBytes?.(4_404_019), 150);
        return load();
      },
    };
    show(answer(31, whole));
    await userEvent.click(await screen.findByRole('button', { name: 'Load all' }));
    expect(await screen.findByText('Loading all, 4.2 MiB so far')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(stopped).toBe(true);
    expect(screen.getByRole('button', { name: 'Load all' })).toBeInTheDocument();
  });

  it('is replaced by the whole profile when that comes, but not under an open menu or a pressed pointer', async () => {
    let come = (_: ShownGraph) => {};
    const coming = new Promise<ShownGraph>((resolve) => (come = resolve));
    show(answer(31, { coming, load }));
    expect(screen.getByTestId('picture')).toHaveAttribute('data-coming', 'true');
    const menu = document.body.appendChild(document.createElement('div'));
    menu.setAttribute('role', 'menu');
    come(answer(0));
    await settle(250);
    expect(screen.getByText(/^lower bounds/)).toBeInTheDocument();
    window.dispatchEvent(new Event('pointerdown'));
    menu.remove();
    await settle(250);
    expect(screen.getByText(/^lower bounds/)).toBeInTheDocument();
    window.dispatchEvent(new Event('pointerup'));
    expect(await screen.findByText('complete')).toBeInTheDocument();
  });

  it('is not asked for where the link wants all of a graph that is complete', () => {
    const cancel = jest.fn();
    render(<Shown base={answer(0, { coming: new Promise(() => {}), cancel })} choice={{ all: true }} />, {
      wrapper: Queries,
    });
    expect(screen.getByText('complete')).toBeInTheDocument();
    expect(cancel).not.toHaveBeenCalled();
  });

  it('loads all at once where the link wants it, in the place of what comes within the budget, until that is stopped', async () => {
    const onAll = jest.fn();
    const cancel = jest.fn();
    const ask = jest.fn((_: Listener) => new Promise<ShownGraph>(() => {}));
    const base = answer(31, { coming: new Promise(() => {}), cancel, load: ask });
    const { rerender } = render(<Shown base={base} choice={{ all: true, onAll }} />, { wrapper: Queries });
    expect(await screen.findByText(/^Loading all/)).toBeInTheDocument();
    expect(cancel).toHaveBeenCalled();
    rerender(<Shown base={base} choice={{ all: true, onAll }} />);
    expect(ask).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    // What was given up for it does not come any more: nobody waits for it.
    expect(screen.getByTestId('picture')).toHaveAttribute('data-coming', 'false');
    expect(ask.mock.calls[0][0].signal.aborted).toBe(true);
    expect(onAll.mock.calls).toEqual([[false]]);
    rerender(<Shown base={base} choice={{ all: false, onAll }} />);
    await userEvent.click(screen.getByRole('button', { name: 'Load all' }));
    expect(onAll).toHaveBeenLastCalledWith(true);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('stops what is on its way when another answer is shown', async () => {
    const cancel = jest.fn();
    const { rerender } = show(answer(31, { coming: new Promise(() => {}), cancel, load }));
    rerender(<Shown base={answer(0)} />);
    expect(cancel).toHaveBeenCalledTimes(1);
  });
});
