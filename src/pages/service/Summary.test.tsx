import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { folded } from '../../profile/testing/drawn';
import { fetchRangeSeries } from '../../pyroscope/rangeSeries';
import { fetchLastProfile } from '../../pyroscope/summary';
import { SnapshotChoice } from './SnapshotChoice';
import { SnapshotLabel } from './SnapshotLabel';
import { Summary } from './Summary';
import { fakeSeries, fakeTab, GOROUTINES, HOUR, Queries, SPAN } from './testing/fakeTab';

jest.mock('../../pyroscope/rangeSeries');
jest.mock('../../pyroscope/summary');
const ranges = jest.mocked(fetchRangeSeries);

const show = (...args: Parameters<typeof fakeTab>) => {
  const { tab } = fakeTab(...args);
  return render(<Summary tab={tab} />, { wrapper: Queries });
};
const said = () => screen.getByTestId('summary').textContent;

const NOW = SPAN.to + 3_000;
const PODS = { kind: 'pod' as const, label: 'pod', count: 8 };

afterEach(() => jest.restoreAllMocks());

beforeEach(() => {
  jest.resetAllMocks();
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  ranges.mockImplementation((_, { range }) =>
    Promise.resolve(fakeSeries(range.to === SPAN.to ? { instances: PODS } : { average: 0.311 }))
  );
  jest.mocked(fetchLastProfile).mockImplementation(() => Promise.resolve({ time: NOW - 12_000, exact: true }));
});

describe('the summary line', () => {
  it('says average, change, instances and age, each by one small query', async () => {
    show();
    await waitFor(() =>
      expect(said()).toBe('avg 0.42 cores (97 % covered)·+35 % vs previous hour·8 pods·last profile 12 s ago')
    );
    expect(ranges.mock.calls.map(([, { range }]) => range)).toEqual([
      SPAN,
      { from: SPAN.from - 3_600_000, to: SPAN.from },
    ]);
    expect(fetchLastProfile).toHaveBeenCalledTimes(1);
  });

  it('says where a number comes from', async () => {
    show();
    await userEvent.hover(await screen.findByText('8 pods'));
    expect(await screen.findByText(/Different values of the label pod among the profiles/)).toBeInTheDocument();
  });

  it('says why the series add up to more than the flame graph, of the same profiles only', async () => {
    const { tab } = fakeTab();
    // 0.42 cores for 58 minutes are 1,461.6 s.
    const graph = {
      kind: 'shown' as const,
      value: { profile: folded('main 1440000000000'), unit: 'ns', frame: undefined },
    };
    const shown = { ...tab, profile: { ...tab.profile, graph } };
    const { rerender } = render(<Summary tab={shown} />, { wrapper: Queries });
    await userEvent.hover(await screen.findByText(/^avg/));
    expect(await screen.findByText(/That total is 24.4 mins, the flame graph’s 24 mins. No error/)).toBeInTheDocument();
    const subject = { ...tab.address.state.subject, window: { from: SPAN.from, to: SPAN.from + 60_000 } };
    const state = { ...tab.address.state, subject };
    rerender(<Summary tab={{ ...shown, address: { ...tab.address, state } }} />);
    await waitFor(() => expect(screen.queryByText(/No error/)).not.toBeInTheDocument());
    expect(screen.getByText(/Average over the range/)).toBeInTheDocument();
  });

  it('asks nothing before the flame graph is there', async () => {
    show({ settled: false });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ranges).not.toHaveBeenCalled();
    expect(said()).toBe('');
  });

  it('leaves out what cannot be answered, and keeps the rest', async () => {
    ranges.mockImplementation((_, { range }) =>
      range.to === SPAN.to ? Promise.resolve(fakeSeries()) : Promise.reject(new Error('too far back'))
    );
    show();
    await waitFor(() => expect(said()).toBe('avg 0.42 cores (97 % covered)·last profile 12 s ago'));
  });

  it('asks for the range before once a minute, however often it refreshes by itself', async () => {
    const tabAt = (seconds: number) => {
      const span = { from: SPAN.from + seconds * 1000, to: SPAN.to + seconds * 1000 };
      const { tab } = fakeTab();
      return { ...tab, clock: { ...tab.clock, span, automatic: true } };
    };
    const befores = () => ranges.mock.calls.map(([, { range }]) => range).filter(({ to }) => to <= SPAN.from + 120_000);
    const { rerender } = render(<Summary tab={tabAt(10)} />, { wrapper: Queries });
    for (const seconds of [20, 30, 40, 50, 59, 60, 70]) {
      await act(async () => rerender(<Summary tab={tabAt(seconds)} />));
    }
    await waitFor(() =>
      expect(befores()).toEqual([
        { from: SPAN.from - HOUR, to: SPAN.from },
        { from: SPAN.from - HOUR + 60_000, to: SPAN.from + 60_000 },
      ])
    );
    // All else is as new as the refresh.
    expect(ranges.mock.calls.length).toBe(2 + 8);
  });

  it('has no age where the range does not end now', async () => {
    show({ subject: { range: { from: '1', to: '2' } } });
    await waitFor(() => expect(said()).toBe('avg 0.42 cores (97 % covered)·+35 % vs previous hour·8 pods'));
    expect(fetchLastProfile).not.toHaveBeenCalled();
  });

  it('of snapshots asks for nothing that they say already', async () => {
    const instances = { kind: 'pod' as const, label: 'pod', count: 2 };
    const newest = { from: NOW - 5_000, to: NOW - 5_000 };
    ranges.mockResolvedValue(
      fakeSeries({ kind: 'value', unit: 'short', average: 349, covered: 3600, instances, newest })
    );
    show({ typeId: GOROUTINES });
    await waitFor(() => expect(said()).toBe('avg 349 goroutines·±0 % vs previous hour·2 pods·last profile 5 s ago'));
    expect(fetchLastProfile).not.toHaveBeenCalled();
  });
});

