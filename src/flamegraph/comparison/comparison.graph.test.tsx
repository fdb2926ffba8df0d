import { act, screen, within } from '@testing-library/react';
import { changeTable } from '../../profile/comparison/changeTable';
import { compareProfiles } from '../../profile/comparison/compare';
import { folded } from '../../profile/testing/drawn';
import { stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';

stubCanvas({ width: 1200, height: 560 });

/** serve more than doubles, from 20 to 42 s; in it encode, the only callee of json, takes 30 s instead of 10. */
const BEFORE = 'main;serve;json;encode 10\nmain;serve;read 10\nmain;boot 40\nidle 40';
const AFTER = 'main;serve;json;encode 30\nmain;serve;read 12\nmain;boot 42\nidle 40';

/** With the real graph, of which the tree beside the canvas is there in jsdom. */
async function show(state: Parameters<typeof renderView>[1] = {}) {
  const side = (text: string) => ({ profile: folded(text), factor: 1, samples: 10_000 });
  const profile = compareProfiles(side(BEFORE), side(AFTER), 'larger');
  const view = renderView(profile, state, { changes: changeTable(profile, profile.sides) });
  await screen.findByRole('table', { name: 'Symbols' });
  return view;
}

const framesOf = (tree: HTMLElement) =>
  within(tree)
    .getAllByRole('treeitem')
    .map((item) => item.getAttribute('aria-label'));

/** The tree, with the keyboard in it. */
function entered(name: string): HTMLElement {
  const tree = screen.getByRole('tree', { name });
  act(() => tree.focus());
  return tree;
}

it('tells what changed the most before anything is selected, and what is selected after that, with both sides', async () => {
  const { user } = await show();
  const lines = await screen.findByRole('group', { name: 'Largest change' });
  expect(lines).toHaveTextContent(/total›main›serve›json›encode/);
  expect(lines).toHaveTextContent('Before 10 s 10 %After 30 s 24.2 %Change +20 s, x 3');
  entered('Flame graph');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(await screen.findByRole('group', { name: 'Selected frame' })).toHaveTextContent(
    'Before 60 s 60 %After 84 s 67.7 %Change +24 s, +40 %'
  );
});

it('has no largest change where nothing changed', async () => {
  // Ten times as much in ten times as long, which dividing does not make the same to the last digit.
  const side = (times: number) => {
    const text = BEFORE.replace(/\d+$/gm, (value) => String(times * Number(value)));
    return { profile: folded(text), factor: 1 / (7 * times), samples: 10_000 };
  };
  const profile = compareProfiles(side(1), side(10), 'larger');
  expect(profile.sides.after.self).not.toEqual(profile.sides.before.self);
  renderView(profile, {}, { changes: changeTable(profile, profile.sides) });
  expect(await screen.findByRole('group', { name: 'Heaviest path' })).toHaveTextContent('Change unchanged');
});

it('focuses a frame: what it is of, and how it and its callees changed', async () => {
  const { user, state } = await show();
  const tree = entered('Flame graph');
  // To main, past boot, to serve.
  await user.keyboard('{ArrowDown}{ArrowRight}{ArrowDown}{ArrowRight}{Enter}');
  expect(state().focus).toEqual(['main', 'serve']);
  expect(framesOf(tree)).toEqual([
    'total, +24 s, +24 %, child 1 of 1',
    'main, +24 s, +40 %, child 2 of 2',
    'serve, +22 s, +110 %, child 2 of 2',
    'json, +20 s, x 3, child 1 of 2',
    'read, +2 s, +20 %, child 2 of 2',
  ]);
  expect(screen.getByRole('region', { name: 'Profile' })).toHaveTextContent('focus: serve 33.9 %');
});

it('opens a group of what has the same values on both sides', async () => {
  const { user, state } = await show({ focus: ['main', 'serve'] });
  const tree = entered('Flame graph');
  expect(framesOf(tree)).not.toContain('encode, +20 s, x 3, child 1 of 1');
  await user.keyboard('{ArrowDown}e');
  expect(state().collapse).toEqual({ mode: 'all', toggled: [['main', 'serve', 'json']] });
  expect(framesOf(tree)).toEqual(
    expect.arrayContaining(['json, +20 s, x 3, child 1 of 2', 'encode, +20 s, x 3, child 1 of 1'])
  );
});

it('finds symbols: their share of what is now, and a row with both sides', async () => {
  await show({ search: { text: 'code', regex: false } });
  // 30 of 124 s.
  expect(screen.getByRole('region', { name: 'Profile' })).toHaveTextContent('1 symbol, 24.2 %');
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'SymbolSelf beforeSelf afterSelf changeTotal change',
    'Total of everything100 s124 s+24 s +24 %',
    'encode10 s30 s+20 s x 3+20 s x 3',
  ]);
});

it('shows how a symbol’s callers and callees changed', async () => {
  const { user } = await show({ sandwich: 'json' });
  expect(await screen.findByTestId('sandwich-symbol')).toHaveTextContent('total +20 s, x 3self unchanged');
  const callers = entered('Callers of json');
  await user.keyboard('{ArrowUp}');
  expect(framesOf(callers)).toContain('serve, +20 s, x 3, child 1 of 1');
  const callees = entered('Callees of json');
  await user.keyboard('{ArrowDown}');
  expect(framesOf(callees)).toContain('encode, +20 s, x 3, child 1 of 1');
});

it('leaves out shares rather than cutting the numbers of both sides', async () => {
  stubCanvas({ width: 440, height: 560 });
  await show();
  const lines = await screen.findByRole('group', { name: 'Largest change' });
  expect(lines).toHaveTextContent('Before 10 sAfter 30 sChange +20 s, x 3');
  expect(within(lines).getByTitle('After 30 s 24.2 %')).toBeInTheDocument();
});
