import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { fetchAllLabelNames } from '../../../pyroscope/labelNames';
import { fetchRangeSeries, fetchSplit } from '../../../pyroscope/rangeSeries';
import { fakeSeries, fakeTab, Queries, SPAN } from '../testing/fakeTab';
import { Timeline } from './Timeline';

jest.mock('../../../pyroscope/rangeSeries');
jest.mock('../../../pyroscope/labelNames');
const MINUTE = 60_000;

const show = (...args: Parameters<typeof fakeTab>) => {
  const { tab, state } = fakeTab(...args);
  render(<Timeline tab={tab} />, { wrapper: Queries });
  return state;
};

afterEach(() => jest.restoreAllMocks());

beforeEach(() => {
  jest.resetAllMocks();
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
  jest.mocked(fetchRangeSeries).mockResolvedValue(fakeSeries());
});

describe('the timeline', () => {
  it('says its unit and how much it covers, and has its numbers in a table', async () => {
    show();
    expect(await screen.findByText('covers 58 min of 60')).toBeInTheDocument();
    const table = await screen.findByRole('table', { name: 'cores' });
    const rows = within(table).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'Timecores',
      '10:56:000.1 cores',
      '10:57:000.2 cores',
      '10:58:000.3 cores',
      '10:59:000.4 cores',
    ]);
  });

  it('takes a range by the keyboard: arrows go, Shift selects, Enter applies', async () => {
    const state = show();
    const slider = await screen.findByRole('slider');
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(slider).toHaveAttribute('aria-valuetext', '10:59:00, 0.4 cores');
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft', shiftKey: true });
    expect(slider).toHaveAttribute('aria-valuetext', expect.stringContaining('10:56:00, 0.1 cores – 10:58:00'));
    fireEvent.keyDown(slider, { key: 'Enter' });
    expect(state().subject.range).toEqual({ from: String(SPAN.to - 4 * MINUTE), to: String(SPAN.to - 2 * MINUTE) });
    expect(state().subject.window).toBeUndefined();
  });

  it('takes a window of the flame graph alone, which a chip takes back', async () => {
    const state = show({ subject: { window: { from: SPAN.from, to: SPAN.from + MINUTE } } });
    expect(await screen.findByTestId('window-chip')).toHaveTextContent('graph: 10:00:00 – 10:01:00');
    const slider = await screen.findByRole('slider');
    fireEvent.keyDown(slider, { key: 'End' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft', shiftKey: true });
    fireEvent.keyDown(slider, { key: 'Enter' });
    expect(state().subject.window).toEqual({ from: SPAN.to - 3 * MINUTE, to: SPAN.to - MINUTE });
    expect(state().subject.range).toEqual({ from: 'now-1h', to: 'now' });
    await userEvent.click(screen.getByTestId('window-chip'));
    expect(state().subject.window).toBeUndefined();
  });

  it('takes a range to compare the picture with, beside the labels that it is compared by, once', async () => {
    const filters = [{ name: 'version', op: '!=', value: '2' }] as const;
    const state = show({ versus: { other: { filters }, shift: '1h', width: 'churn' } });
    const slider = await screen.findByRole('slider');
    await userEvent.click(screen.getByRole('button', { name: 'Compare with selection' }));
    for (const key of ['End', 'ArrowLeft']) {
      fireEvent.keyDown(slider, { key, shiftKey: key === 'ArrowLeft' });
    }
    fireEvent.keyDown(slider, { key: 'Enter' });
    const range = { from: String(SPAN.to - 3 * MINUTE), to: String(SPAN.to - MINUTE) };
    expect(state().versus).toEqual({ other: { filters, range }, width: 'churn' });
    expect(state().subject.range).toEqual({ from: 'now-1h', to: 'now' });
    expect(screen.getByRole('button', { name: 'Compare with selection' })).toHaveAttribute('aria-pressed', 'false');
  });

  it('hides, and then draws nothing', async () => {
    const state = show();
    await userEvent.click(screen.getByRole('button', { name: 'Hide' }));
    expect(state().timeline).toBe('hidden');
  });

  it('is a line of text while hidden', async () => {
    const state = show({ timeline: 'hidden' });
    await screen.findByText('covers 58 min of 60');
    expect(screen.queryByRole('slider')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show timeline' }));
    expect(state().timeline).toBe('shown');
  });

  it('is split by a label: the largest and the rest, each a column of the table', async () => {
    const [whole] = fakeSeries().series;
    const eu = { ...whole, labels: { region: 'eu' } };
    jest.mocked(fetchSplit).mockResolvedValue({ top: [eu], rest: whole });
    show({ split: 'region' });
    expect(await screen.findByRole('columnheader', { name: 'eu' })).toBeInTheDocument();
    expect(screen.getByRole('columnheader', { name: 'the rest' })).toBeInTheDocument();
  });

  it('offers the labels to split by when asked', async () => {
    jest.mocked(fetchAllLabelNames).mockResolvedValue(['k8s.pod.name', 'pod', 'region']);
    const state = show();
    expect(fetchAllLabelNames).not.toHaveBeenCalled();
    await userEvent.click(await screen.findByRole('button', { name: 'Split by' }));
    expect(await screen.findByRole('menuitem', { name: 'k8s.pod.name' })).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('menuitem', { name: 'region' }));
    expect(state().split).toBe('region');
  });

  it('says why the labels to split by cannot be listed, never that there are none', async () => {
    jest.mocked(fetchAllLabelNames).mockRejectedValue(new Error('the server is tired'));
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Split by' }));
    expect(await screen.findByText('The labels cannot be listed: the server is tired')).toBeInTheDocument();
    expect(screen.queryByText('No labels to split by')).not.toBeInTheDocument();
  });

  it('filters to a line or away from it by a click on its name', async () => {
    const line = (labels: Record<string, string>) => ({ ...fakeSeries().series[0], labels });
    jest.mocked(fetchSplit).mockResolvedValue({ top: [line({ region: 'eu' }), line({})], rest: line({}) });
    const state = show({ split: 'region' });
    await userEvent.click(await screen.findByRole('button', { name: 'eu' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'All but region = eu' }));
    expect(state().subject.filters).toEqual([{ name: 'region', op: '!=', value: 'eu' }]);
    await userEvent.click(screen.getByRole('button', { name: '(none)' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Only region = (none)' }));
    expect(state().subject.filters).toEqual([{ name: 'region', op: '=', value: '' }]);
    // What is summed up there has no one value.
    expect(screen.queryByRole('button', { name: 'the rest' })).not.toBeInTheDocument();
  });

  it('says in the words of the server why it is empty', async () => {
    jest.mocked(fetchRangeSeries).mockRejectedValue(new Error('the server is tired'));
    show();
    expect(await screen.findByText('the server is tired')).toBeInTheDocument();
  });
});
