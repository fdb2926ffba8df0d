import { drawn, folded } from '../../profile/testing/drawn';
import type { Profile } from '../../profile/model';
import type { Collapse } from '../types';
import { endOfHeaviest, heaviestChild, neighbor, parentBox } from './navigate';
import { createRows, createScene } from './scene';
import { treeItems } from './TreeItems';

// `b` and `c` are one group: `c` is all of `b`.
const profile = drawn(`
  [total                                              ]
  [a                      ][b               ][k       ]
     [d     ][e][f        ][c               ]
             [g]           [h ][i][j        ]
`);

const NONE: Collapse = { mode: 'none', toggled: new Set() };
const ALL: Collapse = { mode: 'all', toggled: new Set() };
const at = (name: string, of: Profile = profile) => of.symbol.indexOf(of.frames.names.indexOf(name));
const nameOf = (node: number | undefined) =>
  node === undefined ? undefined : profile.frames.names[profile.symbol[node]];
const sceneOf = (collapse: Collapse, root = 'total') =>
  createScene(profile, collapse, createRows(profile, collapse, at(root)));

describe('parentBox', () => {
  it('is the caller, and nothing above the root', () => {
    expect(nameOf(parentBox(sceneOf(NONE), at('h')))).toBe('c');
    expect(parentBox(sceneOf(NONE), 0)).toBeUndefined();
  });

  it('is the box of the collapsed group that hides the caller', () => {
    expect(nameOf(parentBox(sceneOf(ALL), at('h')))).toBe('b');
  });

  it('leads out of the focused frame', () => {
    expect(nameOf(parentBox(sceneOf(NONE, 'c'), at('c')))).toBe('b');
  });
});

describe('heaviestChild', () => {
  it('has the largest value', () => {
    expect(nameOf(heaviestChild(sceneOf(NONE), at('total')))).toBe('a');
    expect(nameOf(heaviestChild(sceneOf(NONE), at('a')))).toBe('f');
  });

  it('of a collapsed group is the heaviest child of its last frame', () => {
    expect(nameOf(heaviestChild(sceneOf(ALL), at('b')))).toBe('j');
    expect(nameOf(heaviestChild(sceneOf(NONE), at('b')))).toBe('c');
  });

  it('of a frame above the focused one is the one that leads there', () => {
    expect(nameOf(heaviestChild(sceneOf(NONE, 'h'), at('total')))).toBe('b');
  });

  it('leads on to the end of the heaviest path, and not into what is not loaded', () => {
    expect(nameOf(endOfHeaviest(sceneOf(NONE), at('total')))).toBe('f');
    expect(nameOf(endOfHeaviest(sceneOf(ALL), at('b')))).toBe('j');
    expect(endOfHeaviest(sceneOf(NONE), at('j'))).toBeUndefined();
    const cut = folded('main;other 9\nmain;read 1');
    const scene = createScene(cut, NONE, createRows(cut, NONE, 0));
    expect(endOfHeaviest(scene, 0)).toBe(at('read', cut));
  });

  it('is missing at a leaf', () => {
    expect(heaviestChild(sceneOf(NONE), at('j'))).toBeUndefined();
  });
});

describe('neighbor', () => {
  it('is the next in the row, whoever called it', () => {
    expect(nameOf(neighbor(sceneOf(NONE), at('f'), 1, 0))).toBe('c');
    expect(nameOf(neighbor(sceneOf(NONE), at('h'), -1, 0))).toBe('g');
    expect(neighbor(sceneOf(NONE), at('d'), -1, 0)).toBeUndefined();
  });

  it('skips what is too narrow to see', () => {
    expect(nameOf(neighbor(sceneOf(NONE), at('d'), 1, 4))).toBe('f');
    expect(nameOf(neighbor(sceneOf(NONE), at('j'), -1, 4))).toBe('h');
    expect(neighbor(sceneOf(NONE), at('j'), -1, 5)).toBeUndefined();
  });
});

describe('treeItems', () => {
  const items = (collapse: Collapse, selected: string, minWidth = 0) =>
    treeItems(sceneOf(collapse), at(selected), minWidth).map(
      ({ node, level, position, setSize, expanded }) =>
        `${'-'.repeat(level)}${nameOf(node)} ${position}/${setSize}${expanded === undefined ? '' : expanded ? ' open' : ' closed'}`
    );

  it('are the path, the siblings and the children, in the order of a tree', () => {
    expect(items(NONE, 'e')).toEqual([
      '-total 1/1 open',
      '--a 1/3 open',
      '---d 1/3',
      '---e 2/3 open',
      '----g 1/1',
      '---f 3/3',
    ]);
  });

  it('leave out what is too narrow to see, and count it all the same', () => {
    expect(items(NONE, 'd', 4)).toEqual(['-total 1/1 open', '--a 1/3 open', '---d 1/3', '---f 3/3']);
  });

  it('of a zoom are the children on screen', () => {
    const whole = createRows(profile, NONE, 0);
    const zoomed = createScene(profile, NONE, whole, { x0: whole.start[at('f')], x1: whole.start[at('k')] });
    expect(treeItems(zoomed, 0, 1).map(({ node }) => nameOf(node))).toEqual(['total', 'a', 'b']);
  });

  it('show a collapsed group as one item, with the children of its last frame', () => {
    expect(items(ALL, 'b')).toEqual([
      '-total 1/1 open',
      '--a 1/3 closed',
      '--b 2/3 open',
      '---h 1/3',
      '---i 2/3',
      '---j 3/3',
      '--k 3/3',
    ]);
  });

  it('of a hidden frame are those of its box', () => {
    expect(items(ALL, 'c')).toEqual(items(ALL, 'b'));
  });

  it('stay few in a deep and wide profile', () => {
    const deep = drawn(`${Array.from({ length: 60 }, () => `[${'x'.repeat(20)}]`).join('\n')}`);
    const scene = createScene(deep, NONE, createRows(deep, NONE, 0));
    expect(treeItems(scene, 50, 0)).toHaveLength(22);
  });
});
