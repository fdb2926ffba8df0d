import { type DataSourceInstanceSettings } from '@grafana/data';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { folded } from '../../profile/testing/drawn';
import { listDataSources } from '../../pyroscope/dataSources';
import { fetchFlameGraph } from '../../pyroscope/flameGraph';
import { fetchLabelValues } from '../../pyroscope/labels';
import { fetchRangeSeries } from '../../pyroscope/rangeSeries';
import { fetchLastProfile } from '../../pyroscope/summary';
import { defaultSubject, type Subject } from '../../subject/subject';
import { defaultViewState, type Versus } from '../../viewstate/state';
import { ProfilesTab, type TabState } from './ProfilesTab';
import { type ShownGraph } from './questions';
import { CPU, fakeSeries, Queries } from './testing/fakeTab';
import { type Tab } from './useTab';

jest.mock('../../pyroscope/dataSources', () => ({
  ...jest.requireActual('../../pyroscope/dataSources'),
  listDataSources: jest.fn(),
}));
// What draws on a canvas has no place in jsdom; the picture says what it is of, and highlights when pressed.
jest.mock('./Picture', () => ({
  Picture: ({ tab: { address }, answer }: { tab: Tab; answer: ShownGraph }) => (
    <button
      onClick={() => address.go((state) => ({ ...state, graph: { ...state.graph, highlight: answer.unit } }))}
      aria-pressed={address.state.graph.highlight !== undefined}
    >
      {answer.unit}
    </button>
  ),
}));
jest.mock('./ProfileTypePicker', () => ({ ProfileTypePicker: () => null }));
jest.mock('../files/LocalPart', () => {
  throw Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
});
jest.mock('../common/NoDataSource', () => {
  throw Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
});
jest.mock('./timeline/Timeline', () => ({ Timeline: () => null }));
jest.mock('../../pyroscope/flameGraph');
jest.mock('../../pyroscope/labels');
jest.mock('../../pyroscope/rangeSeries');
jest.mock('../../pyroscope/summary');

const PYROSCOPE = { uid: 'p', name: 'Pyroscope', jsonData: {} } as DataSourceInstanceSettings;
const { subject: _, ...view } = defaultViewState();
const of = (service: string): Subject => ({ ...defaultSubject(), service, namespace: { kind: 'any' }, type: CPU });

beforeEach(() => {
  jest.mocked(listDataSources).mockReturnValue([PYROSCOPE]);
  jest
    .mocked(fetchLabelValues)
    .mockImplementation(async (_source, label) => (label === '__profile_type__' ? [CPU] : []));
  jest.mocked(fetchRangeSeries).mockResolvedValue(fakeSeries());
  jest.mocked(fetchLastProfile).mockResolvedValue({ time: 0, exact: true });
  jest.mocked(fetchFlameGraph).mockImplementation(async (_source, { labelSelector }) => ({
    profile: folded('main 1'),
    unit: labelSelector.includes('cart') ? 'cart.run' : 'checkout.run',
    frame: undefined,
  }));
});

/** A page of another app, without a router, that keeps each tab's state by itself. */
function Host({ name, subjects, versus }: { name: string; subjects: TabState['subjects']; versus?: Versus }) {
  const [state, setState] = useState<TabState>({ subjects, view: { ...view, ...(versus && { versus }) } });
  return (
    <section aria-label={name}>
      <ProfilesTab {...state} onChange={(next) => setState((now) => next(now))} />
    </section>
  );
}

const tab = (name: string) => within(screen.getByRole('region', { name }));
const shown = (name: string) =>
  tab(name)
    .getAllByTestId('selector')
    .map(({ textContent }) => textContent);

