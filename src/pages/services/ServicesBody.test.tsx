import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Service } from '../../pyroscope/services';
import { leaveList, servicesLink } from '../common/servicesLink';
import { fetchUsage, type Usage } from './fetchUsage';
import { fetchRanking, keyOf, type Ranked, type Ranking } from './ranking';
import { ServicesBody } from './ServicesBody';
import { UsageContext } from './useUsage';

jest.mock('./UsageChart', () => ({ UsageChart: () => <i data-testid="chart" /> }));
jest.mock('./fetchUsage', () => ({ ...jest.requireActual('./fetchUsage'), fetchUsage: jest.fn() }));
jest.mock('./ranking', () => ({ ...jest.requireActual('./ranking'), fetchRanking: jest.fn() }));
jest.mock('../../pyroscope/labels');

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const usage = (average: number): Usage => ({
  typeId: CPU,
  unit: 'cores',
  average,
  kind: 'rate',
  total: average,
  series: [{ labels: {}, times: [1, 2], values: [average, average] }],
  stepMs: 1,
  range: { from: 0, to: 2 },
  span: { from: 0, to: 2 },
  covered: 1,
  coverable: 1,
  instanceSeconds: 1,
  instances: undefined,
  newest: undefined,
});

const SCREEN = 600;
const ROWS_ON_SCREEN = Math.ceil(SCREEN / 36) + 1;
const OVERSCAN = 10;

const many = (count: number, { types }: { types: string[] | undefined } = { types: [CPU] }): Service[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `service-${String(i).padStart(4, '0')}`,
    namespace: 'shop',
    types,
  }));

function show(services: Service[] | undefined, at = '/', error: unknown = null) {
  const dataSource = { uid: 'pyro' } as PyroscopeDataSource;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  const page = (range: AbsoluteRange, list: Service[] | undefined) => (
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[at]}>
        <UsageContext.Provider value={{ dataSource, range, namespaceLabel: 'namespace', minStepMs: 15_000 }}>
          <ServicesBody
            list={list && { services: list, namespaceLabel: 'namespace', namesOnly: false }}
            error={error}
            onRetry={onRetry}
            linkTo={({ name }) => `/to?${name}`}
            onShorten={() => {}}
          />
        </UsageContext.Provider>
      </MemoryRouter>
    </QueryClientProvider>
  );
  const shown = render(page({ from: 0, to: 3_600_000 }, services));
  return {
    ...shown,
    refresh: (newer = services) => shown.rerender(page({ from: 60_000, to: 3_660_000 }, newer)),
  };
}

/** An answer that is given when the test says so. */
function later<T>() {
  let give: (value: T) => void = () => {};
  const answer = new Promise<T>((resolve) => (give = resolve));
  return { answer, give };
}

/** Every type was answered. */
const complete = (ranking: Ranking): Ranked => ({ ranking, failed: new Map() });

const HELD = 'Sorted anew once the pointer leaves the rows';
const onRetry = jest.fn();
const rows = () => screen.getAllByRole('row').slice(1);
const firstNames = (count: number) =>
  rows()
    .slice(0, count)
    .map((row) => within(row).getByRole('link').textContent);
const asked = () => jest.mocked(fetchUsage).mock.calls.map(([, request]) => request.labelSelector);
const settle = () => act(async () => void (await new Promise((resolve) => setTimeout(resolve, 20))));

beforeEach(() => {
  jest.clearAllMocks();
  jest.mocked(fetchUsage).mockResolvedValue(usage(0.25));
  jest.mocked(fetchRanking).mockResolvedValue(complete(new Map()));
  leaveList(new URLSearchParams());
  for (const [name, value] of [['Height', SCREEN] as const, ['Width', 1000] as const]) {
    Object.defineProperty(HTMLElement.prototype, `client${name}`, { configurable: true, get: () => value });
    Object.defineProperty(HTMLElement.prototype, `offset${name}`, { configurable: true, get: () => value });
  }
  Object.defineProperty(HTMLElement.prototype, 'scrollHeight', { configurable: true, get: () => 36 * 5_001 });
  HTMLElement.prototype.scrollTo = function (options?: unknown) {
    this.scrollTop = (options as ScrollToOptions).top ?? 0;
    fireEvent.scroll(this);
  };
});

it('is asked for by the label that holds its namespace, in its row and in the order of all', async () => {
  const service = { name: 'cart', namespace: 'prod', label: 'service_namespace', types: [CPU] };
  show([service, ...many(1)], '/?by=cpu');
  await waitFor(() => expect(asked()).toHaveLength(2));
  expect(asked()).toContain('{service_name="cart", service_namespace="prod"}');
  expect(jest.mocked(fetchRanking).mock.calls[0][1].ownLabels).toEqual(new Map([['cart', 'service_namespace']]));
});

