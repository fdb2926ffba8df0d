import { folded } from '../../profile/testing/drawn';
import { boxText, type TextLook } from './paint';
import { createRows, createScene } from './scene';
import { createFitter } from './text';

const LETTER = 10;
const look: TextLook = {
  font: '',
  fitter: createFitter((text) => LETTER * text.length),
  align: 'left',
  valueText: () => '5 s',
  notLoadedText: 'not loaded',
};

/** `http.Serve` and what it calls alone are one group; the next one has two callees. */
const profile = folded('http.Serve;http.serve;read 3\nhttp.Serve;http.serve;write 2\nmain 1');
const node = profile.symbol.indexOf(profile.frames.names.indexOf('http.Serve'));
const collapse = { mode: 'all', toggled: new Set<number>() } as const;
const scene = createScene(profile, collapse, createRows(profile, collapse, 0));

it.each([
  [19, '(1) http.Serve  5 s'],
  [18, '(1) http.Serve'],
  [14, '(1) http.Serve'],
  [13, '(1) http.Ser…'],
  [8, '(1) htt…'],
  [7, 'http.S…'],
  [4, 'htt…'],
  [3, ''],
])('a box with room for %d letters says its name before the count of its group alone: %p', (letters, shown) => {
  expect(boxText(scene, node, LETTER * letters, look)).toBe(shown);
});
