import { act, createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { folded } from '../../profile/testing/drawn';
import { drawingOf, stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';
import type { ProfileViewState } from '../types';

// 1,000 px wide: one value unit is 1 px.
stubCanvas({ width: 1000, height: 400 });

const profile = () => folded('a;b 500\na;c 250\nd 246\ne 4');
const tree = () => screen.getByRole('tree', { name: 'Flame graph' });

/** Once the code for moving about is there. */
async function show(state: Partial<ProfileViewState> = {}) {
  const view = renderView(profile(), { layout: 'graph', collapse: { mode: 'none', toggled: [] }, ...state });
  await screen.findByTestId('guide');
  return view;
}

function wheel(init: WheelEventInit) {
  const event = createEvent.wheel(tree(), init);
  fireEvent(tree(), event);
  return event;
}

/** The boxes of the row below the root, from left to right. */
const boxes = () =>
  drawingOf(screen.getByTestId('flamegraph-boxes'))
    .rects.filter(({ y }) => y === 20)
    .map(({ x, width }) => [x, x + width])
    .sort(([a], [b]) => a - b);

const WHOLE = [
  [0, 749],
  [750, 995],
  [996, 999],
];

/** As browsers have it, a button is down while it moves, unless it is said that none is. */
const pointer = (type: string, x: number, y = 30, id = 1, buttons = type === 'pointerup' ? 0 : 1) =>
  fireEvent(
    tree(),
    Object.assign(new MouseEvent(type, { clientX: x, clientY: y, buttons, bubbles: true, cancelable: true }), {
      pointerId: id,
      pointerType: 'mouse',
    })
  );

// The first test: later ones have that code already.
test('the first picture of a link shows its part, before the code for moving about is there; so does one with a focus', async () => {
  const { unmount, changes } = renderView(profile(), {
    layout: 'graph',
    collapse: { mode: 'none', toggled: [] },
    x: [0.75, 1],
  });
  expect(boxes()[0]).toEqual([0, 983]);
  await screen.findByRole('button', { name: 'Whole width' });
  expect(boxes()[0]).toEqual([0, 983]);
  expect(changes).toEqual([]);
  unmount();
  renderView(profile(), { layout: 'graph', collapse: { mode: 'none', toggled: [] }, focus: ['a'], x: [0.5, 1] });
  // Of a, 750 wide, the right half: its first 125 are b, c has the rest.
  expect(drawingOf(screen.getByTestId('flamegraph-boxes')).rects.filter(({ y }) => y === 40)).toHaveLength(2);
});

test('a wheel with Ctrl zooms around the pointer, as far as the narrowest frame, and the link has it', async () => {
  const { changes } = await show();
  expect(boxes()).toEqual(WHOLE);
  // The browser must not zoom the page as well.
  expect(wheel({ ctrlKey: true, deltaY: -100, clientX: 750 }).defaultPrevented).toBe(true);
  await waitFor(() => expect(boxes()[1]).toEqual([750, 999]));
  await waitFor(() => expect(changes).toHaveLength(1));
  const [from, to] = changes[0].change.x!;
  expect([from, to]).toEqual([expect.closeTo(0.1944), expect.closeTo(0.9352)]);
  for (let i = 0; i < 40; i++) {
    wheel({ ctrlKey: true, deltaY: -100, clientX: 999 });
  }
  await waitFor(() => expect(changes).toHaveLength(2));
  const part = changes[1].change.x!;
  // 4 of 1,000.
  expect(part[1] - part[0]).toBeCloseTo(0.004);
});

test('what is zoomed is dragged, and the click of a drag is none', async () => {
  const { changes, state } = await show({ x: [0.25, 0.5] });
  await waitFor(() => expect(boxes()).toEqual([[0, 999]]));
  pointer('pointerdown', 600);
  pointer('pointermove', 200);
  pointer('pointerup', 200);
  fireEvent.click(tree(), { clientX: 200, clientY: 30 });
  await waitFor(() => expect(state().x).toEqual([0.35, 0.6]));
  expect(changes.every(({ change }) => !('focus' in change))).toBe(true);
  fireEvent.click(tree(), { clientX: 200, clientY: 30 });
  expect(state().focus).toEqual(['a']);
  // A part of the whole's width means nothing in the frame's.
  expect(state().x).toBeUndefined();
});

test('a press that is released out of sight drags nothing when the pointer comes back', async () => {
  const { changes } = await show({ x: [0.25, 0.5] });
  await waitFor(() => expect(boxes()).toEqual([[0, 999]]));
  pointer('pointerdown', 998);
  pointer('pointermove', 900, 30, 1, 0);
  pointer('pointermove', 600, 30, 1, 0);
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(boxes()).toEqual([[0, 999]]);
  // The click that comes next is one.
  fireEvent.click(tree(), { clientX: 600, clientY: 30 });
  expect(changes.at(-1)!.change.focus).toEqual(['a']);
});

test('two fingers zoom', async () => {
  const { state } = await show();
  pointer('pointerdown', 400, 30, 1);
  pointer('pointerdown', 600, 30, 2);
  pointer('pointermove', 700, 30, 2);
  pointer('pointermove', 300, 30, 1);
  pointer('pointerup', 300, 30, 1);
  pointer('pointerup', 700, 30, 2);
  // Twice as far apart: half the width.
  await waitFor(() => expect(state().x![1] - state().x![0]).toBeCloseTo(0.5));
});

test('keys zoom, move and show the whole width; so does the button', async () => {
  const { user, state } = await show();
  act(() => tree().focus());
  await user.keyboard('+');
  await waitFor(() => expect(state().x).toEqual([expect.closeTo(0.1296), expect.closeTo(0.8704)]));
  await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  await waitFor(() => expect(state().x).toEqual([0, expect.closeTo(0.7407)]));
  await user.keyboard('0');
  await waitFor(() => expect(state().x).toBeUndefined());
  expect(boxes()).toEqual(WHOLE);
  await user.keyboard('+');
  await user.click(await screen.findByRole('button', { name: 'Whole width' }));
  await waitFor(() => expect(boxes()).toEqual(WHOLE));
  expect(screen.queryByRole('button', { name: 'Whole width' })).not.toBeInTheDocument();
});

test('what a screen reader has of the graph follows once a move rests, and another focus at once', async () => {
  const { setState } = await show();
  const names = () => screen.getAllByRole('treeitem').map((item) => item.getAttribute('aria-label')!.split(',')[0]);
  expect(names()).toEqual(['total', 'a', 'd', 'e']);
  jest.useFakeTimers();
  try {
    wheel({ ctrlKey: true, deltaY: -100, clientX: 0 });
    wheel({ ctrlKey: true, deltaY: -100, clientX: 0 });
    act(() => jest.advanceTimersByTime(20));
    // Of 1,000 the first 549 are on screen.
    expect(boxes()).toEqual([[0, 999]]);
    expect(names()).toEqual(['total', 'a', 'd', 'e']);
    act(() => jest.advanceTimersByTime(200));
    expect(names()).toEqual(['total', 'a']);
    setState({ focus: ['a'] });
    expect(names()).toContain('b');
  } finally {
    jest.useRealTimers();
  }
});

test('Back and links move the graph', async () => {
  const { changes, setState } = await show({ x: [0.75, 1] });
  await waitFor(() => expect(boxes()[0]).toEqual([0, 983]));
  setState({ x: undefined });
  expect(boxes()).toEqual(WHOLE);
  setState({ focus: ['a'], x: [0.5, 1] });
  await waitFor(() =>
    expect(drawingOf(screen.getByTestId('flamegraph-boxes')).rects.filter(({ y }) => y === 40)).toHaveLength(2)
  );
  expect(changes).toEqual([]);
});

test('Escape shows the whole width before it leaves the focus', async () => {
  const { user, state } = await show({ focus: ['a'], x: [0.5, 1] });
  act(() => tree().focus());
  await screen.findByRole('button', { name: 'Whole width' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(state()).toMatchObject({ focus: ['a'], x: undefined }));
  await user.keyboard('{Escape}');
  expect(state().focus).toBeUndefined();
});