describe('5,000 services', () => {
  it('are drawn as far as they are on screen, and searched in all of them', async () => {
    show(many(5_000));
    await settle();
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    expect(rows().length).toBeLessThanOrEqual(ROWS_ON_SCREEN + OVERSCAN);
    await userEvent.type(screen.getByPlaceholderText(/Search services/), '499');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('15 of 5000 services'));
    expect(firstNames(3)).toEqual(['service-0499', 'service-1499', 'service-2499']);
    expect(rows()).toHaveLength(15);
  });

  it('ask for charts of the rows on screen only, three at a time, and give up those scrolled away', async () => {
    const signals: AbortSignal[] = [];
    jest.mocked(fetchUsage).mockImplementation((_, __, signal) => {
      signals.push(signal!);
      return new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(new Error('aborted'))));
    });
    show(many(5_000), '/?by=name');
    await settle();
    expect(asked()).toEqual([0, 1, 2].map((i) => `{service_name="service-000${i}", namespace="shop"}`));
    const table = screen.getByRole('table');
    act(() => table.scrollTo({ top: 36 * 2_000 }));
    await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 300))));
    expect(signals.slice(0, 3).every(({ aborted }) => aborted)).toBe(true);
    expect(asked().slice(3)).toEqual([2000, 2001, 2002].map((i) => `{service_name="service-${i}", namespace="shop"}`));
  });

  it('show each its average, and ask for no more than what is on screen', async () => {
    show(many(5_000));
    await waitFor(() => expect(within(rows()[0]).getByText('0.25 cores')).toBeInTheDocument());
    await settle();
    expect(asked().length).toBeGreaterThanOrEqual(ROWS_ON_SCREEN - 1);
    expect(asked().length).toBeLessThanOrEqual(ROWS_ON_SCREEN);
    expect(within(rows()[0]).getByTestId('chart')).toBeInTheDocument();
  });
});

