import { act, fireEvent, screen, within } from '@testing-library/react';
import React from 'react';
import { symbolTable } from '../../profile/table';
import { drawn, folded } from '../../profile/testing/drawn';
import { shownGraphs } from '../testing/graphProbe';
import { giveElementsASize } from '../testing/elementSize';
import { HOVERED, ROW_HEIGHT } from './styles';
import { renderView } from '../testing/renderView';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => giveElementsASize());

/** total 50: main 31 with self 3, in it json.Marshal 20, which calls itself, and read 8; gc 19. */
const profile = () =>
  drawn(`
    [total                                           ]
    [main                         ][gc               ]
       [json.Marshal      ][read  ]
         [json.Marshal    ]
  `);

const table = () => screen.getByRole('table', { name: 'Symbols' });
const rows = () => within(table()).getAllByRole('row').slice(1);
const texts = () => rows().map((row) => row.textContent);
const names = () => rows().map((row) => row.querySelector('[data-control="name"]')?.textContent);
const nameButton = (name: string) => screen.getByRole('button', { name });
const row = (name: string) => nameButton(name).closest<HTMLElement>('[role="row"]')!;
/** The names of the rows that stand out since they are pointed at in the graph. */
const hovered = () =>
  rows()
    .filter((shown) => shown.hasAttribute(HOVERED))
    .map((shown) => shown.querySelector('[data-control="name"]')?.textContent);
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('rows', () => {
  it('shows self and total with their shares, largest self first, recursion counted once, no row for the root', () => {
    renderView(profile());
    expect(texts()).toEqual([
      'json.Marshal20 s 40 %20 s 40 %',
      'gc19 s 38 %19 s 38 %',
      'read8 s 16 %8 s 16 %',
      'main3 s 6 %31 s 62 %',
    ]);
  });

  it('renders the rows on screen only, and tells assistive technology of the others', () => {
    const many = folded(Array.from({ length: 5000 }, (_, i) => `f${i} ${5000 - i}`).join('\n'));
    renderView(many);
    expect(table()).toHaveAttribute('aria-rowcount', '5001');
    expect(rows().length).toBeGreaterThanOrEqual(20);
    expect(rows().length).toBeLessThan(60);
    expect(rows()[0]).toHaveAttribute('aria-rowindex', '2');
    expect(row('f19')).toHaveAttribute('aria-rowindex', '21');
  });

  it('keeps the full name where it is cut', () => {
    const name = 'github.com/grafana/pyroscope/pkg/querier.(*Querier).SelectMergeStacktraces';
    renderView(folded(`${name} 1`));
    expect(nameButton(name).textContent).toBe(name);
    expect(screen.getByTitle(name)).toBeInTheDocument();
    // The path gives way first: it is a part of its own.
    expect(within(nameButton(name)).getByText('github.com/grafana/pyroscope/pkg/')).toBeInTheDocument();
  });
});

describe('sorting', () => {
  const header = (name: string) => within(table()).getByRole('columnheader', { name });

  it.each([
    ['Total', 'descending', ['main', 'json.Marshal', 'gc', 'read']],
    ['Symbol', 'ascending', ['gc', 'json.Marshal', 'main', 'read']],
  ])('by %s: the first click sorts %s, the second turns it around', async (column, direction, expected) => {
    const { user, changes } = renderView(profile());
    expect(header('Self')).toHaveAttribute('aria-sort', 'descending');

    await user.click(within(header(column)).getByRole('button'));
    expect(names()).toEqual(expected);
    expect(header(column)).toHaveAttribute('aria-sort', direction);
    expect(header('Self')).toHaveAttribute('aria-sort', 'none');

    await user.click(within(header(column)).getByRole('button'));
    expect(names()).toEqual([...expected].reverse());
    expect(changes.map(({ history }) => history)).toEqual(['push', 'push']);
  });
});

