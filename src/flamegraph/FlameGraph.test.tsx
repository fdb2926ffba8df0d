import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { placeNodes } from '../profile/rows';
import { buildProfile } from '../profile/build';
import type { SymbolIndex } from '../profile/model';
import { drawn } from '../profile/testing/drawn';
import { createHoverStore } from './canvas/hover';
import { createGraphMemory } from './canvas/useGraph';
import { DARK_PALETTE } from './canvas/colors';
import { stubCanvas } from './testing/canvasStub';
import { renderGraph } from './testing/renderGraph';

// 400 px wide: one value unit is 8 px. `b` and `c` are one group.
stubCanvas({ width: 400, height: 100 });
const profile = drawn(`
  [total                                         ]
  [a                      ][b                    ]
          [d      ][e     ][c                    ]
                                   [f][g         ]
`);
const { start } = placeNodes(profile, profile);
const SCALE = 400 / profile.total[0];
const node = (name: string) => profile.symbol.indexOf(profile.frames.names.indexOf(name));
const symbol = (name: string) => profile.frames.names.indexOf(name);

/** The middle of a frame's box, in a row. */
const over = (name: string, row: number) => ({
  clientX: (start[node(name)] + profile.total[node(name)] / 2) * SCALE,
  clientY: row * 20 + 10,
});

describe('what is drawn', () => {
  it('is a box for each frame, names and values where they fit, groups collapsed', () => {
    const { texts, boxes } = renderGraph(profile);
    expect(texts().sort()).toEqual(['(1) b  23 ms', 'a  25 ms', 'd  9 ms', 'e  8 ms', 'g  12 ms', 'total  48 ms']);
    expect(boxes().rects).toHaveLength(7);
    expect(
      boxes()
        .rects.map(({ y }) => y)
        .sort((x, y) => x - y)
    ).toEqual([0, 20, 20, 40, 40, 40, 40]);
  });

  it('has as many pixels as the screen', () => {
    window.devicePixelRatio = 2;
    const { canvas, boxes } = renderGraph(profile);
    window.devicePixelRatio = 1;
    expect([canvas.width, canvas.height, canvas.style.width]).toEqual([800, 200, '400px']);
    expect(boxes().rects.some(({ width }) => width > 790)).toBe(true);
  });

  it('grows upward for callers, from the bottom of the room it has', () => {
    const { boxes } = renderGraph(profile, { direction: 'up' });
    expect(
      boxes()
        .rects.map(({ y }) => y)
        .sort((x, y) => x - y)
    ).toEqual([40, 40, 40, 40, 60, 60, 80]);
  });

  it('turns around as far from its root as it was scrolled', () => {
    const chain = drawn(Array.from({ length: 30 }, () => '[f                  ]').join('\n'));
    const collapse = { mode: 'none', toggled: new Set<number>() } as const;
    const { tree, boxes, setProps } = renderGraph(chain, { collapse });
    // 30 rows of 20 px.
    const turn = (grows: 'up' | 'down') => {
      const shown = new Set(boxes().rects.map(({ y }) => y));
      setProps({ grows });
      const hidden = 600 - tree().clientHeight;
      expect(new Set(boxes().rects.map(({ y }) => y)).size).toBe(shown.size);
      return { top: tree().scrollTop, hidden };
    };
    tree().scrollTop = 40;
    fireEvent.scroll(tree());
    const up = turn('up');
    expect(up.top).toBe(up.hidden - 40);
    fireEvent.scroll(tree());
    expect(turn('down').top).toBe(40);
  });

  it('comes back as far from its root as it was scrolled, turned around in between or not', () => {
    const chain = drawn(Array.from({ length: 30 }, () => '[f                  ]').join('\n'));
    const shared = { collapse: { mode: 'none', toggled: new Set<number>() } as const, memory: createGraphMemory() };
    const first = renderGraph(chain, shared);
    first.tree().scrollTop = 40;
    fireEvent.scroll(first.tree());
    const hidden = 600 - first.tree().clientHeight;
    first.unmount();
    const turned = renderGraph(chain, { ...shared, grows: 'up' });
    expect(turned.tree().scrollTop).toBe(hidden - 40);
    turned.unmount();
    expect(renderGraph(chain, shared).tree().scrollTop).toBe(40);
  });

  it('dims what is not lit, and draws a line around what is', () => {
    const lit = Uint8Array.from(profile.frames.names, (name) => (name === 'd' ? 1 : 0));
    const { boxes } = renderGraph(profile, { lit });
    expect(boxes().rects.filter(({ fill }) => fill === DARK_PALETTE.dimmed.fill)).toHaveLength(6);
    expect(boxes().outlines).toHaveLength(1);
    expect(boxes().outlines[0].x).toBeCloseTo(start[node('d')] * SCALE + 1, 0);
  });

  it('says "not loaded" where something is not, and marks other values as lower bounds', () => {
    const other = drawn(`
      [total                            ]
      [a             ][other            ]
    `);
    const { texts } = renderGraph(other, { lowerBound: true });
    expect(texts().sort()).toEqual(['a  ≥ 16 ms', 'not loaded  19 ms', 'total  35 ms']);
  });

  it('is nothing for a profile without rows', () => {
    const empty = { ...profile, length: 0 };
    expect(() => renderGraph(empty)).not.toThrow();
    expect(screen.queryByRole('tree')).toBeNull();
  });

  it('has no callees for assistive technology before its size is known: 500,000 need not be sorted for that', () => {
    stubCanvas({ width: 0, height: 0 });
    renderGraph(profile);
    stubCanvas({ width: 400, height: 100 });
    expect(screen.getAllByRole('treeitem').map((item) => item.getAttribute('aria-label'))).toEqual([
      'total, 100 % of total',
    ]);
  });
});

