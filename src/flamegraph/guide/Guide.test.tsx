import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { folded } from '../../profile/testing/drawn';
import { stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';
import type { ProfileViewProps } from '../types';
import { guideTexts } from './texts';

// 1,000 px wide: one value unit is 10 px.
stubCanvas({ width: 1000, height: 560 });

const profile = () =>
  folded(`
    main.main;main.serve;encoding/json.Marshal;runtime.mallocgc 30
    main.main;main.serve;encoding/json.Marshal 20
    main.main;main.serve 5
    main.main;runtime.gc 25
    idle 20
  `);

const lines = () => screen.findByTestId('guide');
const path = async () =>
  within(await lines())
    .getAllByRole('button', { name: /^Focus/ })
    .map((each) => each.textContent);
const tree = () => screen.getByRole('tree', { name: 'Flame graph' });
/** In the graph's rows of 20 px; the frames of a path stand in alphabetical order. */
const at = (value: number, row: number) => ({ clientX: value * 10, clientY: row * 20 + 10 });
const show = (extra: Partial<Pick<ProfileViewProps, 'own' | 'hasLines' | 'onByLabel'>> = {}) =>
  renderView(profile(), { layout: 'graph', collapse: { mode: 'none', toggled: [] } }, extra);
/** The frame's middle, by what the graph's own tree of names says. */
const OVER_JSON = at(50, 3);

test('a click zooms, and its frame stays told below: path, total, self', async () => {
  const { state } = show();
  fireEvent.click(tree(), OVER_JSON);
  expect(state().focus).toEqual(['main.main', 'main.serve', 'encoding/json.Marshal']);
  expect(await path()).toEqual(['total', 'main.main', 'main.serve', 'json.Marshal']);
  const group = screen.getByRole('group', { name: 'Selected frame' });
  expect(group).toHaveTextContent('Total 50 s 50 %Self 20 s 20 %');
});

test('a frame of the path is focused by a click, by keys alone too', async () => {
  const { user, state } = show();
  fireEvent.click(tree(), OVER_JSON);
  await user.click(await screen.findByRole('button', { name: 'Focus main.serve' }));
  expect(state().focus).toEqual(['main.main', 'main.serve']);
  expect(await path()).toEqual(['total', 'main.main', 'main.serve']);
  screen.getByRole('button', { name: 'Focus total' }).focus();
  await user.keyboard('{Enter}');
  expect(state().focus).toBeUndefined();
});

test('what the pointer rests on is told in the same lines, and the selected frame again after it', async () => {
  show();
  fireEvent.click(tree(), at(50, 2));
  expect(await path()).toEqual(['total', 'main.main', 'main.serve']);
  fireEvent.pointerMove(tree(), { ...at(50, 3), pointerType: 'mouse' });
  await waitFor(async () => expect(await path()).toEqual(['total', 'main.main', 'main.serve', 'json.Marshal']));
  fireEvent.pointerLeave(tree());
  await waitFor(async () => expect(await path()).toEqual(['total', 'main.main', 'main.serve']));
});

test('where nothing was selected the heaviest path is told, and with own code that of the top consumer of it', async () => {
  show();
  expect(await screen.findByRole('group', { name: 'Heaviest path' })).toHaveTextContent(
    'Total 30 s 30 %Self 30 s 30 %'
  );
  expect(await path()).toEqual(['total', 'main.main', 'main.serve', 'json.Marshal', 'runtime.mallocgc']);
  cleanup();
  show({ own: { words: [], waits: false } });
  const group = await screen.findByRole('group', { name: 'Heaviest own code' });
  // What json.Marshal and the allocation cost is main.serve's.
  expect(await path()).toEqual(['total', 'main.main', 'main.serve']);
  expect(group).toHaveTextContent('Total 55 s 55 %Self 5 s 5 %Own 55 s 55 %');
});

test('the heaviest path goes on through a closed group to the frame that costs', async () => {
  renderView(folded('main;serve;render 7\nidle 3'), { layout: 'graph' });
  expect(await path()).toEqual(['total', 'main', 'serve', 'render']);
  expect(await lines()).toHaveTextContent('Total 7 s 70 %Self 7 s 70 %');
});

test('a long path begins with the root and ends with the frame and its nearest callers', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `f${i}`);
  renderView(folded(`${names.join(';')} 1\n${names.slice(0, 19).join(';')} 1`), { layout: 'graph' });
  expect(await path()).toEqual(['total', ...names.slice(13)]);
  expect(await lines()).toHaveTextContent('Heaviest pathtotal› … ›f13›');
});

