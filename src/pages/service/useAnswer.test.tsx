import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import React, { Suspense, useLayoutEffect, type ReactNode } from 'react';
import { useAnswer, type Occasion } from './useAnswer';

/** A question whose answers the test gives: `question(about, time)`. */
function asker() {
  const open: Array<{ key: unknown; signal: AbortSignal; resolve(text: string): void; reject(error: Error): void }> =
    [];
  const question = (about: string, time: number) => ({
    key: ['texts', about, time] as const,
    ask: ({ signal }: { signal: AbortSignal }) =>
      new Promise<string>((resolve, reject) => open.push({ key: [about, time], signal, resolve, reject })),
  });
  return { open, question };
}

function show(client = new QueryClient({ defaultOptions: { queries: { retry: false } } }), about = 'a') {
  const { open, question } = asker();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const byHand: Occasion = { chosen: 'a', automatic: false };
  const hook = renderHook((props) => useAnswer(question(props.about, props.time), props.occasion), {
    wrapper,
    initialProps: { about, time: 1, occasion: byHand },
  });
  const next = (of: string, time: number, occasion = byHand) => hook.rerender({ about: of, time, occasion });
  const becomes = (answer: object) => waitFor(() => expect(hook.result.current.answer).toEqual(answer));
  return {
    open,
    next,
    becomes,
    now: () => hook.result.current.answer,
    cancel: () => act(() => hook.result.current.cancel()),
  };
}

it('keeps an answer while the next one about the same thing is asked, and never one about another', async () => {
  const { open, next, now, becomes } = show();
  expect(now()).toEqual({ kind: 'loading' });
  open[0].resolve('first');
  await becomes({ kind: 'shown', value: 'first' });
  next('a', 2);
  expect(now()).toEqual({ kind: 'old', value: 'first', why: 'asking', quiet: false });
  const error = new Error('busy');
  open[1].reject(error);
  await becomes({ kind: 'old', value: 'first', why: 'failed', error });
  next('a', 3, { chosen: 'a', automatic: true });
  expect(now()).toMatchObject({ kind: 'old', why: 'failed' });
  open[2].resolve('third');
  await becomes({ kind: 'shown', value: 'third' });
  next('b', 3);
  expect(now()).toEqual({ kind: 'loading' });
});

it('is stopped by hand, down to the server, and only itself', async () => {
  const client = new QueryClient();
  const { open, cancel, becomes, next } = show(client);
  const other = show(client, 'b');
  cancel();
  expect(open[0].signal.aborted).toBe(true);
  await becomes({ kind: 'cancelled' });
  expect(other.open[0].signal.aborted).toBe(false);
  expect(other.now()).toEqual({ kind: 'loading' });
  // What is asked next is asked as ever.
  next('a', 2);
  open[1].resolve('second');
  await becomes({ kind: 'shown', value: 'second' });
});

it('is asked with the first render, before what is below has been put on the page', async () => {
  const { open, question } = asker();
  const asked: number[] = [];
  const Page = () => {
    useLayoutEffect(() => void asked.push(open.length), []);
    return null;
  };
  const Tab = () => {
    useAnswer(question('a', 1), { chosen: 'a', automatic: false });
    return <Page />;
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tab />
    </QueryClientProvider>
  );
  await act(async () => {});
  expect(asked).toEqual([1]);
  expect(open).toHaveLength(1);
});

it('says how much is there also where the render that asked was given up for one after it', async () => {
  const parts = { done: 1, all: 3 };
  let there = (): void => {};
  const code = new Promise<void>((resolve) => (there = resolve));
  let loaded = false;
  const Later = () => {
    if (!loaded) {
      throw code;
    }
    return null;
  };
  let tell: ((done: typeof parts) => void) | undefined;
  const question = {
    key: ['texts', 'a', 1] as const,
    ask: ({ onParts }: { onParts?(done: typeof parts): void }) => {
      tell = onParts;
      return new Promise<string>(() => {});
    },
  };
  const Tab = () => {
    const answer = useAnswer(question, { chosen: 'a', automatic: false });
    return (
      <>
        <Later />
        {answer.parts && `${answer.parts.done} of ${answer.parts.all}`}
      </>
    );
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Suspense fallback={null}>
        <Tab />
      </Suspense>
    </QueryClientProvider>
  );
  await act(async () => {
    loaded = true;
    there();
    await code;
  });
  act(() => tell!(parts));
  expect(await screen.findByText('1 of 3')).toBeInTheDocument();
});