describe('the list', () => {
  it('says when a search matches nothing, and how to end it', async () => {
    show(many(2), '/?by=name&q=shop-7');
    expect(await screen.findByText('No service matches "shop-7"')).toBeInTheDocument();
    expect(screen.getByText('0 of 2 services')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(firstNames(2)).toEqual(['service-0000', 'service-0001']));
  });

  it('asks for the types of the rows on screen where it came without them', async () => {
    jest.mocked(fetchLabelValues).mockResolvedValue([CPU]);
    show(many(2, { types: undefined }));
    await waitFor(() => expect(screen.getAllByText('0.25 cores')).toHaveLength(2));
    expect(jest.mocked(fetchLabelValues).mock.calls.map(([, label, selector]) => [label, selector])).toEqual([
      ['__profile_type__', '{service_name="service-0000", namespace="shop"}'],
      ['__profile_type__', '{service_name="service-0001", namespace="shop"}'],
    ]);
    rows().forEach((row) => expect(within(row).getByText('CPU')).toBeInTheDocument());
  });

  it('calls a service that sends wall-clock time or time off CPU alone not one of CPU', async () => {
    const wall = 'wall:wall:nanoseconds:wall:nanoseconds';
    show([
      { name: 'build', namespace: undefined, types: [wall] },
      { name: 'shop', namespace: undefined, types: ['wall:cpu:nanoseconds:wall:nanoseconds', wall] },
      { name: 'tracer', namespace: undefined, types: ['off_cpu:off_cpu:nanoseconds::'] },
    ]);
    await settle();
    const badges = rows().map((row) => within(row).getAllByRole('cell').at(-1)?.textContent);
    expect(badges).toEqual(['Wall', 'CPU', 'Off CPU']);
    expect(within(rows()[0]).getAllByText('not sent')).toHaveLength(2);
  });

  it('says where no such profiles are sent, and where asking failed', async () => {
    jest.mocked(fetchUsage).mockRejectedValue(new Error('too many outstanding requests'));
    show(many(1));
    expect(await screen.findByText('failed')).toHaveAttribute('title', 'too many outstanding requests');
    expect(screen.getByText('not sent')).toBeInTheDocument();
  });

  it('begins with the most CPU, with one query, and says so to screen readers', async () => {
    const services = many(3);
    jest
      .mocked(fetchRanking)
      .mockResolvedValue(
        complete(new Map([[CPU, new Map(services.map((service, i) => [keyOf(service), [2, 1, 3][i]]))]]))
      );
    show(services);
    await waitFor(() => expect(firstNames(3)).toEqual(['service-0002', 'service-0000', 'service-0001']));
    expect(screen.getByRole('columnheader', { name: 'CPU' })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('columnheader', { name: 'Service' })).toHaveAttribute('aria-sort', 'none');
    await userEvent.click(screen.getByRole('button', { name: 'CPU' }));
    expect(firstNames(3)).toEqual(['service-0001', 'service-0000', 'service-0002']);
    await userEvent.click(screen.getByRole('button', { name: 'Service' }));
    expect(firstNames(3)).toEqual(['service-0000', 'service-0001', 'service-0002']);
    expect(fetchRanking).toHaveBeenCalledTimes(1);
  });

  it('is sorted as its link says, and then asks for no values of all services', async () => {
    show(many(3), '/?by=name&dir=desc');
    await settle();
    expect(firstNames(3)).toEqual(['service-0002', 'service-0001', 'service-0000']);
    expect(fetchRanking).not.toHaveBeenCalled();
  });

  it('draws no row for a second before the order is known, unless something is searched for', async () => {
    const services = many(30);
    const ranked = later<Ranked>();
    jest.mocked(fetchRanking).mockReturnValue(ranked.answer);
    show(services);
    await settle();
    expect(screen.getByText('Loading the values of all services…')).toBeInTheDocument();
    expect(rows()).toHaveLength(0);
    expect(fetchUsage).not.toHaveBeenCalled();
    // At once: what is typed key by key may take longer than the second.
    const search = screen.getByPlaceholderText(/Search services/);
    fireEvent.change(search, { target: { value: '0021' } });
    await waitFor(() => expect(firstNames(1)).toEqual(['service-0021']));
    fireEvent.change(search, { target: { value: '' } });
    await waitFor(() => expect(rows()).toHaveLength(0));
    await act(async () => ranked.give(complete(new Map([[CPU, new Map([[keyOf(services[20]), 9]])]]))));
    await waitFor(() => expect(firstNames(2)).toEqual(['service-0020', 'service-0000']));
  });

  it('draws its rows by name where the order takes long, and orders them when it is known', async () => {
    const services = many(3);
    const ranked = later<Ranked>();
    jest.mocked(fetchRanking).mockReturnValue(ranked.answer);
    const person = userEvent.setup();
    show(services);
    await settle();
    expect(rows()).toHaveLength(0);
    await waitFor(() => expect(firstNames(3)).toEqual(['service-0000', 'service-0001', 'service-0002']), {
      timeout: 2_000,
    });
    expect(screen.getByText('Loading the values of all services…')).toBeInTheDocument();
    await person.hover(rows()[0]);
    await act(async () => ranked.give(complete(new Map([[CPU, new Map([[keyOf(services[2]), 9]])]]))));
    await settle();
    // Nothing moves under the pointer, and that is said.
    expect(firstNames(1)).toEqual(['service-0000']);
    expect(screen.getByText(HELD)).toBeInTheDocument();
    await person.hover(screen.getByRole('button', { name: 'CPU' }));
    expect(firstNames(3)).toEqual(['service-0002', 'service-0000', 'service-0001']);
    expect(screen.queryByText(HELD)).not.toBeInTheDocument();
  });

  it('keeps its rows where a search is cleared while the order takes long', async () => {
    jest.mocked(fetchRanking).mockReturnValue(later<Ranked>().answer);
    show(many(3));
    await waitFor(() => expect(rows()).toHaveLength(3), { timeout: 2_000 });
    const search = screen.getByPlaceholderText(/Search services/);
    fireEvent.change(search, { target: { value: '0002' } });
    await waitFor(() => expect(firstNames(3)).toEqual(['service-0002']));
    fireEvent.change(search, { target: { value: '' } });
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('3 of 3 services'));
    expect(rows()).toHaveLength(3);
  });

  it('is there by name at once for who does not want to wait for the order', async () => {
    jest.mocked(fetchRanking).mockReturnValue(later<Ranked>().answer);
    show(many(3));
    await userEvent.click(await screen.findByRole('button', { name: 'Sort by name instead' }));
    expect(firstNames(3)).toEqual(['service-0000', 'service-0001', 'service-0002']);
    expect(screen.queryByRole('button', { name: 'Sort by name instead' })).not.toBeInTheDocument();
  });

  it('keeps its rows still under the pointer when a refresh ranks them anew, and moves them when it leaves', async () => {
    const services = many(2);
    const ranking = (values: number[]) =>
      complete(new Map([[CPU, new Map(services.map((service, i) => [keyOf(service), values[i]]))]]));
    jest
      .mocked(fetchRanking)
      .mockResolvedValueOnce(ranking([2, 1]))
      .mockResolvedValueOnce(ranking([1, 2]));
    const person = userEvent.setup();
    const { refresh } = show(services);
    await waitFor(() => expect(firstNames(2)).toEqual(['service-0000', 'service-0001']));
    await person.hover(rows()[0]);
    refresh();
    await waitFor(() => expect(fetchRanking).toHaveBeenCalledTimes(2));
    await settle();
    expect(firstNames(2)).toEqual(['service-0000', 'service-0001']);
    expect(screen.getByText(HELD)).toBeInTheDocument();
    await person.hover(screen.getByRole('button', { name: 'CPU' }));
    expect(firstNames(2)).toEqual(['service-0001', 'service-0000']);
    expect(screen.queryByText(HELD)).not.toBeInTheDocument();
  });

  it('keeps its rows and their order while a refresh ranks them anew, also where namespaces and types came or went', async () => {
    const [a, b, c] = many(3);
    const foreign = (namespace: string): Service => ({ ...c, namespace, label: 'team' });
    const ranked = new Map([[CPU, new Map([a, b, foreign('x')].map((service, i) => [keyOf(service), [1, 3, 2][i]]))]]);
    jest.mocked(fetchRanking).mockResolvedValueOnce(complete(ranked)).mockReturnValue(later<Ranked>().answer);
    const { refresh } = show([a, b, foreign('x')]);
    await waitFor(() => expect(firstNames(3)).toEqual(['service-0001', 'service-0002', 'service-0000']));
    const other: Service = { ...many(4)[3], label: 'group', types: ['wall:cpu:nanoseconds:wall:nanoseconds'] };
    refresh([a, b, other, foreign('x'), foreign('y')]);
    await waitFor(() => expect(fetchRanking).toHaveBeenCalledTimes(2));
    expect(firstNames(3)).toEqual(['service-0001', 'service-0002', 'service-0000']);
    refresh([a, b, foreign('z'), foreign('x'), other]);
    await settle();
    // Which labels hold the namespaces is what is asked about, not which namespaces there are.
    expect(fetchRanking).toHaveBeenCalledTimes(2);
  });

  it('keeps its place on the way back: search, order and how far it was scrolled', async () => {
    const { unmount } = show(many(5_000), '/?q=service&by=name');
    await settle();
    act(() => screen.getByRole('table').scrollTo({ top: 36 * 2_000 }));
    await waitFor(() => expect(screen.getByText('service-2000')).toBeInTheDocument());
    unmount();
    const back = new URL(servicesLink({ range: { from: 'now-3h', to: 'now' }, dataSource: 'p' }), 'http://grafana');
    expect(back.search).toBe('?from=now-3h&to=now&ds=p&q=service&by=name');
    const again = show(many(5_000), back.search);
    await waitFor(() => expect(screen.getByText('service-2000')).toBeInTheDocument());
    expect(screen.getByRole('table').scrollTop).toBe(36 * 2_000);
    again.unmount();
    show(many(5_000), '/?q=service-1&by=name');
    await settle();
    expect(firstNames(1)).toEqual(['service-1000']);
  });

  it('keeps its order by name, and says why, when the values cannot be had', async () => {
    jest.mocked(fetchRanking).mockRejectedValue(new Error('query timed out'));
    show(many(3), '/?by=cpu');
    expect(await screen.findByText('Not sorted: query timed out')).toBeInTheDocument();
    expect(firstNames(3)).toEqual(['service-0000', 'service-0001', 'service-0002']);
  });

  it('is ordered by the types that are answered, and says of which there are no values, and why', async () => {
    const [a, b] = many(2);
    const node = { ...many(3)[2], types: ['wall:cpu:nanoseconds:wall:nanoseconds'] };
    const ranking = new Map([[CPU, new Map([a, b].map((service, i) => [keyOf(service), i]))]]);
    const failed = new Map(node.types.map((id) => [id, new Error('query timed out')]));
    jest.mocked(fetchRanking).mockResolvedValue({ ranking, failed });
    show([a, b, node]);
    await waitFor(() => expect(firstNames(3)).toEqual(['service-0001', 'service-0000', 'service-0002']));
    const words = 'Not sorted by wall / cpu, such services stand last: query timed out';
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('is walked by keys, to rows that are not drawn yet too', async () => {
    show(many(5_000));
    await settle();
    act(() => within(rows()[0]).getByRole('link').focus());
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(document.activeElement).toHaveTextContent('service-0001');
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(document.activeElement).toHaveTextContent('service-4999'));
  });
});

it('keeps an older list when a newer one cannot be had, says why, and asks again', async () => {
  show(many(3), '/', new Error('connection refused'));
  await waitFor(() => expect(rows()).toHaveLength(3));
  const note = screen.getByRole('alert');
  expect(note).toHaveTextContent('Could not update. Showing the previous list.');
  expect(note).toHaveTextContent('connection refused');
  await userEvent.click(within(note).getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

it('says why there is no list at all', () => {
  show(undefined, '/', new Error('connection refused'));
  expect(screen.getByRole('alert')).toHaveTextContent('connection refused');
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});
