import { usePluginUserStorage } from '@grafana/runtime';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import React from 'react';
import type { OwnWord } from '../../profile/own/ownership';
import { keep, recall } from '../common/memory';
import { fakeTab } from './testing/fakeTab';
import { useOwnKnowledge } from './useOwnKnowledge';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), usePluginUserStorage: jest.fn() }));
jest.mock('../../pyroscope/labels', () => ({ fetchLabelValues: async () => [] }));

const KEY = 'own.checkout';
const yes: OwnWord = { package: 'github.com/me/shop', word: 'yes' };
const no: OwnWord = { package: 'github.com/me/shop', word: 'no' };
const fromColleague: OwnWord = { package: 'github.com/me/billing', word: 'yes' };

/** The page of a service, with what the person said on earlier visits. */
function visit(kept: OwnWord[], link: OwnWord[], { here, fails = false }: { here?: OwnWord[]; fails?: boolean } = {}) {
  localStorage.clear();
  if (here) {
    keep(KEY, JSON.stringify(here));
  }
  const items = new Map([[KEY, JSON.stringify(kept)]]);
  jest.mocked(usePluginUserStorage).mockReturnValue({
    getItem: async (name) => (fails ? Promise.reject(new Error('unavailable')) : (items.get(name) ?? null)),
    setItem: async (name, value) => void items.set(name, value),
  });
  const client = new QueryClient();
  const { tab } = fakeTab();
  const { result, rerender } = renderHook(({ said }) => useOwnKnowledge(tab, said, false), {
    initialProps: { said: link },
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  return {
    said: () => result.current.knowledge.words,
    say: (word: OwnWord, all: OwnWord[]) => {
      act(() => result.current.onSay([word]));
      rerender({ said: all });
    },
    /** Back, Forward or another link. */
    follow: (said: OwnWord[]) => rerender({ said }),
    keeps: (words: OwnWord[]) => waitFor(() => expect(JSON.parse(items.get(KEY)!)).toEqual(words)),
  };
}

describe('what a person says of a package', () => {
  it('is kept for the service; what only the link says is not', async () => {
    const page = visit([], [fromColleague]);
    page.say(yes, [fromColleague, yes]);
    await page.keeps([yes]);
  });

  it('is taken back by Back, and said again by Forward', async () => {
    const page = visit([], []);
    page.say(yes, [yes]);
    await page.keeps([yes]);
    page.follow([]);
    await page.keeps([]);
    page.follow([yes]);
    await page.keeps([yes]);
  });

  it('is, taken back by Back, what it was on the visit before', async () => {
    const page = visit([no], []);
    await waitFor(() => expect(page.said()).toEqual([no]));
    page.say(yes, [yes]);
    await page.keeps([yes]);
    page.follow([]);
    await page.keeps([no]);
  });

  it('is forgotten where the person says so', async () => {
    const page = visit([no], []);
    const back: OwnWord = { ...no, word: 'default' };
    await waitFor(() => expect(page.said()).toEqual([no]));
    page.say(back, [back]);
    await page.keeps([]);
  });

  it('that was taken back in another browser does not come back', async () => {
    const page = visit([], [], { here: [no] });
    await waitFor(() => expect(page.said()).toEqual([]));
    page.say(fromColleague, [fromColleague]);
    await page.keeps([fromColleague]);
    // Neither where the person speaks before the answer is there.
    const early = visit([], [], { here: [no] });
    early.say(fromColleague, [fromColleague]);
    await early.keeps([fromColleague]);
  });

  it('is kept with what was said right before it, though the storage answers in any order', async () => {
    localStorage.clear();
    const items = new Map([[KEY, JSON.stringify([])]]);
    const waiting: Array<() => void> = [];
    const answer = <T,>(run: () => T) => new Promise<T>((resolve) => waiting.push(() => resolve(run())));
    jest.mocked(usePluginUserStorage).mockReturnValue({
      getItem: (name) => {
        const read = items.get(name) ?? null;
        return answer(() => read);
      },
      setItem: (name, value) => answer(() => void items.set(name, value)),
    });
    const { tab } = fakeTab();
    const client = new QueryClient();
    const { result, rerender } = renderHook(({ said }) => useOwnKnowledge(tab, said, false), {
      initialProps: { said: [] as OwnWord[] },
      wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
    });
    const here = () => JSON.parse(recall(KEY)!) as OwnWord[];
    await waitFor(() => expect(waiting).toHaveLength(1));
    waiting.pop()!();
    act(() => result.current.onSay([yes]));
    rerender({ said: [yes] });
    await waitFor(() => expect(waiting).toHaveLength(1));
    act(() => result.current.onSay([fromColleague]));
    rerender({ said: [yes, fromColleague] });
    expect(here()).toEqual([yes, fromColleague]);
    // What was asked last is answered first.
    for (let idle = 0; idle < 5;) {
      waiting.pop()?.();
      await act(() => new Promise((resolve) => setTimeout(resolve)));
      expect(here()).toEqual([yes, fromColleague]);
      idle = waiting.length === 0 ? idle + 1 : 0;
    }
    expect(JSON.parse(items.get(KEY)!)).toEqual([yes, fromColleague]);
  });

  it('stays as this browser has it where the storage does not answer', async () => {
    const page = visit([], [], { here: [no], fails: true });
    page.say(fromColleague, [fromColleague]);
    await page.keeps([no, fromColleague]);
    expect(page.said()).toEqual([no]);
  });
});
