import { act, screen, within } from '@testing-library/react';
import React from 'react';

import { changeTable } from '../../profile/comparison/changeTable';
import { compareProfiles, type ComparedSide } from '../../profile/comparison/compare';
import { profileFromStacks } from '../../profile/stacks';
import { shownGraphs } from '../testing/graphProbe';
import { giveElementsASize } from '../testing/elementSize';
import { renderView } from '../testing/renderView';
import { summaryOf } from '../export/summaryOf';
import { SideBySide } from './SideBySide';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => giveElementsASize());

const side = (stacks: Record<string, number>, factor = 1, samples: number | 'unknown' = 10_000): ComparedSide => ({
  profile: profileFromStacks(Object.entries(stacks).map(([path, value]) => ({ frames: path.split(';'), value }))),
  factor,
  samples: samples === 'unknown' ? undefined : samples,
});

/** read grows from 10 to 12, json triples, gzip is gone, zstd is new, idle stays; 100 → 124 in all. */
const BEFORE = { 'main;read': 10, 'main;json': 10, 'main;gzip': 40, idle: 40 };
const AFTER = { 'main;read': 12, 'main;json': 30, 'main;zstd': 42, idle: 40 };

type Extra = Parameters<typeof renderView>[2] & Parameters<typeof renderView>[1];

async function show(before: ComparedSide, after: ComparedSide, { transforms, ...extra }: Extra = {}) {
  const profile = compareProfiles(before, after, 'larger');
  const view = renderView(profile, { transforms }, { changes: changeTable(profile, profile.sides), ...extra });
  await screen.findByText('Total of everything');
  return view;
}

const cellsOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
const rowOf = (name: string) => screen.getByRole('button', { name }).closest<HTMLElement>('[role=row]')!;

it('shows what self and total were and how they changed, the whole first, the largest change on top', async () => {
  await show(side(BEFORE), side(AFTER));
  const rows = screen.getAllByRole('row');
  expect(cellsOf(rows[1])).toEqual(['Total of everything', '100 s', '124 s', '', '+24 s +24 %']);
  const names = rows.slice(2).map((row) => within(row).getAllByRole('button')[2].textContent);
  expect(names).toEqual(['zstd', 'gzip', 'json', 'read', 'idle', 'main']);
  expect(cellsOf(rowOf('json')).slice(1)).toEqual(['10 s', '30 s', '+20 s x 3', '+20 s x 3']);
  expect(cellsOf(rowOf('read')).slice(1)).toEqual(['10 s', '12 s', '+2 s +20 %', '+2 s +20 %']);
  expect(cellsOf(rowOf('zstd')).slice(1)).toEqual(['0 s', '42 s', '+42 s new', '+42 s new']);
  expect(cellsOf(rowOf('gzip')).slice(1)).toEqual(['40 s', '0 s', '−40 s gone', '−40 s gone']);
  expect(cellsOf(rowOf('idle')).slice(3)).toEqual(['unchanged ', 'unchanged ']);
  expect(cellsOf(rowOf('main')).slice(3)).toEqual(['unchanged ', '+24 s +40 %']);
});

it('compares what both sides come to a second', async () => {
  // The same program, looked at twice as long.
  const twice = Object.fromEntries(Object.entries(BEFORE).map(([path, value]) => [path, 2 * value]));
  await show(side(BEFORE, 0.01), side(twice, 0.005));
  expect(cellsOf(screen.getAllByRole('row')[1])).toEqual(['Total of everything', '1 s', '1 s', '', 'unchanged ']);
  expect(cellsOf(rowOf('gzip')).slice(3)).toEqual(['unchanged ', 'unchanged ']);
});

it('calls nothing new or gone that few samples, or none that are known, speak for, and says how much it may be', async () => {
  await show(side(BEFORE, 1, 'unknown'), side(AFTER, 1, 40));
  expect(cellsOf(rowOf('zstd'))[3]).toBe('+42 s not seen before');
  expect(cellsOf(rowOf('gzip'))[3]).toBe('−40 s not seen after, under 7.5 %');
});

it('marks a function that was numbered anew, and says its name before', async () => {
  const { user } = await show(side({ 'main;f.func1': 10, idle: 90 }), side({ 'main;f.func2': 12, idle: 90 }));
  const row = rowOf('f.func2');
  expect(cellsOf(row).slice(1)).toEqual(['10 s', '12 s', '+2 s +20 % ≈', '+2 s +20 % ≈']);
  expect(within(row).getAllByRole('cell')[3]).toHaveAttribute(
    'title',
    '10 s → 12 s, +20 %, f.func1 before: only a number or hash differs'
  );
  expect(screen.queryByRole('button', { name: 'f.func1' })).not.toBeInTheDocument();
  expect(cellsOf(rowOf('main'))[4]).toBe('+2 s +20 %');
  await user.click(within(row).getByRole('button', { name: 'Callers and callees of f.func2' }));
  expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('f.func1 before: only a number or hash differs');
});

