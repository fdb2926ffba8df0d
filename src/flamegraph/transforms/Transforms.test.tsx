import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { folded, drawn } from '../../profile/testing/drawn';
import type { Transform } from '../../profile/transforms/transforms';
import { giveElementsASize } from '../testing/elementSize';
import { shownGraphs } from '../testing/graphProbe';
import { renderView } from '../testing/renderView';
import type { ProfileViewState } from '../types';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => giveElementsASize());

const stacks = () =>
  folded(`
    main.main;net/http.serve;main.cart;json.Marshal 50
    main.main;net/http.serve;main.tax 20
    main.main;net/http.serve;runtime.mallocgc 10
    runtime.gcBgMarkWorker 20
  `);

const own = { words: [], waits: false };
const show = (state: Partial<ProfileViewState> = {}, profile = stacks()) => renderView(profile, state, { own });
type Shown = ReturnType<typeof show>;

const table = () => screen.getByRole('table', { name: 'Symbols' });
const rows = () =>
  within(table())
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('[role="cell"]')].map((cell) => cell.textContent).join(' | '));
const bar = () => screen.findByRole('group', { name: 'Transforms' });
const chip = (name: string) => screen.findByRole('button', { name });
const focusedName = () => {
  const { profile, focus } = shownGraphs.get('Flame graph')!;
  return profile.frames.names[profile.symbol[focus]];
};

