import { ErrorBoundary } from '@grafana/ui';
import { act, renderHook, screen, waitFor } from '@testing-library/react';
import React, { type ReactNode } from 'react';
import { folded } from '../../profile/testing/drawn';
import type { Transform } from '../../profile/transforms/transforms';
import { INITIAL_STATE } from '../testing/renderView';
import type { ProfileViewState } from '../types';
import { stepTo } from './apply';
import { transforming, useTransforms } from './useTransforms';

afterEach(() => jest.restoreAllMocks());

it('A transform that cannot be made for want of code is said by the nearest boundary', async () => {
  // React logs what a boundary catches.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  jest.spyOn(transforming, 'load').mockRejectedValue(new Error('Loading chunk 5 failed.'));
  const profile = folded('main;read 1');
  const { result } = renderHook(
    () => useTransforms({ profile, state: INITIAL_STATE, onStateChange: () => {}, formatValue: String }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <ErrorBoundary>{({ error }) => (error ? <p role="alert">{error.message}</p> : children)}</ErrorBoundary>
      ),
    }
  );
  act(() => result.current && result.current.change([{ kind: 'hide', about: 'read' }]));
  expect(await screen.findByRole('alert')).toHaveTextContent('Loading chunk 5 failed.');
});

it('Taking all transforms back goes over no nodes: what is shown then is there', async () => {
  const profile = folded('main;read 1');
  const source = new Proxy(profile, {
    get: () => {
      throw new Error('The profile was looked at.');
    },
  });
  const off = { kind: 'hide', about: 'read', off: true } as const;
  for (const next of [[], [off]]) {
    const change = await stepTo(source, profile, next, undefined, INITIAL_STATE, new AbortController().signal);
    expect(change.transforms).toEqual(next.length > 0 ? next : undefined);
  }
});

it('Undo outlives a refresh, but takes nothing back that was done in another service', async () => {
  const profile = folded('main;read 1');
  const list: Transform[] = [{ kind: 'hide', about: 'read' }];
  let state: ProfileViewState = { ...INITIAL_STATE, transforms: list };
  const of = (about: string, shown = profile) => ({ about, profile: shown, state });
  const { result, rerender } = renderHook(
    (props: ReturnType<typeof of>) =>
      useTransforms({ ...props, onStateChange: (change) => (state = { ...state, ...change }), formatValue: String }),
    { initialProps: of('orders') }
  );
  await waitFor(() => expect(result.current).toHaveProperty('undo', expect.any(Function)));
  act(() => result.current && result.current.change([]));
  await waitFor(() => expect(state.transforms).toBeUndefined());
  rerender(of('orders', folded('main;read 2')));
  expect(result.current).toHaveProperty('undo', expect.any(Function));
  rerender(of('cart'));
  expect(result.current).toHaveProperty('undo', undefined);
});
