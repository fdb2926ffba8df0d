import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { DataSourceError } from '../../pyroscope/errors';
import { StaleNote } from '../common/StaleNote';
import { Waiting } from './Waiting';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const wait = (ms: number) => act(() => jest.advanceTimersByTime(ms));

it('says at once that a first picture is asked for, and after two seconds for how long', () => {
  const onCancel = jest.fn();
  render(<Waiting onCancel={onCancel} />);
  expect(screen.getByRole('status')).toHaveTextContent('Loading profile');
  wait(1500);
  expect(screen.queryByText(/^\d+ s$/)).not.toBeInTheDocument();
  wait(1750);
  expect(screen.getByText('3 s')).toBeInTheDocument();
  act(() => screen.getByRole('button', { name: 'Cancel' }).click());
  expect(onCancel).toHaveBeenCalledTimes(1);
});

it('leaves a person alone with the older picture until the newer one is slow', () => {
  const { container } = render(<Waiting older onCancel={jest.fn()} />);
  expect(container).toBeEmptyDOMElement();
  wait(2250);
  expect(screen.getByRole('status')).toHaveTextContent('Updating…');
});

describe('the note on an old picture', () => {
  const failed = (message: string) =>
    DataSourceError.fromQuery({ message: `received error from client while getting profile: ${message}` });

  it('says why in the words of the server, and asks again', () => {
    const onRetry = jest.fn();
    render(<StaleNote title="old" error={failed('internal: disk full')} onRetry={onRetry} onShorten={jest.fn()} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The data source answers with an error: disk full');
    act(() => screen.getByRole('button', { name: 'Try again' }).click());
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('offers the newer half of a range that was too much for the server', () => {
    const onShorten = jest.fn();
    render(
      <StaleNote title="old" error={failed('resource_exhausted: busy')} onRetry={jest.fn()} onShorten={onShorten} />
    );
    act(() => screen.getByRole('button', { name: 'Show the newer half of the range' }).click());
    expect(onShorten).toHaveBeenCalledWith();
  });

  it('shortens a range of which a part failed, or asks again', () => {
    const [onShorten, onRetry] = [jest.fn(), jest.fn()];
    const error = failed('deadline_exceeded: too slow').withLimit(86_400_000);
    render(<StaleNote title="old" error={error} onRetry={onRetry} onShorten={onShorten} />);
    expect(screen.getByText('The query took too long: too slow')).toBeInTheDocument();
    act(() => screen.getByRole('button', { name: 'Show the last 24 hours of the range' }).click());
    act(() => screen.getByRole('button', { name: 'Try again' }).click());
    expect([onShorten.mock.calls, onRetry.mock.calls.length]).toEqual([[[86_400_000]], 1]);
  });

  it('shortens a range that the server does not allow', () => {
    const onShorten = jest.fn();
    const words = 'the query time range exceeds the limit (max_query_length, actual: 2d, limit: 1d)';
    render(
      <StaleNote title="old" error={failed(`invalid_argument: ${words}`)} onRetry={jest.fn()} onShorten={onShorten} />
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
    act(() => screen.getByRole('button', { name: 'Show the last 24 hours of the range' }).click());
    expect(onShorten).toHaveBeenCalledWith(86_400_000);
  });
});
