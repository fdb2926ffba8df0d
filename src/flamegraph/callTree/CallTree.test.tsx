import { act, screen, waitFor, within } from '@testing-library/react';
import { changeTable } from '../../profile/comparison/changeTable';
import { compareProfiles } from '../../profile/comparison/compare';
import { folded } from '../../profile/testing/drawn';
import { stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';
import type { ProfileViewProps, ProfileViewState } from '../types';

beforeAll(() => stubCanvas({ width: 800, height: 600 }));

const profile = folded(`
  main;serve;json 50
  main;serve;sql 30
  main;gc 15
  tick 5
`);

const grid = () => screen.getByRole('treegrid');

/** The rows as they stand there: level, name, numbers. */
const rows = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((each) => `${each.getAttribute('aria-level')} ${each.textContent}`);

/** The row that has the focus. */
const focused = () => document.activeElement?.closest('[role="row"]')?.textContent;

async function renderTree(
  state: Partial<ProfileViewState> = {},
  shown = profile,
  extra: Pick<ProfileViewProps, 'own' | 'hasLines'> = {}
) {
  const view = renderView(shown, { layout: 'tree', ...state }, extra);
  await screen.findByRole('treegrid');
  const row = (name: string) => within(grid()).getByText(name).closest<HTMLElement>('[role="row"]')!;
  return { ...view, press: (keys: string) => view.user.keyboard(keys), row };
}

const OPEN = [
  '1 main95 s 95 %',
  '2 serve80 s 80 %',
  '3 json50 s 50 %50 s 50 %',
  '3 sql30 s 30 %30 s 30 %',
  '2 gc15 s 15 %15 s 15 %',
  '1 tick5 s 5 %5 s 5 %',
];

test('opens and closes by clicks, the largest first, with total and self', async () => {
  const { user, row } = await renderTree();
  expect(rows()).toEqual(['1 main95 s 95 %', '1 tick5 s 5 %5 s 5 %']);
  await user.click(row('main'));
  await user.click(row('serve'));
  expect(rows()).toEqual(OPEN);
  expect(row('main')).toHaveAttribute('aria-expanded', 'true');
  expect(row('json')).not.toHaveAttribute('aria-expanded');
  await user.click(row('main'));
  expect(rows()).toHaveLength(2);
});

test('L shows source lines of a function, and none of a package', async () => {
  const shown = folded('net/http.serve 1');
  const pressed = async (state: Partial<ProfileViewState>) => {
    const { press, state: now, unmount } = await renderTree(state, shown, { hasLines: true });
    act(() => grid().querySelector<HTMLElement>('[data-control="name"]')!.focus());
    await press('l');
    unmount();
    return now().lines;
  };
  expect(await pressed({})).toBe('net/http.serve');
  expect(await pressed({ transforms: [{ kind: 'packages' }] })).toBeUndefined();
});

test('what opens above a row only moves its element', async () => {
  const { user, row } = await renderTree();
  const tick = row('tick');
  await user.click(row('main'));
  expect(row('tick')).toBe(tick);
  expect(tick).toHaveAttribute('aria-rowindex', '5');
  await user.click(row('main'));
  expect(row('tick')).toBe(tick);
  expect(tick).toHaveAttribute('aria-rowindex', '3');
});

test('goes everywhere by keys', async () => {
  const { user, press } = await renderTree();
  await user.click(screen.getByRole('radio', { name: 'Top-down' }));
  await user.tab();
  await user.tab();
  await user.tab();
  expect(focused()).toContain('main');
  await press('{ArrowRight}');
  expect(rows()).toHaveLength(4);
  await press('{ArrowRight}');
  expect(focused()).toContain('serve');
  await press('{Enter}{ArrowDown}{ArrowDown}');
  expect(rows()).toEqual(OPEN);
  expect(focused()).toContain('sql');
  await press('{ArrowLeft}');
  expect(focused()).toContain('serve');
  await press('{ArrowLeft}');
  expect(rows()).toHaveLength(4);
  await press('{End}');
  expect(focused()).toContain('tick');
  await press('{Home}');
  expect(focused()).toContain('main');
  await press('h');
  await waitFor(() => expect(focused()).toContain('json'));
  expect(rows()).toEqual(OPEN);
});

test('after a refresh the keyboard is still on its line, wherever that stands now', async () => {
  const { user, press, setProfile, state } = await renderTree();
  await user.click(screen.getByRole('radio', { name: 'Top-down' }));
  await user.tab();
  await user.tab();
  await user.tab();
  await press('h');
  await waitFor(() => expect(focused()).toContain('json'));
  await press('{ArrowDown}');
  expect(focused()).toContain('sql');
  setProfile(folded('aa 200\nmain;serve;json 50\nmain;serve;sql 30\nmain;gc 15\ntick 5'));
  expect(rows()[0]).toContain('aa');
  expect(rows()[4]).toContain('sql');
  expect(focused()).toContain('sql');
  await press('s');
  expect(state().sandwich).toBe('sql');
});

test('from the bottom up has each function with its self, and its callers below; the direction is in the state', async () => {
  const { user, row, changes, setProfile } = await renderTree();
  await user.click(screen.getByRole('radio', { name: 'Bottom-up' }));
  expect(changes).toEqual([{ change: { tree: 'bottom-up' }, history: 'push' }]);
  expect(screen.getByRole('treegrid', { name: 'Call tree, Bottom-up' })).toBeInTheDocument();
  expect(rows()).toEqual(['1 json50 s 50 %', '1 sql30 s 30 %', '1 gc15 s 15 %', '1 tick5 s 5 %']);
  await user.click(row('sql'));
  expect(rows().slice(1, 4)).toEqual(['1 sql30 s 30 %', '2 serve30 s 30 %', '3 main30 s 30 %']);
  setProfile(folded('main;serve;sql 90\ntick 10'));
  expect(rows()).toEqual(['1 sql90 s 90 %', '2 serve90 s 90 %', '3 main90 s 90 %', '1 tick10 s 10 %']);
});

test('follows the heaviest stack, and copies it with its numbers', async () => {
  const copied: string[] = [];
  const { user } = await renderTree();
  Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
  jest.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
    copied.push(text);
    return Promise.resolve();
  });
  await user.click(screen.getByRole('button', { name: 'Copy the heaviest stack' }));
  expect(await screen.findByText('Copied 3 frames')).toBeInTheDocument();
  expect(copied).toEqual(['95 s\t95 %\tmain\n80 s\t80 %\tserve\n50 s\t50 %\tjson']);
  expect(rows()).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Follow the heaviest' }));
  await waitFor(() => expect(rows()).toEqual(OPEN));
});

