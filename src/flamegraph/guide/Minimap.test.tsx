import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { folded } from '../../profile/testing/drawn';
import { drawingOf, stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';
import type { ProfileViewState } from '../types';

stubCanvas({ width: 1000, height: 400 });

/** 61 rows of 20 px where 400 px show, more than three times as many. */
const deep = () => folded(`${Array.from({ length: 60 }, (_, i) => `f${i}`).join(';')} 3\ng 1`);
const flat = () => folded('a;b 3\ng 1');

const show = async (profile = deep(), state: Partial<ProfileViewState> = {}) => {
  const view = renderView(profile, { layout: 'graph', collapse: { mode: 'none', toggled: [] }, ...state });
  await screen.findByTestId('guide');
  return view;
};
const tree = () => screen.getByRole('tree', { name: 'Flame graph' });
const map = () => screen.findByRole('slider', { name: 'Minimap' });
/** Left edge, width, top edge and height in percent of the map. */
const frame = async () => {
  const { left, width, top, height } = (await map()).querySelector<HTMLElement>('div')!.style;
  return [left, width, top, height].map((text) => Math.round(parseFloat(text)));
};
/** At a part of the map's width and height. */
const press = async (type: string, x: number, y: number) => {
  const element = await map();
  element.getBoundingClientRect = () => ({ left: 100, top: 50, width: 104, height: 40 }) as DOMRect;
  const at = { clientX: 100 + 104 * x, clientY: 50 + 40 * y };
  fireEvent(element, new MouseEvent(type, { ...at, buttons: 1, bubbles: true, cancelable: true }));
};

test('a graph that fits has no map, a deep or zoomed one has', async () => {
  const { setState, unmount } = await show(flat());
  expect(screen.queryByTestId('minimap')).not.toBeInTheDocument();
  setState({ x: [0.5, 1] });
  await waitFor(async () => expect(await frame()).toEqual([50, 50, 0, 100]));
  setState({ x: undefined });
  await waitFor(() => expect(screen.queryByTestId('minimap')).not.toBeInTheDocument());
  unmount();
  await show();
  // 20 of 61 rows.
  expect(await frame()).toEqual([0, 100, 0, 33]);
});

test('all rows are drawn in it, each where its frames are, upside down where the graph is', async () => {
  const { setState } = await show();
  const rects = async () => drawingOf((await map()).querySelector('canvas')!).rects;
  const painted = await rects();
  // 40 lines of pixels for 61 rows: the root's is whole, below it `f…` take three quarters of 104 px, and `g` the rest.
  expect(new Set(painted.map(({ y }) => y)).size).toBe(40);
  expect(painted[0]).toMatchObject({ x: 0, y: 0, width: 104, height: 1 });
  expect(painted.filter(({ x, width }) => x === 0 && width === 78)).toHaveLength(39);
  expect(painted.filter(({ x, width, y }) => x === 78 && width === 26 && y === 1)).toHaveLength(1);
  setState({ orientation: 'flame' });
  await waitFor(async () => expect((await rects())[0]).toMatchObject({ x: 0, y: 39, width: 104 }));
});

test('its frame follows the rows without anything painted, and the graph goes where it is pressed and dragged', async () => {
  const { state } = await show(deep(), { x: [0, 0.5] });
  await waitFor(async () => expect(await frame()).toEqual([0, 50, 0, 33]));
  const { paints } = drawingOf((await map()).querySelector('canvas')!);
  tree().scrollTop = 610;
  fireEvent.scroll(tree());
  expect(await frame()).toEqual([0, 50, 50, 33]);
  await press('pointerdown', 0.75, 0.2);
  await waitFor(() => expect(state().x).toEqual([0.5, 1]));
  // 0.2 of 1,220 px in the middle of 400.
  expect(tree().scrollTop).toBeCloseTo(44);
  // Held a quarter of the map left of the frame's middle: the frame does not jump.
  fireEvent.scroll(tree());
  await press('pointerdown', 0.6, 0.2);
  await press('pointermove', 0.35, 0.4);
  await waitFor(() => expect(state().x).toEqual([0.25, 0.75]));
  expect(tree().scrollTop).toBeCloseTo(288);
  expect(drawingOf((await map()).querySelector('canvas')!).paints).toBe(paints);
});

test('keys move it, and it says what is on screen', async () => {
  const { user, state } = await show(deep(), { x: [0, 0.4] });
  const element = await map();
  await waitFor(() => expect(element).toHaveAttribute('aria-valuetext', 'Width 0 to 40 %, height 0 to 33 %'));
  act(() => element.focus());
  await user.keyboard('{ArrowRight}');
  await waitFor(() => expect(state().x).toEqual([0.1, 0.5]));
  await user.keyboard('{PageDown}');
  expect(tree().scrollTop).toBeCloseTo(400);
  fireEvent.scroll(tree());
  expect(element).toHaveAttribute('aria-valuetext', 'Width 10 to 50 %, height 33 to 66 %');
  expect(element).toHaveAttribute('aria-valuenow', '10');
  await user.keyboard('{End}');
  await waitFor(() => expect(state().x).toEqual([0.6, 1]));
});
