import { focusManager, onlineManager, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { DataSourceError } from '../../pyroscope/errors';
import { newQueryClient } from './queryClient';

const offline = () => DataSourceError.fromFetch(new TypeError('Failed to fetch'));
const busy = () => DataSourceError.fromQuery({ message: 'received error from client: resource_exhausted: busy' });

function show(failure: () => unknown) {
  const ask = jest.fn<Promise<string>, []>(() => Promise.reject(failure()));
  const Answer = () => <p>{useQuery({ queryKey: ['a'], queryFn: ask }).data ?? 'nothing'}</p>;
  render(
    <QueryClientProvider client={newQueryClient()}>
      <Answer />
    </QueryClientProvider>
  );
  return ask;
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  onlineManager.setOnline(true);
  focusManager.setFocused(undefined);
});

describe('a question that found no connection', () => {
  it('is answered by itself when there is one again', async () => {
    const ask = show(offline);
    await pass(100);
    ask.mockResolvedValue('there');
    await pass(5_000);
    expect(screen.getByText('there')).toBeInTheDocument();
    // An answer is not asked for again.
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is asked at once when the network is back, or the laptop wakes', async () => {
    const ask = show(offline);
    await pass(100);
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    await pass(100);
    expect(ask).toHaveBeenCalledTimes(2);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await pass(100);
    expect(ask).toHaveBeenCalledTimes(3);
  });
});

it('a question that the server refused is asked again only by the person', async () => {
  const ask = show(busy);
  await pass(60_000);
  onlineManager.setOnline(false);
  onlineManager.setOnline(true);
  focusManager.setFocused(false);
  focusManager.setFocused(true);
  await pass(100);
  expect(ask).toHaveBeenCalledTimes(1);
});