test('opens the way to the next match, and dims what does not match', async () => {
  const { user, row } = await renderTree({ search: { text: 'sql', regex: false } });
  expect(rows()).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: /Next match/ }));
  expect(rows()).toEqual(OPEN);
  expect(row('sql')).toHaveAttribute('aria-selected', 'true');
  const weight = (name: string) => getComputedStyle(row(name)).fontWeight;
  expect([weight('sql'), weight('json')]).toEqual(['500', '']);
});

test('shows the part that is focused, of what transforms leave', async () => {
  await renderTree({ focus: ['main', 'serve'], transforms: [{ kind: 'hide', about: 'sql' }] });
  expect(
    rows()
      .map((text) => text.replace(/[\d.]+ %/g, ''))
      .join()
  ).toBe('1 serve50 s ,2 json50 s 50 s ');
});

test('charges each place with what is done for it in a column Own, which lines from the bottom up have not', async () => {
  const stacks = 'main.main;main.serve;runtime.mallocgc 60\nmain.main 11\nruntime.gc 29';
  const { user, row } = await renderTree({}, folded(stacks), { own: { words: [], waits: false } });
  await user.click(row('main.main'));
  await waitFor(() =>
    expect(rows()).toEqual([
      '1 main.main71 s 71 %11 s 11 %11 s 11 %',
      '2 main.serve60 s 60 %60 s 60 %',
      '3 runtime.mallocgc60 s 60 %60 s 60 %',
      '1 runtime.gc29 s 29 %29 s 29 %',
    ])
  );
  const heads = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(heads()).toEqual(['Symbol', 'Total', 'Self', 'Own']);
  const cells = (name: string) =>
    [...row(name).querySelectorAll('[role$="cell"]')].map(({ textContent }) => textContent);
  expect(cells('main.serve')).toEqual(['main.serve', '60 s 60 %', '', '60 s 60 %']);
  expect(cells('runtime.mallocgc')).toEqual(['runtime.mallocgc', '60 s 60 %', '60 s 60 %', '']);
  await user.click(screen.getByRole('radio', { name: 'Bottom-up' }));
  expect(heads()).toEqual(['Symbol', 'Self']);
});

test('has the menu of its symbols, whose sandwich opens beside the table', async () => {
  const { user, row, changes } = await renderTree();
  await user.click(row('main'));
  await user.click(screen.getByRole('button', { name: 'More about serve' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Show callers and callees' }));
  expect(changes).toEqual([
    { change: expect.objectContaining({ sandwich: 'serve', layout: 'both' }), history: 'push' },
  ]);
});

test.each(['the menu', 'the key s'])('a sandwich that the layout hides is shown by %s, not left', async (by) => {
  const { user, row, press, state } = await renderTree({ sandwich: 'main' });
  if (by === 'the menu') {
    await user.click(screen.getByRole('button', { name: 'More about main' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Show callers and callees' }));
  } else {
    act(() => row('main').querySelector<HTMLElement>('[tabindex]')!.focus());
    await press('s');
  }
  expect(state()).toMatchObject({ sandwich: 'main', layout: 'both' });
  expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('main');
});

test('says what is not loaded, and marks all other numbers as lower bounds', async () => {
  await renderTree({}, folded('main;read 3\nmain;other 1'));
  expect(rows()).toEqual([
    '1 main≥ 4 s 100 %',
    '2 read≥ 3 s 75 %≥ 3 s 75 %',
    '2 Not loaded, or a function named other1 s 25 %1 s 25 %',
  ]);
});

test('has one row for what is smaller, which opens', async () => {
  const small = Array.from({ length: 3 }, (_, i) => `main;small${i} 1`);
  const { user, row } = await renderTree({}, folded(['main;big 99997', ...small].join('\n')));
  expect(rows()).toEqual(['1 main100000 s 100 %', '2 big99997 s 100 %99997 s 100 %', '2 3 smaller ones3 s < 0.01 %']);
  await user.click(row('3 smaller ones'));
  expect(rows().slice(2)).toEqual([0, 1, 2].map((i) => `2 small${i}1 s < 0.01 %1 s < 0.01 %`));
});

test('a comparison has none: its link shows table and graph', async () => {
  const side = { profile, factor: 1, samples: 10_000 };
  const both = compareProfiles(side, side, 'larger');
  renderView(both, { layout: 'tree' }, { changes: changeTable(both, both.sides) });
  expect(screen.getByRole('table')).toBeInTheDocument();
  expect(screen.queryByRole('radio', { name: 'Call tree' })).not.toBeInTheDocument();
});