/** Chooses something of a row's menu. */
async function transform({ user }: Shown, symbol: string, item: string) {
  await user.click(within(table()).getByRole('button', { name: `More about ${symbol}` }));
  await user.hover(await screen.findByRole('menuitem', { name: 'Transform' }));
  // On its way there user-event's pointer leaves the menu that the submenu is part of.
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

async function pressUndo({ user }: Shown) {
  within(table()).getByRole('button', { name: 'Total' }).focus();
  await user.keyboard('{Control>}z{/Control}');
}

describe('transforms', () => {
  it('hide a symbol from its row, as a step of history; a chip and the share left say so', async () => {
    const shown = show();
    await transform(shown, 'json.Marshal', 'Hide stacks with it');
    expect(await bar()).toHaveTextContent('50 % left: 50 s of 100 s');
    expect(await chip('without json.Marshal')).toHaveAttribute('aria-pressed', 'true');
    expect(shown.changes.at(-1)).toMatchObject({
      change: { transforms: [{ kind: 'hide', about: 'json.Marshal' }] },
      history: 'push',
    });
    expect(rows()[0]).toBe('main.tax | 20 s 40 % | 20 s 40 % | 20 s 40 %');
    expect(rows().some((row) => row.startsWith('json.Marshal'))).toBe(false);
  });

  it('carry what is zoomed into along, and Ctrl+Z brings it back, but not in a field', async () => {
    const shown = show({ focus: ['main.main', 'net/http.serve', 'main.cart'] });
    await transform(shown, 'net/http.serve', 'Merge into caller');
    await bar();
    expect(shown.state().focus).toEqual(['main.main', 'main.cart']);
    expect(focusedName()).toBe('main.cart');
    await shown.user.click(screen.getByRole('textbox', { name: 'Search symbols' }));
    await shown.user.keyboard('{Control>}z{/Control}');
    expect(shown.state().transforms).toHaveLength(1);
    await pressUndo(shown);
    await waitFor(() => expect(shown.state().transforms).toBeUndefined());
    // What was below the merged frame: it is under it again.
    expect(shown.state().focus).toEqual(['main.main', 'net/http.serve', 'main.cart']);
    expect(screen.queryByRole('group', { name: 'Transforms' })).not.toBeInTheDocument();
  });

  it('are taken back from where Back led to', async () => {
    const shown = show();
    await transform(shown, 'json.Marshal', 'Hide stacks with it');
    await bar();
    const first = shown.state().transforms;
    await transform(shown, 'main.tax', 'Hide stacks with it');
    await chip('without main.tax');
    shown.setState({ transforms: first });
    const steps = shown.changes.length;
    await pressUndo(shown);
    await waitFor(() => expect(shown.state().transforms).toBeUndefined());
    expect(shown.changes).toHaveLength(steps + 1);
  });

  it('of a link are taken back too, the last one first', async () => {
    const list: Transform[] = [{ kind: 'hide', about: 'main.tax' }, { kind: 'packages' }];
    const shown = show({ transforms: list });
    await bar();
    await pressUndo(shown);
    await waitFor(() => expect(shown.state().transforms).toEqual([list[0]]));
    await shown.user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(shown.state().transforms).toBeUndefined());
    expect(screen.queryByRole('group', { name: 'Transforms' })).not.toBeInTheDocument();
  });

  it.each([
    ['the cross of the last one', [{ kind: 'packages' }], 'Remove: by package'],
    ['all at once', [{ kind: 'packages' }, { kind: 'flatten' }], 'Remove all'],
  ] as const)(
    'that were taken away, %s, come back by Ctrl+Z at once, or by the button that stays',
    async (_, list, way) => {
      const shown = show({ transforms: [...list] });
      await shown.user.click(await chip(way));
      await waitFor(() => expect(shown.state().transforms).toBeUndefined());
      const line = await bar();
      await waitFor(() => expect(document.activeElement).toHaveAccessibleName('Profile'));
      await shown.user.keyboard('{Control>}z{/Control}');
      await waitFor(() => expect(shown.state().transforms).toEqual(list));
      await shown.user.click(await chip(way));
      await waitFor(() => expect(shown.state().transforms).toBeUndefined());
      expect(line).toHaveTextContent('100 % left');
      await shown.user.click(within(line).getByRole('button', { name: 'Undo' }));
      await waitFor(() => expect(shown.state().transforms).toEqual(list));
    }
  );

  it('move on by the same key: the focus goes along with the chip', async () => {
    const list: Transform[] = [{ kind: 'packages' }, { kind: 'flatten' }, { kind: 'hide', about: 'main' }];
    const shown = show({ transforms: list });
    (await chip('Apply earlier: without main')).focus();
    await shown.user.keyboard('{Enter}');
    await waitFor(() => expect(shown.state().transforms).toEqual([list[0], list[2], list[1]]));
    await shown.user.keyboard('{Enter}');
    await waitFor(() => expect(shown.state().transforms).toEqual([list[2], list[0], list[1]]));
    await waitFor(() => expect(screen.getByRole('button', { name: 'without main' })).toHaveFocus());
  });

  it('lead from a frame that goes to what is above it', async () => {
    const shown = show({ focus: ['main.main', 'net/http.serve', 'main.cart', 'json.Marshal'] });
    await transform(shown, 'json.Marshal', 'Merge into caller');
    await bar();
    expect(shown.state().focus).toEqual(['main.main', 'net/http.serve', 'main.cart']);
  });

  it('can be switched off, applied in another order, and removed', async () => {
    const list: Transform[] = [{ kind: 'packages' }, { kind: 'keep', about: 'net/http' }];
    const shown = show({ transforms: list });
    expect(await bar()).toHaveTextContent('80 % left: 80 s of 100 s');
    await shown.user.click(await chip('Apply earlier: only with net/http'));
    await waitFor(() => expect(shown.state().transforms).toEqual([list[1], list[0]]));
    // Before grouping there is no such symbol.
    expect(await bar()).toHaveTextContent('0 % left');
    expect(await screen.findByText('The transforms leave nothing of this profile')).toBeInTheDocument();
    await shown.user.click(await chip('only with net/http'));
    await waitFor(() => expect(shown.state().transforms).toEqual([{ ...list[1], off: true }, list[0]]));
    expect(await bar()).toHaveTextContent('100 % left');
    await shown.user.click(await chip('Remove: by package'));
    await waitFor(() => expect(shown.state().transforms).toEqual([{ ...list[1], off: true }]));
    expect(rows()).toHaveLength(8);
  });

  it('of a link hold before anything else is shown; a pattern that is none is said, and does nothing', async () => {
    show({
      transforms: [
        { kind: 'hide', about: '^runtime\\.', regex: true },
        { kind: 'keep', about: '(', regex: true },
      ],
    });
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(await bar()).toHaveTextContent('70 % left: 70 s of 100 s');
    expect(await bar()).toHaveTextContent(/Missing closing \)/);
  });

  it('take what is searched for', async () => {
    const shown = show({ search: { text: 'main.(', regex: false } });
    shown.setState({ search: { text: 'main.t', regex: false } });
    await transform(shown, 'main.tax', 'Keep only stacks that match “main.t”');
    await waitFor(() => expect(shown.state().transforms).toEqual([{ kind: 'keep', about: 'main\\.t', regex: true }]));
    expect(await bar()).toHaveTextContent('20 % left');
  });

  it('leave only own code', async () => {
    show({ transforms: [{ kind: 'own' }] });
    await bar();
    expect(rows().slice(0, 3)).toEqual([
      'main.cart | 50 s 62.5 % | 50 s 62.5 % | 50 s 62.5 %',
      'main.tax | 20 s 25 % | 20 s 25 % | 20 s 25 %',
      'main.main | 10 s 12.5 % | 80 s 100 % | 10 s 12.5 %',
    ]);
  });

  it('group by package; whose a package is, its functions tell', async () => {
    show({ transforms: [{ kind: 'packages' }], sort: { column: 'own', direction: 'desc' } });
    await bar();
    expect(rows()[0]).toBe('main | 20 s 20 % | 80 s 80 % | 80 s 80 %');
    expect(rows().at(-1)).toBe('No own code on the stack | 20 s 20 %');
  });

  it('keep numbers marked as lower bounds when what is not loaded is left out', async () => {
    const profile = drawn(`
      [total                  ]
      [a        ][b           ]
                    [other    ]
    `);
    show({ transforms: [{ kind: 'keep', about: 'a' }], highlight: 'a' }, profile);
    await bar();
    expect(rows()[0]).toMatch(/^a \| ≥ 11 s/);
    expect(screen.getByRole('button', { name: 'Remove highlight' }).parentElement).toHaveTextContent(/≥ 100 %/);
    expect(await bar()).toHaveTextContent('44 % left: 11 s of 25 s, as far as loaded (44 % is not)');
  });
});