describe('what the page knows of a number', () => {
  const beside = (value: number) => (value > 0 ? <i>{`of ${value}`}</i> : null);

  it('stands beside it', () => {
    const shown = profile();
    const totals = symbolTable(shown);
    renderView(shown, {}, { besideValue: beside });
    const read = shown.frames.names.indexOf('read');
    const cells = within(row('read')).getAllByRole('cell');
    expect(cells.slice(1).map((cell) => cell.querySelector('i')?.textContent)).toEqual([
      `of ${totals.self[read]}`,
      `of ${totals.total[read]}`,
    ]);
  });
});

describe('highlight', () => {
  it('marks the symbol in table and graph without filtering; a second click takes it back', async () => {
    const { user, changes, state } = renderView(profile());
    await user.click(nameButton('json.Marshal'));
    expect(changes).toEqual([{ change: { highlight: 'json.Marshal' }, history: 'push' }]);
    expect(names()).toHaveLength(4);
    expect(nameButton('json.Marshal')).toHaveAttribute('aria-pressed', 'true');
    expect(nameButton('Highlight json.Marshal')).toHaveAttribute('aria-pressed', 'true');
    expect(nameButton('gc')).toHaveAttribute('aria-pressed', 'false');
    const { lit, profile: shown } = shownGraphs.get('Flame graph')!;
    expect(shown.frames.names.filter((_, symbol) => lit?.[symbol] === 1)).toEqual(['json.Marshal']);

    await user.click(nameButton('Highlight json.Marshal'));
    expect(state().highlight).toBeUndefined();
    expect(shownGraphs.get('Flame graph')!.lit).toBeUndefined();
  });
});

describe('row menu', () => {
  const open = async (user: ReturnType<typeof renderView>['user'], name: string) => {
    await user.click(nameButton(`More about ${name}`));
    return screen.findByRole('menu');
  };

  it('opens from its button, highlights, and gives the focus back', async () => {
    const { user, state } = renderView(profile());
    const menu = await open(user, 'gc');
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((item) => item.textContent)
    ).toEqual(['Highlight', 'Show callers and callees', 'Copy name', 'Find in search', 'Transform']);
    expect(nameButton('More about gc')).toHaveAttribute('aria-expanded', 'true');
    await user.click(within(menu).getByRole('menuitem', { name: 'Highlight' }));
    expect(state().highlight).toBe('gc');
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(focused()).toBe('More about gc');
  });

  it('offers source lines where they can be had', async () => {
    const { user, changes } = renderView(profile(), {}, { hasLines: true });
    await user.click(within(await open(user, 'read')).getByRole('menuitem', { name: 'Source lines' }));
    expect(changes).toEqual([{ change: { lines: 'read' }, history: 'push' }]);
  });

  it('offers neither source lines nor costs over time of a package', async () => {
    const asked = { hasLines: true, onOverTime: jest.fn() };
    const { user } = renderView(folded('net/http.serve 1'), { transforms: [{ kind: 'packages' }] }, asked);
    await screen.findByRole('button', { name: 'More about net/http' });
    expect(
      within(await open(user, 'net/http'))
        .getAllByRole('menuitem')
        .map((item) => item.textContent)
    ).toEqual(['Highlight', 'Show callers and callees', 'Copy name', 'Find in search', 'Transform']);
  });

  it('opens by right click and menu key; Escape closes it and nothing else', async () => {
    const { user, state } = renderView(profile(), { highlight: 'gc' });
    fireEvent.contextMenu(row('read'), { clientX: 40, clientY: 50 });
    expect(await screen.findByRole('menuitem', { name: 'Highlight' })).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(state().highlight).toBe('gc');
    expect(focused()).toBe('read');

    fireEvent.contextMenu(nameButton('gc'));
    expect(await screen.findByRole('menuitem', { name: 'Remove highlight' })).toBeInTheDocument();
  });

  it('opens the sandwich, finds in search, and copies', async () => {
    const { user, state } = renderView(profile());
    const writeText = jest.fn().mockResolvedValue(undefined);
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    await user.click(within(await open(user, 'read')).getByRole('menuitem', { name: 'Copy name' }));
    expect(writeText).toHaveBeenCalledWith('read');
    expect(await screen.findByText('Copied read')).toBeInTheDocument();

    await user.click(within(await open(user, 'read')).getByRole('menuitem', { name: 'Show callers and callees' }));
    expect(state().sandwich).toBe('read');

    await user.click(within(await open(user, 'main')).getByRole('menuitem', { name: 'Find in search' }));
    expect(state().search).toEqual({ text: 'main', regex: false });
    expect(names()).toEqual(['main']);
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(focused()).toBe('Search symbols');
  });
});