test('a lower bound is marked once', async () => {
  renderView(folded('main;read 617\nother 383'), { layout: 'graph' });
  expect(await screen.findByTestId('guide')).toHaveTextContent('Total ≥ 617 s 61.7 %Self ≥ 617 s 61.7 %');
});

test('lines and costs over time are offered where the page has them', async () => {
  const { user, state } = show({ hasLines: true });
  await user.click(within(await lines()).getByRole('button', { name: 'Lines' }));
  expect(state().lines).toBe('runtime.mallocgc');
  expect(within(await lines()).queryByRole('button', { name: 'Over time' })).not.toBeInTheDocument();
});

test('the share by label is offered for a function as it was measured, not for what transforms made of it', async () => {
  const onByLabel = jest.fn();
  const { user, setState } = show({ onByLabel });
  await user.click(within(await lines()).getByRole('button', { name: 'By label' }));
  expect(onByLabel).toHaveBeenCalledWith('runtime.mallocgc');
  setState({ transforms: [{ kind: 'merge', about: 'main.serve' }] });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'By label' })).not.toBeInTheDocument());
});

test('a sandwich and a side of a comparison have none', async () => {
  renderView(profile(), { layout: 'graph', sandwich: 'main.serve' });
  await screen.findByRole('tree', { name: 'Callers of main.serve' });
  await waitFor(() =>
    expect(screen.getByRole('tree', { name: 'Callers of main.serve' })).toHaveAccessibleDescription(/Arrow keys/)
  );
  expect(screen.queryByTestId('guide')).not.toBeInTheDocument();
});

test('callers of a path are left out rather than cut to letters that nobody can read', async () => {
  stubCanvas({ width: 500, height: 560 });
  const names = ['main.main', 'server.handleRequest', 'catalog.searchProducts', 'index.lookUpPostings'];
  renderView(folded(`${names.join(';')};compress.writeAllBlocksOfThePage 1`), { layout: 'graph' });
  expect(await path()).toEqual(['total', 'index.lookUpPostings', 'compress.writeAllBlocksOfThePage']);
});

test('shares are left out rather than numbers cut', async () => {
  stubCanvas({ width: 300, height: 560 });
  show();
  fireEvent.click(tree(), { clientX: 150, clientY: 70 });
  const group = await screen.findByRole('group', { name: 'Selected frame' });
  expect(group).toHaveTextContent('Total 50 sSelf 20 s');
  expect(within(group).getByTitle('Total 50 s 50 %')).toBeInTheDocument();
});

test('shares give way to the words beside them, which are longer in other languages', async () => {
  stubCanvas({ width: 400, height: 560 });
  show();
  fireEvent.click(tree(), { clientX: 200, clientY: 70 });
  expect(await screen.findByRole('group', { name: 'Selected frame' })).toHaveTextContent(
    'Total 50 s 50 %Self 20 s 20 %'
  );
  cleanup();
  jest.spyOn(guideTexts, 'overTime').mockReturnValue('Wie es im Zeitverlauf aussieht');
  show();
  fireEvent.click(tree(), { clientX: 200, clientY: 70 });
  expect(await screen.findByRole('group', { name: 'Selected frame' })).toHaveTextContent('Total 50 sSelf 20 s');
});

test('a graph that is too low for them keeps its rows', async () => {
  stubCanvas({ width: 1000, height: 239 });
  show();
  await waitFor(() => expect(tree()).toHaveAccessibleDescription(/Arrow keys/));
  expect(screen.queryByTestId('guide')).not.toBeInTheDocument();
});
