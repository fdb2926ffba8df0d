import { screen, waitFor } from '@testing-library/react';
import { folded } from '../../profile/testing/drawn';
import { drawingOf, stubCanvas } from '../testing/canvasStub';
import { renderView } from '../testing/renderView';
import type { ProfileViewState } from '../types';
import { shownPart } from './inBoxes';

// 400 px wide, 6 px a letter.
stubCanvas({ width: 400, height: 200 });

/** As browsers have them: ranges by a name. */
const highlights = new Map<string, Set<Range>>();
beforeAll(() => {
  Object.assign(window, { Highlight: Set, CSS: { highlights } });
});
beforeAll(() => Promise.all([import('./Marks'), import('../callTree/CallTree')]));

const marked = () => [...(highlights.get('service-profiles-match') ?? [])].map(String);

const profile = () =>
  folded(`
    main;encoding/json.Marshal 50
    main;encoding/json.Unmarshal 30
    main;sort.Sort 20
  `);

const show = (search: ProfileViewState['search']) =>
  renderView(profile(), { layout: 'both', collapse: { mode: 'none', toggled: [] }, search });

/** Underlines: fills of 2 px, by their left edge and width. */
const underlines = () =>
  drawingOf(screen.getByTestId('flamegraph-boxes'))
    .rects.filter(({ height }) => height === 2)
    .map(({ x, width }) => [x, width])
    .sort(([a], [b]) => a - b);

test('what of a name is found is marked in the rows of the table and in the boxes of the graph', async () => {
  const { user, setState } = show({ text: 'MARSH', regex: false });
  await waitFor(() => expect(marked()).toEqual(['Marsh', 'marsh']));
  // Names begin 4 px from a box's left edge: "json.Marshal" at 4, "json.Unmarshal" at 204.
  await waitFor(() =>
    expect(underlines()).toEqual([
      [4 + 5 * 6, 5 * 6],
      [204 + 7 * 6, 5 * 6],
    ])
  );
  setState({ search: { text: 'json.un', regex: false } });
  // Over the parts of a name as well: the package stands in an element of its own.
  await waitFor(() => expect(marked()).toEqual(['json.Un']));
  expect(underlines()).toEqual([[204, 7 * 6]]);
  await user.clear(screen.getByRole('textbox', { name: 'Search symbols' }));
  await waitFor(() => expect(marked()).toEqual([]));
  expect(underlines()).toEqual([]);
});

test('what changes beside the rows leaves their marks as they are', async () => {
  show({ text: 'marsh', regex: false });
  await waitFor(() => expect(marked()).toHaveLength(2));
  const before = [...highlights.get('service-profiles-match')!];
  screen.getByRole('region', { name: 'Profile' }).append('12 symbols');
  // The marks follow in the next frame.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = [...highlights.get('service-profiles-match')!];
  expect(after.map((range, i) => range === before[i])).toEqual([true, true]);
});

test('a regular expression marks its first match in each name; one that is none marks nothing', async () => {
  const { setState } = show({ text: 's.rt?$', regex: true });
  await waitFor(() => expect(marked()).toEqual(['Sort']));
  setState({ search: { text: '(json', regex: true } });
  await waitFor(() => expect(marked()).toEqual([]));
  setState({ search: { text: 'mar|hal', regex: true } });
  await waitFor(() => expect(marked()).toEqual(['Mar', 'mar']));
});

test('the rows of a call tree are marked as they open', async () => {
  const { user } = renderView(folded('main;encoding/json.Marshal 50\nmain;encoding/json.Unmarshal 30\ntick 20'), {
    layout: 'tree',
    search: { text: 'json', regex: false },
  });
  await screen.findByRole('treegrid');
  expect(marked()).toEqual([]);
  await user.click(screen.getByText('main').closest('[role="row"]')!);
  await waitFor(() => expect(marked()).toEqual(['json', 'json']));
});

test.each([
  ['json.Marshal  1 s', '', { from: 5, to: 8 }, 'Mar'],
  ['(2) json.Marshal', '(2) ', { from: 5, to: 8 }, 'Mar'],
  ['json.Ma…', '', { from: 5, to: 8 }, 'Ma'],
  ['jso…', '', { from: 5, to: 8 }, undefined],
  ['…arshal', '', { from: 5, to: 8 }, 'ar'],
  ['…hal', '', { from: 5, to: 8 }, undefined],
  ['(2) …arshal', '(2) ', { from: 5, to: 8 }, 'ar'],
  // No room for the group's mark.
  ['json.Ma…', '(2) ', { from: 5, to: 8 }, 'Ma'],
  ['', '', { from: 5, to: 8 }, undefined],
])('of "%s" with the mark "%s" the found letters are underlined', (shown, mark, found, expected) => {
  const part = shownPart(shown, mark, 'json.Marshal', found);
  expect(part && shown.slice(part.from, part.to)).toBe(expected);
});