describe('keyboard', () => {
  it('has one tab stop row; arrows walk rows and the buttons of a row', async () => {
    const { user } = renderView(profile());
    act(() => screen.getByRole('button', { name: 'Total' }).focus());
    await user.tab();
    expect(focused()).toBe('Highlight json.Marshal');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('Highlight gc');
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(focused()).toBe('gc');
    await user.keyboard('{End}');
    expect(focused()).toBe('main');
    await user.keyboard('{ArrowDown}');
    expect(focused()).toBe('main');
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    expect(focused()).toBe('Callers and callees of read');
    await user.keyboard('{Home}{ArrowRight}');
    expect(focused()).toBe('json.Marshal');
    // The row left is out of the tab order, so that Tab leaves the table from any row.
    expect(rows().filter((r) => r.querySelector('[tabindex="0"]') !== null)).toEqual([row('json.Marshal')]);
  });

  it('pages, and reaches rows that were not rendered', async () => {
    const many = folded(Array.from({ length: 5000 }, (_, i) => `f${i} ${5000 - i}`).join('\n'));
    const { user } = renderView(many);
    act(() => nameButton('f0').focus());
    await user.keyboard('{PageDown}');
    // 560 px hold 20 rows of 28 px; one stays as the eye's anchor.
    expect(focused()).toBe('f19');
    await user.keyboard('{PageDown}{PageUp}');
    expect(focused()).toBe('f19');
    await user.keyboard('{End}');
    expect(focused()).toBe('f4999');
  });

  it('highlights by Enter', async () => {
    const { user, state } = renderView(profile());
    act(() => nameButton('read').focus());
    await user.keyboard('{Enter}');
    expect(state().highlight).toBe('read');
  });
});

describe('hover', () => {
  it('lights the symbol up in the graph, and the other way round', async () => {
    const { user } = renderView(profile());
    const symbol = shownGraphs.get('Flame graph')!.profile.frames.names.indexOf('read');
    await user.hover(row('read'));
    expect(shownGraphs.get('Flame graph')!.hovered?.get()).toBe(symbol);
    await user.unhover(row('read'));
    await user.hover(screen.getByRole('columnheader', { name: 'Symbol' }));
    expect(shownGraphs.get('Flame graph')!.hovered?.get()).toBeUndefined();

    act(() => shownGraphs.get('Flame graph')!.onHover(symbol));
    expect(hovered()).toEqual(['read']);
    expect(shownGraphs.get('Flame graph')!.hovered?.get()).toBeUndefined();
    act(() => shownGraphs.get('Flame graph')!.onHover(undefined));
    expect(hovered()).toEqual([]);
  });
});