describe('the pointer', () => {
  it("shows a frame's numbers and lights the frame up, and repaints no box", async () => {
    const { tree, boxes, overlay, events } = renderGraph(profile);
    const painted = boxes().paints;
    fireEvent.pointerMove(tree(), over('d', 2));
    const tooltip = await screen.findByTestId('flamegraph-tooltip');
    expect(tooltip).toHaveTextContent('d');
    expect(tooltip).toHaveTextContent('Total9 ms · 18.8 % of the whole');
    expect(tooltip).toHaveStyle({ pointerEvents: 'none' });
    expect((await overlay()).rects).toHaveLength(1);
    expect(events.onHover).toHaveBeenCalledWith(symbol('d'));
    fireEvent.pointerMove(tree(), { ...over('d', 2), clientY: 55 });
    expect(events.onHover).toHaveBeenCalledTimes(1);
    fireEvent.pointerLeave(tree());
    expect(events.onHover).toHaveBeenLastCalledWith(undefined);
    expect(screen.queryByTestId('flamegraph-tooltip')).toBeNull();
    expect((await overlay()).rects).toHaveLength(0);
    expect(boxes().paints).toBe(painted);
  });

  it('focuses what is clicked, with the path above it at full width, and a click on the path leads back', () => {
    const { tree, boxes, texts } = renderGraph(profile);
    fireEvent.click(tree(), over('a', 1));
    expect(boxes().rects.filter(({ width }) => width >= 399)).toHaveLength(2);
    expect(texts()).not.toContain('g  12 ms');
    fireEvent.click(tree(), { clientX: 200, clientY: 10 });
    expect(texts()).toContain('g  12 ms');
  });

  it('lights a symbol that is hovered in the table, wherever it is', async () => {
    const hover = createHoverStore<SymbolIndex>();
    const { overlay, boxes } = renderGraph(profile, { hovered: hover });
    const painted = boxes().paints;
    hover.set(symbol('c'));
    // It is hidden in its group: the group's box stands for it.
    expect((await overlay()).rects).toEqual([expect.objectContaining({ y: 20, x: Math.round(25 * SCALE) })]);
    hover.set(undefined);
    expect((await overlay()).rects).toEqual([]);
    expect(boxes().paints).toBe(painted);
  });

  it('opens the menu when a finger rests', async () => {
    jest.useFakeTimers();
    const { tree } = renderGraph(profile);
    fireEvent.pointerDown(tree(), { ...over('d', 2), pointerType: 'touch' });
    act(() => jest.advanceTimersByTime(600));
    jest.useRealTimers();
    expect(await screen.findByRole('menuitem', { name: /Copy name/ })).toBeVisible();
  });

  it('opens no menu for a finger that scrolls', () => {
    jest.useFakeTimers();
    const { tree } = renderGraph(profile);
    fireEvent.pointerDown(tree(), { ...over('d', 2), pointerType: 'touch' });
    fireEvent.pointerMove(tree(), { clientX: 10, clientY: 10, pointerType: 'touch' });
    act(() => jest.advanceTimersByTime(600));
    jest.useRealTimers();
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

describe('frames too small to draw', () => {
  // 20 frames of 0.4 px each, right of one of 392 px.
  const tiny = buildProfile({
    level: [0, ...Array<number>(21).fill(1)],
    value: [1020, 1000, ...Array<number>(20).fill(1)],
    self: [0, 1000, ...Array<number>(20).fill(1)],
    label: Array.from({ length: 22 }, (_, i) => i),
    symbols: ['total', 'big', ...Array.from({ length: 20 }, (_, i) => `f${i}`)],
  });

  it('are a strip that says how many they are, and a click shows them', async () => {
    const { tree, boxes, events } = renderGraph(tiny);
    expect(boxes().rects.map(({ fill }) => fill)).toContain(DARK_PALETTE.strip.plain);
    fireEvent.pointerMove(tree(), { clientX: 396, clientY: 30 });
    const tooltip = await screen.findByTestId('flamegraph-tooltip');
    expect(tooltip).toHaveTextContent('20 frames too small to draw');
    expect(tooltip).toHaveTextContent('Total20 ms · 2 % of the whole');
    fireEvent.click(tree(), { clientX: 396, clientY: 30 });
    expect(boxes().rects.filter(({ y, width }) => y === 20 && width >= 18)).toHaveLength(20);
    expect(events.onFocus).not.toHaveBeenCalled();
  });

  it('are scrolled through sideways by a wheel, which must not become Back', async () => {
    const { tree, setProps, texts } = renderGraph(tiny);
    const wheel = (deltaX: number, deltaY = 0) =>
      fireEvent(tree(), new WheelEvent('wheel', { deltaX, deltaY, bubbles: true, cancelable: true }));
    // Until the code for it is there.
    await waitFor(() => expect(tree()).toHaveAccessibleDescription());
    // Nothing is zoomed: the swipe is the browser's.
    expect(wheel(-80)).toBe(true);
    setProps({ reveal: { tree: tiny, node: 21 } });
    expect(texts()).toEqual(expect.arrayContaining(['f10', 'f19']));
    expect(wheel(-80)).toBe(false);
    await waitFor(() => expect(texts()).toEqual(expect.arrayContaining(['f9', 'f17'])));
    expect(texts()).not.toContain('f19');
    // Rows scroll as everywhere.
    expect(wheel(0, 40)).toBe(true);
    expect(wheel(5, 40)).toBe(true);
  });

  it('are shown and selected when they are searched for, and Escape leads back', async () => {
    const { setProps, texts, current, user, tree } = renderGraph(tiny);
    setProps({ reveal: { tree: tiny, node: 11 } });
    expect(texts()).toContain('f9');
    expect(current()).toBe('f9, 0.1 % of total, self 0.1 %, child 11 of 21');
    act(() => tree().focus());
    await user.keyboard('{Escape}');
    expect(texts()).not.toContain('f9');
  });
});

describe('another profile', () => {
  // The same, but for a new frame before the others.
  const next = drawn(`
    [total                                              ]
    [A   ][a                      ][b                   ]
                  [d      ][e     ][c                   ]
  `);

  it('keeps the place of the selected frame, and shows no numbers of the old one', async () => {
    const { tree, setProps, current } = renderGraph(profile);
    fireEvent.contextMenu(tree(), over('d', 2));
    fireEvent.pointerMove(tree(), over('d', 2));
    expect(await screen.findByTestId('flamegraph-tooltip')).toBeVisible();
    setProps({ profile: next, wholeValue: next.total[0] });
    expect(screen.queryByTestId('flamegraph-tooltip')).toBeNull();
    expect(current()).toBe('d, 17 % of total, self 17 %, child 1 of 2');
  });

  it('keeps a menu open, on the same frame', async () => {
    const { openMenu, setProps, events } = renderGraph(profile);
    await openMenu(over('d', 2));
    setProps({ profile: next, wholeValue: next.total[0] });
    fireEvent.click(screen.getByRole('menuitem', { name: /^Highlight/ }));
    expect(next.frames.names[events.onHighlight.mock.calls[0][0]]).toBe('d');
  });

  it('ends what was hovered, as leaving does', () => {
    const { tree, setProps, events } = renderGraph(profile);
    fireEvent.pointerMove(tree(), over('d', 2));
    expect(events.onHover).toHaveBeenLastCalledWith(symbol('d'));
    setProps({ profile: next, wholeValue: next.total[0] });
    expect(events.onHover).toHaveBeenLastCalledWith(undefined);
  });

  it('leads back to the whole by Escape, as before', async () => {
    const { tree, setProps, events, user } = renderGraph(profile);
    fireEvent.click(tree(), over('d', 2));
    setProps({ profile: next, wholeValue: next.total[0], focus: next.symbol.indexOf(next.frames.names.indexOf('d')) });
    act(() => tree().focus());
    await user.keyboard('{Escape}');
    expect(events.onFocus).toHaveBeenLastCalledWith(0);
  });

  it('is zoomed into the same part', () => {
    const values = [1000, ...Array<number>(20).fill(1)];
    const tinyOf = (factor: number) =>
      buildProfile({
        level: [0, ...values.map(() => 1)],
        value: [1020, ...values].map((value) => value * factor),
        self: [0, ...values].map((value) => value * factor),
        label: Array.from({ length: 22 }, (_, i) => i),
        symbols: ['total', 'big', ...Array.from({ length: 20 }, (_, i) => `f${i}`)],
      });
    const { tree, setProps, boxes } = renderGraph(tinyOf(1));
    const rects = () => boxes().rects.map(({ x, y, width }) => [x, y, width]);
    fireEvent.click(tree(), { clientX: 396, clientY: 30 });
    const zoomed = rects();
    expect(zoomed.filter(([, y, width]) => y === 20 && width >= 18)).toHaveLength(20);
    setProps({ profile: tinyOf(3), wholeValue: 3060 });
    expect(rects()).toEqual(zoomed);
  });

  it('forgets a place that it does not have', () => {
    const { tree, setProps, current } = renderGraph(profile);
    fireEvent.contextMenu(tree(), over('g', 2));
    expect(current()).toMatch(/^g,/);
    setProps({ profile: next, wholeValue: next.total[0] });
    expect(current()).toMatch(/^total,/);
  });
});

describe('a graph that was away', () => {
  const deep = drawn(`
    [total                                         ]
    [a                                             ]
    [b     ][c                                     ]
    [b1    ][c1                                    ]
    [b2    ][c2                                    ]
    [b3    ][c3                                    ]
    [b4    ][c4                                    ]
    [b5    ][c5                                    ]
  `);

  it('comes back where it was: selection, zoom and scroll', () => {
    const memory = createGraphMemory();
    const expanded = { memory, collapse: { mode: 'none', toggled: new Set<number>() } } as const;
    const first = renderGraph(deep, expanded);
    fireEvent.contextMenu(first.tree(), { clientX: 20, clientY: 50 });
    first.tree().scrollTop = 33;
    fireEvent.scroll(first.tree());
    expect(first.current()).toMatch(/^b,/);
    first.unmount();
    const second = renderGraph(deep, expanded);
    expect(second.current()).toMatch(/^b,/);
    expect(second.tree().scrollTop).toBe(33);
  });
});

describe('a menu beside the frames', () => {
  it('leaves selection and scroll alone when it is closed', async () => {
    const { tree, user, current, openMenu } = renderGraph(profile);
    tree().scrollTop = 7;
    await openMenu({ clientX: 300, clientY: 95 });
    expect(screen.getByRole('menu')).toBeVisible();
    const before = current();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect([current(), tree().scrollTop]).toEqual([before, 7]);
  });
});
