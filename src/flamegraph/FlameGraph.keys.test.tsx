import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { applyTransforms, callees } from '../profile/testing/merged';
import { drawn, folded } from '../profile/testing/drawn';
import { stubCanvas } from './testing/canvasStub';
import { renderGraph } from './testing/renderGraph';

// 480 px wide: one value unit is 10 px. `b` and `c` are one group.
stubCanvas({ width: 480, height: 100 });
const profile = drawn(`
  [total                                         ]
  [a                      ][b                    ]
          [d      ][e     ][c                    ]
                                   [f][g         ]
`);
const symbol = (name: string) => profile.frames.names.indexOf(name);
const node = (name: string) => profile.symbol.indexOf(symbol(name));

function renderFocused(...args: Parameters<typeof renderGraph>) {
  const graph = renderGraph(...args);
  act(() => graph.tree().focus());
  const name = () => graph.current()?.split(',')[0];
  return { ...graph, name, press: (keys: string) => graph.user.keyboard(keys) };
}

describe('the tree', () => {
  it('is what a screen reader sees: the path, the siblings and the children of the current frame', async () => {
    const { press, tree } = renderFocused(profile);
    await press('{ArrowDown}');
    const items = screen.getAllByRole('treeitem').map((item) => item.getAttribute('aria-label'));
    expect(items).toEqual([
      'total, 100 % of total',
      'a, 52.1 % of total, self 16.7 %, child 1 of 2',
      'd, 18.8 % of total, self 18.8 %, child 1 of 2',
      'e, 16.7 % of total, self 16.7 %, child 2 of 2',
      'b, 47.9 % of total, self 0 %, child 2 of 2, group with 1 more frame',
    ]);
    expect(screen.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-level', '2');
    expect(screen.getByRole('treeitem', { selected: true }).id).toBe(tree().getAttribute('aria-activedescendant'));
    await waitFor(() => expect(tree()).toHaveAccessibleDescription(/Arrow keys move between frames/));
  });

  it('hides the canvases', () => {
    const { canvas } = renderFocused(profile);
    expect(canvas).toHaveAttribute('aria-hidden', 'true');
  });

  it('is walked: down to the heaviest child, up to the parent, sideways along the row', async () => {
    const { press, name } = renderFocused(profile);
    const walk = async (key: string) => {
      await press(key);
      return name();
    };
    expect(name()).toBe('total');
    expect(await walk('{ArrowDown}')).toBe('a');
    expect(await walk('{ArrowDown}')).toBe('d');
    expect(await walk('{ArrowRight}')).toBe('e');
    expect(await walk('{ArrowRight}')).toBe('f');
    expect(await walk('{ArrowUp}')).toBe('b');
    expect(await walk('{ArrowLeft}')).toBe('a');
    expect(await walk('{ArrowLeft}')).toBe('a');
    expect(await walk('{Home}')).toBe('total');
  });

  it('is walked as it is drawn: upward to callers', async () => {
    const { press, name } = renderFocused(profile, { direction: 'up' });
    await press('{ArrowUp}');
    expect(name()).toBe('a');
    await press('{ArrowDown}');
    expect(name()).toBe('total');
  });

  it('is walked as it is drawn where its root is at the bottom, with the selves of callees', async () => {
    const { press, name, current } = renderFocused(profile, { grows: 'up' });
    await press('{ArrowUp}');
    expect(current()).toBe('a, 52.1 % of total, self 16.7 %, child 1 of 2');
    await press('{ArrowDown}');
    expect(name()).toBe('total');
  });

  it('is followed by h to the end of the heaviest path, through groups', async () => {
    const { press, name, tree } = renderFocused(profile);
    await press('h');
    expect(name()).toBe('d');
    await press('h');
    expect(name()).toBe('d');
    await press('{ArrowUp}{ArrowRight}h');
    expect(name()).toBe('g');
    expect(tree()).toHaveAccessibleDescription(/H follows the heaviest path/);
  });

  it('rings the current frame and shows its numbers', async () => {
    const { press, overlay } = renderFocused(profile);
    await press('{ArrowDown}{ArrowRight}');
    expect((await overlay()).outlines[0]).toMatchObject({ x: 251, y: 21 });
    expect(await screen.findByTestId('flamegraph-tooltip')).toHaveTextContent('b');
  });

  it('scrolls to what is current', async () => {
    const chain = drawn(Array.from({ length: 30 }, () => '[f                  ]').join('\n'));
    const none = { mode: 'none', toggled: new Set<number>() } as const;
    const { press, tree } = renderFocused(chain, { collapse: none });
    expect(tree().scrollTop).toBe(0);
    await press('{ArrowDown>9/}');
    // Ten rows of 20 px in a view of 100 px.
    expect(tree().scrollTop).toBe(100);
  });

  it('leaves the reader where they scrolled to when another profile takes the place', async () => {
    const chainOf = (width: number) => drawn(Array.from({ length: 30 }, () => `[f${' '.repeat(width)}]`).join('\n'));
    const none = { mode: 'none', toggled: new Set<number>() } as const;
    const { press, tree, setProps, name } = renderFocused(chainOf(18), { collapse: none });
    await press('{ArrowDown>2/}');
    tree().scrollTop = 400;
    fireEvent.scroll(tree());
    setProps({ profile: chainOf(28), wholeValue: 31 });
    expect([name(), tree().scrollTop]).toEqual(['f', 400]);
  });
});

describe('keys', () => {
  it('reach boxes of less than a pixel, which are painted', async () => {
    // Two of 1,000 are 0.96 px.
    const narrow = folded('big 996\nsmall 2\ntiny 2');
    const { press, name, events } = renderFocused(narrow);
    await press('{ArrowDown}{ArrowRight}');
    expect(name()).toBe('small');
    await press('{ArrowRight}');
    expect(name()).toBe('tiny');
    await press('{Enter}');
    expect(events.onFocus).toHaveBeenCalledWith(narrow.symbol.indexOf(narrow.frames.names.indexOf('tiny')));
  });

  it('Enter focuses, Escape steps out through what was focused before', async () => {
    const { press, events } = renderFocused(profile);
    await press('{ArrowDown}{Enter}{ArrowDown}{Enter}');
    expect(events.onFocus.mock.calls).toEqual([[node('a')], [node('d')]]);
    expect(screen.getByRole('status')).toHaveTextContent('Focused d, 18.8 % of total');
    await press('{Escape}{Escape}');
    expect(events.onFocus.mock.calls.slice(2)).toEqual([[node('a')], [0]]);
    expect(screen.getByRole('status')).toHaveTextContent('Showing the whole');
  });

  it('a step that a link has no room for is not announced', async () => {
    const { press, events, setProps } = renderFocused(profile, { focus: 0 });
    await press('{ArrowDown}{Enter}');
    expect(events.onFocus).toHaveBeenCalledWith(node('a'));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    setProps({ focus: node('a') });
    expect(screen.getByRole('status')).toHaveTextContent(/^Focused a/);
  });

  it('nor is a group that stays as it was since the link has no room for it', async () => {
    const onCollapse = jest.fn();
    const { press, setProps } = renderFocused(profile, { collapse: { mode: 'all', toggled: new Set() }, onCollapse });
    await press('{ArrowDown}{ArrowRight}e');
    const wanted = { mode: 'all' as const, toggled: new Set([node('b')]) };
    expect(onCollapse).toHaveBeenCalledWith(wanted);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    setProps({ collapse: wanted });
    expect(screen.getByRole('status')).toHaveTextContent('Group expanded');
  });

  it('a lower bound is announced as one, rounded down', async () => {
    const cut = folded('main 6179\nother 3821');
    const { press } = renderFocused(cut, { lowerBound: true });
    await press('{ArrowDown}{Enter}');
    expect(screen.getByRole('status')).toHaveTextContent('Focused main, ≥ 61.7 % of total');
  });

  it('Escape steps over frames that were not focused before', async () => {
    const { press, events } = renderFocused(profile);
    await press('{ArrowDown}{ArrowDown}{Enter}{Escape}');
    expect(events.onFocus.mock.calls).toEqual([[node('d')], [0]]);
  });

  it('Escape steps to the parent where a link led here', async () => {
    const { press, events } = renderFocused(profile, { focus: node('g') });
    await press('{Escape}');
    expect(events.onFocus).toHaveBeenCalledWith(node('b'));
  });

  it('leaves an Escape that has nothing to step out of to others, and keeps one that has', async () => {
    const escaped = jest.fn();
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && escaped();
    document.body.addEventListener('keydown', listen);
    const { press } = renderFocused(profile);
    await press('{Escape}');
    expect(escaped).toHaveBeenCalledTimes(1);
    await press('{ArrowDown}{Enter}{Escape}');
    expect(escaped).toHaveBeenCalledTimes(1);
    document.body.removeEventListener('keydown', listen);
  });

  it('s shows callers and callees, Shift+H highlights, but not of the root', async () => {
    const { press, events } = renderFocused(profile);
    await press('s{Shift>}H{/Shift}');
    expect(events.onSandwich).not.toHaveBeenCalled();
    expect(events.onHighlight).not.toHaveBeenCalled();
    await press('{ArrowDown}s{Shift>}H{/Shift}');
    expect(events.onSandwich).toHaveBeenCalledWith(symbol('a'));
    expect(events.onHighlight).toHaveBeenCalledWith(symbol('a'));
  });

  it('c copies the name, without a clipboard too', async () => {
    let copied: string | undefined;
    const execCommand = () => {
      copied = document.querySelector('textarea')?.value;
      return true;
    };
    Object.defineProperty(document, 'execCommand', { configurable: true, value: execCommand });
    Object.defineProperty(window, 'isSecureContext', { configurable: true, value: false });
    const { press, tree } = renderFocused(profile);
    await press('{ArrowDown}c');
    expect(copied).toBe('a');
    expect(tree()).toHaveFocus();
    expect(await screen.findByText('Copied a')).toBeInTheDocument();
  });

  it('e expands and collapses the group one is in', async () => {
    const { press, texts } = renderFocused(profile);
    await press('{ArrowDown}{ArrowRight}e');
    expect(texts()).toEqual(expect.arrayContaining(['b  23 ms', 'c  23 ms']));
    await press('{ArrowDown}e');
    expect(texts()).toContain('(1) b  23 ms');
  });

  it.each(['{ContextMenu}', '{Shift>}{F10}{/Shift}'])(
    '%s opens the menu, Escape closes it and gives the focus back',
    async (key) => {
      const { press, tree } = renderFocused(profile);
      await press(`{ArrowDown}${key}`);
      const first = await screen.findByRole('menuitem', { name: /^Focus/ });
      await waitFor(() => expect(first).toHaveFocus());
      await press('{Escape}');
      expect(screen.queryByRole('menu')).toBeNull();
      expect(tree()).toHaveFocus();
    }
  );

  it('with Ctrl belong to the browser', () => {
    const { tree, events } = renderFocused(profile);
    const free = fireEvent.keyDown(tree(), { key: 'c', ctrlKey: true });
    expect(free).toBe(true);
    expect(events.onHighlight).not.toHaveBeenCalled();
  });
});

describe('the menu', () => {
  const openOn = async (x: number, row: number) => {
    const graph = renderGraph(profile);
    await graph.openMenu({ clientX: x, clientY: row * 20 + 10 });
    const item = (name: string | RegExp) => screen.queryByRole('menuitem', { name });
    return { ...graph, item };
  };
  const labels = () => screen.getAllByRole('menuitem').map((item) => item.querySelector('span')?.textContent);

  it('of a group offers all there is, below its name and numbers', async () => {
    await openOn(300, 1);
    expect(screen.getByRole('menu')).toHaveTextContent(/^bTotal23 ms · 47.9 % of the whole/);
    expect(labels()).toEqual([
      'Focus',
      'Highlight',
      'Show callers and callees',
      'Copy name',
      'Expand group',
      'Expand all groups',
      'Collapse all groups',
    ]);
  });

  it('of the root offers to expand and collapse all groups', async () => {
    const { user, item, texts } = await openOn(300, 0);
    expect(labels()).toEqual(['Focus', 'Copy name', 'Expand all groups', 'Collapse all groups']);
    expect(item('Collapse all groups')).toBeDisabled();
    await user.click(item('Expand all groups')!);
    expect(texts()).toContain('c  23 ms');
    expect(screen.getByRole('status')).toHaveTextContent('All groups expanded');
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('offers source lines of functions where they can be had, and L shows them', async () => {
    const onLines = jest.fn();
    const { user, tree, openMenu } = renderGraph(profile, { onLines });
    await openMenu({ clientX: 100, clientY: 30 });
    await user.click(screen.getByRole('menuitem', { name: /^Source lines/ }));
    expect(onLines.mock.calls).toEqual([[symbol('a')]]);
    act(() => tree().focus());
    await user.keyboard('l');
    expect(onLines.mock.calls).toEqual([[symbol('a')], [symbol('a')]]);
    await openMenu({ clientX: 100, clientY: 10 });
    expect(labels()).not.toContain('Source lines');
  });

  it('offers neither source lines nor costs over time of a package, and L shows none', async () => {
    const asked = { onLines: jest.fn(), onOverTime: jest.fn() };
    const packages = applyTransforms(folded('net/http.serve 48'), [{ kind: 'packages' }]);
    const { user, tree, openMenu } = renderGraph(packages, asked);
    await openMenu({ clientX: 100, clientY: 30 });
    expect(labels()).toContain('Highlight');
    expect(labels()).not.toContain('Source lines');
    expect(labels()).not.toContain('Show over time');
    await user.keyboard('{Escape}');
    act(() => tree().focus());
    await user.keyboard('{ArrowDown}l');
    expect(asked.onLines).not.toHaveBeenCalled();
  });

  it('does what it says', async () => {
    const { user, item, events } = await openOn(100, 1);
    await user.click(item(/Highlight/)!);
    expect(events.onHighlight).toHaveBeenCalledWith(symbol('a'));
  });

  it('takes back what is highlighted, and leaves the sandwich whose symbol the root is', async () => {
    const sandwiched = symbol('b');
    const below = callees(profile, sandwiched);
    const graph = renderGraph(below, { highlighted: symbol('g'), sandwiched });
    await graph.openMenu({ clientX: 300, clientY: 50 });
    expect(labels().slice(1, 3)).toEqual(['Remove highlight', 'Show callers and callees']);
    await graph.openMenu({ clientX: 100, clientY: 10 });
    expect(labels()).toEqual([
      'Focus',
      'Highlight',
      'Leave callers and callees',
      'Copy name',
      'Expand all groups',
      'Collapse all groups',
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: /^Leave callers and callees/ }));
    expect(graph.events.onSandwich).toHaveBeenCalledWith(sandwiched);
  });

  it('leads back to the whole', async () => {
    const { user, openMenu, item, events } = await openOn(100, 1);
    await user.click(item(/^Focus/)!);
    await openMenu({ clientX: 100, clientY: 30 });
    await user.click(item('Show the whole')!);
    expect(events.onFocus.mock.calls).toEqual([[node('a')], [0]]);
  });

  it('beside the frames concerns them all', async () => {
    await openOn(30, 2);
    expect(labels()).toEqual(['Expand all groups', 'Collapse all groups']);
  });
});