describe('after a refresh', () => {
  /** As before, with functions whose names come first. */
  const refreshed = () =>
    folded('A;B 3\nmain 3\nmain;json.Marshal 2\nmain;json.Marshal;json.Marshal 18\nmain;read 8\ngc 19');

  it('an open menu is still of its symbol', async () => {
    const { user, setProfile, state } = renderView(profile());
    await user.click(screen.getByRole('button', { name: 'More about read' }));
    setProfile(refreshed());
    await user.click(await screen.findByRole('menuitem', { name: 'Highlight' }));
    expect(state().highlight).toBe('read');
  });

  it('the keyboard is still on its symbol, wherever that stands now', async () => {
    const { user, setProfile, state } = renderView(profile());
    await user.click(nameButton('gc'));
    setProfile(folded('A;B 3\nmain 3\nmain;json.Marshal 2\nmain;json.Marshal;json.Marshal 18\nmain;read 30\ngc 1'));
    expect(names().indexOf('gc')).toBe(4);
    expect(row('gc')).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('{Enter}');
    expect(state().highlight).toBeUndefined();
  });

  it('nothing stays marked that was hovered, nor where the graph is gone', async () => {
    const { setProfile, setState } = renderView(profile());
    const hoverInGraph = (name: string) => {
      const { onHover, profile: shown } = shownGraphs.get('Flame graph')!;
      act(() => onHover(shown.frames.names.indexOf(name)));
    };
    hoverInGraph('read');
    expect(hovered()).toEqual(['read']);
    setProfile(refreshed());
    expect(hovered()).toEqual([]);
    hoverInGraph('read');
    setState({ layout: 'table' });
    expect(hovered()).toEqual([]);
  });

  it('the table stays where it is scrolled to, with a symbol highlighted', () => {
    const many = (more: string) =>
      folded(`${more}${Array.from({ length: 500 }, (_, i) => `f${i} ${500 - i}`).join('\n')}`);
    const { setProfile } = renderView(many(''), { highlight: 'f300' });
    const scroller = rows()[0].closest('[role="rowgroup"]')!;
    // The last row that the height has room for.
    expect(scroller.scrollTop).toBe(301 * ROW_HEIGHT - 560);
    scroller.scrollTop = 1000;
    fireEvent.scroll(scroller);
    setProfile(many('a 1\nb 2\n'));
    expect(scroller.scrollTop).toBe(1000);
    expect(rows().map((row) => row.getAttribute('data-index'))).toContain(String(Math.floor(1000 / ROW_HEIGHT)));
  });
});

describe('what is not loaded', () => {
  /** total 40; main 30 with self 10, `other` 20; `other` 4 below the root; gc 6. */
  const truncated = () => folded('main 10\nmain;other 16\ngc 10\nother 4');

  it('is a line of its own, and all other numbers are lower bounds', () => {
    renderView(truncated());
    expect(table()).toHaveAttribute('aria-rowcount', '4');
    expect(texts()).toEqual([
      'gc≥ 10 s 25 %≥ 10 s 25 %',
      'main≥ 10 s 25 %≥ 26 s 65 %',
      'Not loaded, or a function named other20 s 50 %',
    ]);
    expect(rows()[2]).toHaveAttribute('aria-rowindex', '4');
    expect(table()).toHaveAccessibleDescription(/every number marked ≥ is at least what it says/);
    expect(screen.getByRole('button', { name: 'Why numbers are marked ≥' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'other' })).not.toBeInTheDocument();
    expect(screen.getByText('50 % not loaded')).toBeInTheDocument();
  });

  it('is said in the menu of a row: between what its numbers lie', async () => {
    renderView(truncated());
    fireEvent.contextMenu(row('main'));
    // 16 of the 20 are below main already; as its self they may all be.
    expect(await screen.findByText('≥ 26 s · At most 30 s')).toBeInTheDocument();
    expect(screen.getByText('≥ 10 s · At most 30 s')).toBeInTheDocument();
  });

  it('rounds lower bounds down, values and shares, in the table and in a sandwich', () => {
    const formatValue = (value: number, rounding?: 'down') => (rounding ? `${Math.floor(value)} s` : `${value} s`);
    renderView(folded('main 12.36\nother 87.64'), { sandwich: 'main' }, { formatValue });
    expect(texts()).toEqual(['main≥ 12 s 12.3 %≥ 12 s 12.3 %', 'Not loaded, or a function named other87.64 s 87.6 %']);
    expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('≥ 12 s 12.3 %');
  });

  it('stays out of search and order', async () => {
    const { user } = renderView(truncated());
    await user.type(screen.getByRole('textbox', { name: 'Search symbols' }), 'other');
    expect(texts()).toEqual(['Not loaded, or a function named other20 s 50 %']);
    expect(screen.getByText('0 symbols, ≥ 0 %', { selector: 'span' })).toBeInTheDocument();
    expect(screen.getByText('No symbol matches')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Total' }));
    expect(texts()).toHaveLength(1);
  });

  it('is not there when everything is loaded', () => {
    renderView(profile());
    expect(screen.queryByText(/Not loaded/)).not.toBeInTheDocument();
    expect(table()).not.toHaveAttribute('aria-describedby');
  });
});