describe('the choice of a snapshot', () => {
  it('is the latest by default, and goes into the state', async () => {
    const { tab, state } = fakeTab({ typeId: GOROUTINES });
    render(<SnapshotChoice tab={tab} />);
    expect(screen.getByRole('radio', { name: 'latest' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'at peak' }));
    expect(state().subject.snapshot).toBe('peak');
    await userEvent.click(screen.getByRole('radio', { name: 'average' }));
    expect(state().subject.snapshot).toBe('average');
  });

  it('is not there for types that count up', () => {
    const { tab } = fakeTab();
    const { container } = render(<SnapshotChoice tab={tab} />);
    expect(container).toBeEmptyDOMElement();
  });

  it('is named by what is shown', () => {
    const round = { from: 0, to: Date.UTC(1970, 0, 1, 10, 20, 1), value: 349, instances: 2, alive: 2 };
    const { rerender } = render(
      <SnapshotLabel note={{ kind: 'round', choice: 'latest', round, insteadOfPeak: false }} />
    );
    const label = () => screen.getByTestId('snapshot-label').textContent;
    expect(label()).toBe('snapshot 10:20:01');
    rerender(
      <SnapshotLabel
        note={{ kind: 'round', choice: 'peak', round: { ...round, instances: 1 }, insteadOfPeak: false }}
      />
    );
    expect(label()).toBe('snapshot 10:20:01, at peak, 1 of 2 instances');
    for (const [insteadOfPeak, words] of [
      ['unknown', 'the latest: the peak needs the data source proxy'],
      ['many', 'the latest: shorten the range to find the peak'],
    ] as const) {
      rerender(<SnapshotLabel note={{ kind: 'round', choice: 'latest', round, insteadOfPeak }} />);
      expect(label()).toBe(`snapshot 10:20:01, ${words}`);
    }
    rerender(<SnapshotLabel note={{ kind: 'sum' }} />);
    expect(label()).toMatch(/^sum of all snapshots in the range/);
    rerender(<SnapshotLabel note={{ kind: 'sum', found: true }} />);
    expect(label()).toBe('sum of these snapshots');
  });
});