it('sorts by the change of the total and by the name', async () => {
  const { user, state } = await show(side(BEFORE), side(AFTER));
  await user.click(screen.getByRole('button', { name: 'Total change' }));
  expect(state().sort).toEqual({ column: 'total', direction: 'desc' });
  const names = screen
    .getAllByRole('row')
    .slice(2)
    .map((row) => within(row).getAllByRole('button')[2].textContent);
  expect(names).toEqual(['zstd', 'gzip', 'main', 'json', 'read', 'idle']);
});

describe('with verdicts', () => {
  const verdict = (word: string, detail: string, order: number, mix: number) => ({
    word,
    detail,
    title: `${word}; by itself ${mix} s`,
    order,
    mix,
    interval: [mix - 1, mix + 1] as const,
  });
  const verdicts = {
    unit: 's',
    byName: new Map([
      ['json', verdict('clear', 'since 14:03', 4.2, 18)],
      ['zstd', verdict('likely', '', 3.4, 42)],
      ['read', verdict('cannot tell', 'needs 12 more minutes', 2.1, 2)],
      ['idle', verdict('unchanged', '±0.5 s', 1.1, 0)],
    ]),
    none: { word: 'too small', title: 'nothing can be said' },
  };
  const names = () =>
    screen
      .getAllByRole('row')
      .slice(2)
      .map((row) => within(row).getAllByRole('button')[2].textContent);

  it('says in words how sure each change is, and sorts by it', async () => {
    const { user, state } = await show(side(BEFORE), side(AFTER), { verdicts });
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Symbol',
      'Self before',
      'Self after',
      'Self change',
      'Total change',
      'How sure',
    ]);
    expect(cellsOf(screen.getAllByRole('row')[1])).toHaveLength(6);
    expect(cellsOf(rowOf('json')).slice(3)).toEqual(['+20 s x 3', '+20 s x 3', 'clear since 14:03']);
    expect(cellsOf(rowOf('idle'))[5]).toBe('unchanged ±0.5 s');
    expect(cellsOf(rowOf('gzip'))[5]).toBe('too small ');
    expect(within(rowOf('json')).getAllByRole('cell')[5]).toHaveAttribute('title', 'clear; by itself 18 s');
    await user.click(screen.getByRole('button', { name: 'How sure' }));
    expect(state().sort).toEqual({ column: 'verdict', direction: 'desc' });
    expect(names()).toEqual(['json', 'zstd', 'read', 'idle', 'gzip', 'main']);
    await user.click(screen.getByRole('button', { name: 'How sure' }));
    expect(names().slice(-2)).toEqual(['zstd', 'json']);
  });

  it('has no such column, and the order of changes, while they are not known', async () => {
    const { setState } = await show(side(BEFORE), side(AFTER));
    setState({ sort: { column: 'verdict', direction: 'desc' } });
    expect(names()).toEqual(['zstd', 'gzip', 'json', 'read', 'idle', 'main']);
    expect(screen.queryByRole('button', { name: 'How sure' })).not.toBeInTheDocument();
  });

  it('writes them into the text for a ticket', () => {
    const profile = compareProfiles(side(BEFORE), side(AFTER), 'larger');
    const facts = {
      origin: {
        service: 'checkout',
        profileName: 'process_cpu',
        sampleType: 'cpu',
        sampleUnit: 'nanoseconds',
        range: undefined,
      },
      comparedWith: '1h before',
      changes: changeTable(profile, profile.sides),
      command: ['never'],
      samples: 5,
      formatValue: (value: number) => `${value} s`,
      lowerBound: false,
      focus: 0,
    };
    const text = summaryOf(profile, { ...facts, verdicts }, 'plain');
    expect(text.split('\n')).toEqual([
      'checkout, process_cpu:cpu, compared with 1h before',
      '',
      'Total 100 s → 124 s, +24 s, +24 % · complete',
      '',
      'self before  self after  change  relative                            how sure  symbol',
      '        0 s        42 s   +42 s       new                              likely  zstd',
      '       40 s         0 s   −40 s      gone                           too small  gzip',
      '       10 s        30 s   +20 s       x 3                  clear, since 14:03  json',
      '       10 s        12 s    +2 s     +20 %  cannot tell, needs 12 more minutes  read',
      '',
    ]);
    expect(summaryOf(profile, facts, 'markdown')).toContain('| 10 s | 30 s | +20 s | x 3 | `json` |');
  });
});

