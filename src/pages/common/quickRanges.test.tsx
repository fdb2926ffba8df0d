import { renderHook } from '@testing-library/react';
import { config } from '@grafana/runtime';
import { DataSourceError } from '../../pyroscope/errors';
import { optionsWithin, useQuickRanges, type LastAnswer } from './quickRanges';

const HOUR = 3_600_000;
const UTC = { timeZone: 'utc', fiscalYearStartMonth: 0 };
const names = (options: ReturnType<typeof optionsWithin> | undefined) => options?.map(({ display }) => display);

const refused = DataSourceError.fromQuery({
  message:
    'received error from client while getting profile: invalid_argument: the query time range exceeds the limit (max_query_length, actual: 48h0m0s, limit: 1d)',
});
const ranges = (uid: string, last: Partial<LastAnswer>) =>
  names(
    renderHook(() => useQuickRanges(uid, { range: undefined, error: null, answered: false, ...last }, UTC)).result
      .current
  );

beforeEach(() => {
  localStorage.clear();
  delete config.quickRanges;
});

it('are all of Grafana as long as the server has refused none', () => {
  expect(ranges('p', { range: { from: 0, to: HOUR }, answered: true })).toBeUndefined();
});

it('leave out what is more than 31 parts of what the server allows, on the next page too, and only of that data source', () => {
  expect(ranges('p', { error: refused })).toContain('Last 24 hours');
  for (const name of ['Last 24 hours', 'Last 30 days', 'Yesterday', 'Today']) {
    expect(ranges('p', {})).toContain(name);
  }
  for (const name of ['Last 90 days', 'Last 6 months', 'This year', 'Last 5 years']) {
    expect(ranges('p', {})).not.toContain(name);
  }
  expect(ranges('other', {})).toBeUndefined();
});

it('stay left out when the range was shortened', () => {
  const useNames = (last: LastAnswer) => names(useQuickRanges('p', last, UTC));
  const initialProps: LastAnswer = { range: undefined, error: refused, answered: false };
  const { result, rerender } = renderHook(useNames, { initialProps });
  rerender({ range: { from: 0, to: 24 * HOUR }, error: null, answered: true });
  expect(result.current).toContain('Last 24 hours');
  expect(result.current).not.toContain('Last 90 days');
});

it('come back when the server answers a longer range', () => {
  ranges('p', { error: refused });
  expect(ranges('p', { range: { from: 0, to: 32 * 24 * HOUR }, answered: true })).toBeUndefined();
  expect(ranges('p', {})).toBeUndefined();
});

it("are the administrator's where there are some", () => {
  config.quickRanges = [
    { from: 'now-2h', to: 'now', display: 'Shift' },
    { from: 'now-3d', to: 'now', display: 'Sprint' },
  ];
  expect(names(optionsWithin(24 * HOUR, UTC))).toEqual(['Shift']);
});
