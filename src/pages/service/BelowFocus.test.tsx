import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { folded } from '../../profile/testing/drawn';
import { DataSourceError } from '../../pyroscope/errors';
import { type BelowListener } from '../../pyroscope/flameGraph';
import { BelowFocus } from './BelowFocus';

interface Asked extends BelowListener {
  path: readonly string[];
  end(): void;
  fail(error: unknown): void;
}

function show() {
  const asked: Asked[] = [];
  const base = {
    ...{ profile: folded('main;other 9'), unit: 'ns', frame: undefined },
    below: (path: readonly string[], listener: BelowListener) =>
      new Promise<void>((end, fail) => asked.push({ path, ...listener, end, fail })),
  };
  const onMore = jest.fn();
  const element = (focus: string[]) => <BelowFocus {...{ base, focus, onMore }} />;
  const { rerender, unmount } = render(element(['main']));
  return { asked, onMore, unmount, focus: (...path: string[]) => rerender(element(path)) };
}

const more = { profile: folded('main;read 9'), unit: 'ns', frame: undefined };

it('says that more is on its way, hands it on, and is silent then', async () => {
  const { asked, onMore } = show();
  expect(asked[0].path).toEqual(['main']);
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
  act(() => asked[0].onAsking!());
  expect(screen.getByRole('status')).toHaveTextContent('Loading more below the focused frame');
  await act(async () => asked[0].onAnswer(more));
  expect(onMore.mock.calls).toEqual([[more]]);
  await act(async () => asked[0].end());
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it('asks for another focus in the place of the last, and for the same one once', async () => {
  const { asked, onMore, focus, unmount } = show();
  focus('main');
  expect(asked).toHaveLength(1);
  focus('main', 'read');
  expect(asked.map(({ path, signal }) => [path, signal.aborted])).toEqual([
    [['main'], true],
    [['main', 'read'], false],
  ]);
  await act(async () => asked[0].onAnswer(more));
  expect(onMore).not.toHaveBeenCalled();
  unmount();
  expect(asked[1].signal.aborted).toBe(true);
});

it('changes nothing under an open menu', async () => {
  jest.useFakeTimers();
  const menu = document.body.appendChild(document.createElement('div'));
  menu.setAttribute('role', 'menu');
  const { asked, onMore } = show();
  await act(async () => asked[0].onAnswer(more));
  await act(() => jest.advanceTimersByTimeAsync(1000));
  expect(onMore).not.toHaveBeenCalled();
  menu.remove();
  await act(() => jest.advanceTimersByTimeAsync(200));
  expect(onMore).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});

it('says why it could not be loaded, but not where the proxy is refused, which is said already', async () => {
  const { asked, focus } = show();
  await act(async () => asked[0].fail(new Error('the server is busy')));
  expect(screen.getByRole('status')).toHaveTextContent(
    'More below the focused frame could not be loaded (the server is busy)'
  );
  focus('main', 'write');
  const hidden = DataSourceError.fromFetch({ status: 504, data: {}, config: { url: '' } });
  await act(async () => asked[1].fail(hidden));
  expect(screen.getByRole('status')).toHaveTextContent(/loaded \(The query took too long\)$/);
  focus('main', 'read');
  const refused = DataSourceError.fromFetch({ status: 403, data: { message: 'Forbidden' }, config: { url: '' } });
  await act(async () => asked[2].fail(refused));
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});