describe('side by side', () => {
  const names = { before: 'an hour before', after: 'now' };
  const formatValue = (value: number) => `${value} s`;
  async function showBoth(layout: 'both' | 'graph' = 'both') {
    const profile = compareProfiles(side(BEFORE), side(AFTER), 'larger');
    const view = renderView(
      profile,
      { layout },
      {
        changes: changeTable(profile, profile.sides),
        arrange: (shown, graphOf) => <SideBySide {...{ profile: shown, graphOf, names, formatValue }} />,
      }
    );
    await screen.findByTestId('side-by-side');
    const graphs = () => [shownGraphs.get(names.before)!, shownGraphs.get(names.after)!];
    const row = (path: string[]) => {
      const { symbol, parent, frames, length } = profile;
      const nameOf = (node: number) => frames.names[symbol[node]];
      return Array.from({ length }, (_, node) => node).find(
        (node) => nameOf(node) === path.at(-1) && (path.length === 1 || nameOf(parent[node]) === path.at(-2))
      )!;
    };
    return { ...view, profile, graphs, row };
  }

  it('shows a graph of each side, as wide as its own values', async () => {
    const { graphs, row } = await showBoth();
    expect(screen.getByText('an hour before · 100 s')).toBeInTheDocument();
    expect(screen.getByText('now · 124 s')).toBeInTheDocument();
    expect(graphs().map(({ wholeValue }) => wholeValue)).toEqual([100, 124]);
    expect(graphs().map(({ profile }) => profile.total[row(['main', 'json'])])).toEqual([10, 30]);
    expect(graphs().map(({ profile }) => profile.total[row(['main', 'gzip'])])).toEqual([40, 0]);
    expect(screen.queryByRole('tree', { name: 'Flame graph' })).not.toBeInTheDocument();
  });

  it.each(['both', 'graph'] as const)(
    'has one focus, and lights in both what is pointed at in one (%s)',
    async (layout) => {
      const { graphs, row, state, profile } = await showBoth(layout);
      act(() => graphs()[0].onFocus(row(['main'])));
      expect(state().focus).toEqual(['main']);
      expect(graphs().map(({ focus }) => focus)).toEqual([row(['main']), row(['main'])]);
      const json = profile.frames.names.indexOf('json');
      act(() => graphs()[1].onHover(json));
      expect(graphs().map(({ hovered }) => hovered?.get())).toEqual([json, json]);
      act(() => graphs()[1].onHover(undefined));
      expect(graphs().map(({ hovered }) => hovered?.get())).toEqual([undefined, undefined]);
    }
  );

  it('gives way to a sandwich of both', async () => {
    const { user } = await showBoth();
    await user.click(screen.getByRole('button', { name: 'Callers and callees of json' }));
    expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('+20 s, x 3');
    expect(screen.queryByTestId('side-by-side')).not.toBeInTheDocument();
  });
});

it('says how much transforms leave of each side, not of what is drawn of both', async () => {
  await show(side({ A: 10 }), side({ B: 10 }), { transforms: [{ kind: 'hide', about: 'A' }] });
  expect(await screen.findByRole('group', { name: 'Transforms' })).toHaveTextContent(
    'Before: 0 % left: 0 s of 10 s · After: 100 % left: 10 s of 10 s'
  );
});

it('says that transforms leave nothing only where neither side has something left', async () => {
  const profile = compareProfiles(side({ 'p.a': 10 }), side({ 'p.b': 10 }), 'churn');
  const { setState } = renderView(
    profile,
    { transforms: [{ kind: 'packages' }] },
    { changes: changeTable(profile, profile.sides) }
  );
  const bar = await screen.findByRole('group', { name: 'Transforms' });
  // The package is drawn without a width: it has not changed.
  expect(rowOf('p')).toBeInTheDocument();
  expect(screen.getByText('Nothing changed here, so nothing is drawn')).toBeInTheDocument();
  const nothing = 'The transforms leave nothing of this profile';
  expect(screen.queryByText(nothing)).not.toBeInTheDocument();
  setState({ transforms: [{ kind: 'keep', about: 'gone' }] });
  expect(await screen.findByText(nothing)).toBeInTheDocument();
  expect(bar).toHaveTextContent('Before: 0 % left');
});
