import { act, screen, within } from '@testing-library/react';
import { Menu } from '@grafana/ui';
import axe from 'axe-core';
import React from 'react';
import { drawn, folded } from '../profile/testing/drawn';
import { giveElementsASize } from './testing/elementSize';
import { marshaling as profile } from './testing/marshaling';
import { renderView } from './testing/renderView';

jest.mock('./FlameGraph', () => jest.requireActual('./testing/graphProbe'));

beforeEach(() => giveElementsASize());

const button = (name: string) => screen.getByRole('button', { name });

describe('keys of the view', () => {
  it('Escape closes a menu, then leaves sandwich, focus and highlight, one a press', async () => {
    const { user, state } = renderView(profile(), { sandwich: 'read', focus: ['main'], highlight: 'gc' });
    await user.click(button('View'));
    expect(await screen.findByRole('menu')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(state().sandwich).toBe('read');
    act(() => button('read').focus());
    await user.keyboard('{Escape}');
    expect(state()).toMatchObject({ sandwich: undefined, focus: ['main'], highlight: 'gc' });
    await user.keyboard('{Escape}');
    expect(state()).toMatchObject({ focus: undefined, highlight: 'gc' });
    await user.keyboard('{Escape}');
    expect(state().highlight).toBeUndefined();
  });

  it('Escape in the search field clears it first', async () => {
    const { user, state } = renderView(profile(), { search: { text: 'json', regex: false }, highlight: 'gc' });
    await user.click(screen.getByRole('textbox'));
    await user.keyboard('{Escape}');
    expect(state()).toMatchObject({ search: undefined, highlight: 'gc' });
    await user.keyboard('{Escape}');
    expect(state().highlight).toBeUndefined();
  });

  it('goes on working when what had the focus is gone', async () => {
    const { user, state } = renderView(profile(), { sandwich: 'read', highlight: 'gc' });
    act(() => screen.getByRole('tree', { name: 'Callees of read' }).focus());
    await user.keyboard('{Escape}');
    expect(state().sandwich).toBeUndefined();
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await user.keyboard('{Escape}');
    expect(state().highlight).toBeUndefined();
    await user.keyboard('/');
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('/ goes to the search, and is a character there', async () => {
    const { user, state } = renderView(profile());
    act(() => button('gc').focus());
    await user.keyboard('/');
    expect(screen.getByRole('textbox')).toHaveFocus();
    expect(state().search).toBeUndefined();
    await user.keyboard('/');
    expect(state().search).toEqual({ text: '/', regex: false });
  });
});

describe('what the page gives', () => {
  it('stands on the header line beside the total', () => {
    renderView(profile(), {}, { header: <button>Load more</button> });
    expect(screen.getByText('total 50 s').parentElement).toContainElement(button('Load more'));
  });

  it('follows a note where values are too large to be exact', () => {
    const { setProfile } = renderView(folded(`main ${2 ** 53}\ngc ${2 ** 53}`));
    expect(screen.getByText('· rounded')).toHaveAttribute('title', expect.stringContaining('2^53'));
    setProfile(folded('main 1\ngc 1'));
    expect(screen.queryByText('· rounded')).not.toBeInTheDocument();
  });

  it('stays in sight where there is no graph', () => {
    renderView(profile(), { layout: 'table' }, { header: <button>Load more</button> });
    expect(button('Load more')).toBeInTheDocument();
    expect(screen.getByText('total 50 s')).toBeInTheDocument();
  });

  it('puts what the page offers for a symbol into its menu, not into the one of all', async () => {
    const symbolItems = (name: string) => <Menu.Item label={`Slices of ${name}`} />;
    const { user } = renderView(profile(), {}, { symbolItems });
    await user.click(button('View'));
    expect(await screen.findByRole('menuitem', { name: 'Transform' })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: /^Slices/ })).not.toBeInTheDocument();
    await user.keyboard('{Escape}');
    await user.pointer({ keys: '[MouseRight]', target: screen.getByRole('button', { name: 'gc' }) });
    expect(await screen.findByRole('menuitem', { name: 'Slices of gc' })).toBeInTheDocument();
  });

  it('marks a stale picture as busy', () => {
    renderView(profile(), {}, { stale: true });
    expect(screen.getByRole('region', { name: 'Profile' })).toHaveAttribute('aria-busy', 'true');
  });

  it.each([
    ['no rows', drawn('')],
    ['a root of value 0', folded('')],
  ])('is "no data" with %s', (_, nothing) => {
    renderView(nothing);
    expect(screen.getByText('No data')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});

describe('accessibility', () => {
  /** Findings inside components of @grafana/ui are theirs. jsdom has no layout: color contrast is a browser test. */
  const findings = async (element: Element) => {
    const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  };

  it.each([
    ['plain', {}],
    ['search, chips and steps', { search: { text: 'e', regex: false }, highlight: 'gc', focus: ['main'] }],
    ['sandwich', { sandwich: 'json.Marshal' }],
    ['table only', { layout: 'table' as const }],
  ])('axe finds nothing: %s', async (_, state) => {
    const { container } = renderView(folded('main;json.Marshal 10\nmain;other 16\ngc 10\nother 4'), state);
    expect(within(container).getByRole('table')).toBeInTheDocument();
    expect(await findings(container)).toEqual([]);
  });
});