it('two tabs on one page, without a router, keep apart', async () => {
  render(
    <Queries>
      <Host name="left" subjects={[of('cart')]} />
      <Host name="right" subjects={[of('checkout')]} />
    </Queries>
  );
  expect(await tab('left').findByRole('button', { name: 'cart.run' })).toBeInTheDocument();
  expect(await tab('right').findByRole('button', { name: 'checkout.run' })).toBeInTheDocument();
  await userEvent.click(tab('left').getByRole('button', { name: 'cart.run' }));
  expect(tab('left').getByRole('button', { name: 'cart.run' })).toHaveAttribute('aria-pressed', 'true');
  expect(tab('right').getByRole('button', { name: 'checkout.run' })).toHaveAttribute('aria-pressed', 'false');
  expect([shown('left'), shown('right')]).toEqual([['{service_name="cart"}'], ['{service_name="checkout"}']]);
});

it('one tab of two subjects shows both, and a step of one leaves the other', async () => {
  render(
    <Queries>
      <Host
        name="both"
        subjects={[of('cart'), { ...of('checkout'), filters: [{ name: 'pod', op: '=', value: 'a' }] }]}
      />
    </Queries>
  );
  expect(await tab('both').findByRole('button', { name: 'cart.run' })).toBeInTheDocument();
  expect(await tab('both').findByRole('button', { name: 'checkout.run' })).toBeInTheDocument();
  expect(shown('both')).toEqual(['{service_name="cart"}', '{service_name="checkout", pod="a"}']);
  await userEvent.click(tab('both').getByRole('button', { name: /Remove filter/ }));
  expect(shown('both')).toEqual(['{service_name="cart"}', '{service_name="checkout"}']);
});

describe('a link to a comparison', () => {
  const ALL = '{service_name="cart"}';
  const CANARY = '{service_name="cart", pod="canary"}';
  const versus: Versus = { other: { filters: [{ name: 'pod', op: '=', value: 'canary' }] }, width: 'larger' };
  const picture = () => screen.queryByRole('button', { name: 'cart.run' });

  afterEach(() => jest.useRealTimers());

  /** Opens it. @returns what answers a side, by its selector, once both are asked for */
  async function open() {
    const answers = new Map<string, () => void>();
    jest
      .mocked(fetchFlameGraph)
      .mockImplementation(
        (_source, { labelSelector }) =>
          new Promise((resolve) =>
            answers.set(labelSelector, () => resolve({ profile: folded('main 1'), unit: 'cart.run', frame: undefined }))
          )
      );
    render(
      <Queries>
        <Host name="compared" subjects={[of('cart')]} versus={versus} />
      </Queries>
    );
    await waitFor(() => expect([...answers.keys()]).toEqual([ALL, CANARY]));
    expect(picture()).not.toBeInTheDocument();
    return (selector: string) => act(async () => answers.get(selector)!());
  }

  it.each([
    [ALL, CANARY],
    [CANARY, ALL],
  ])('asks for both sides before either is there, and draws them as one: %s, then %s', async (first, second) => {
    const answer = await open();
    await answer(first);
    expect(picture()).not.toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Loading profile…');
    await answer(second);
    expect(picture()).toBeInTheDocument();
  });

  it('shows the first side alone to who has waited for two seconds', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const answer = await open();
    await answer(ALL);
    expect(picture()).not.toBeInTheDocument();
    await act(() => jest.advanceTimersByTimeAsync(2_000));
    // Its code may be on its way still.
    expect(await screen.findByRole('button', { name: 'cart.run' })).toBeInTheDocument();
  });

  it('shows the first side alone to who no longer wants to wait', async () => {
    const answer = await open();
    await answer(ALL);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(picture()).toBeInTheDocument();
  });
});

it.each([
  ['local files', { file: [{ digest: '0'.repeat(64), name: 'a.pprof' }] }],
  ['what is said in its place', { dataSource: 'none' }],
] as const)('where the code of %s is gone, what stands around the picture stays', async (_name, change) => {
  // React logs what a boundary catches.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  render(
    <Queries>
      <ProfilesTab
        subjects={[{ ...of('cart'), ...change }]}
        view={view}
        onChange={() => {}}
        frame={(_tab, body) => (
          <>
            <h1>the title</h1>
            {body}
          </>
        )}
      />
    </Queries>
  );
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(screen.getByText('the title')).toBeVisible();
});
