import { buildProfile, type ProfileColumns } from './build';
import { draw, drawn } from './testing/drawn';
import { FrameKind, isNoData, ProfileInputError } from './model';
import { notLoadedValue } from './notLoaded';
import { placeNodes } from './rows';
import { symbolTable } from './table';
import { callees } from './testing/merged';
import { pathsOf } from './testing/reference';

/** The frame that Grafana sends for: main;b;c 10, main;a 5, main 3, zz;other 2, total;x 1. */
const FRAME: ProfileColumns = {
  level: [0, 1, 2, 2, 3, 1, 2, 1, 2],
  value: [21, 18, 5, 10, 10, 1, 1, 2, 2],
  self: [0, 3, 5, 0, 10, 0, 1, 0, 2],
  label: [0, 1, 2, 3, 4, 0, 5, 6, 7],
  symbols: ['total', 'main', 'a', 'b', 'c', 'x', 'zz', 'other'],
};

const one = (columns: Partial<ProfileColumns>): ProfileColumns => ({
  level: [0],
  value: [1],
  self: [1],
  label: [0],
  symbols: ['total'],
  ...columns,
});

describe('buildProfile', () => {
  it('links the nested set', () => {
    const profile = buildProfile(FRAME);
    expect(Array.from(profile.parent)).toEqual([-1, 0, 1, 1, 3, 0, 5, 0, 7]);
    expect(Array.from(profile.end)).toEqual([9, 5, 3, 5, 5, 7, 7, 9, 9]);
    // Self comes first: a begins after main's 3, x at 18, zz at 19.
    expect(Array.from(placeNodes(profile, profile).start)).toEqual([0, 0, 3, 8, 8, 18, 18, 19, 19]);
  });

  it('reads typed arrays as well', () => {
    const columns = { ...FRAME, level: Int32Array.from(FRAME.level), value: Float64Array.from(FRAME.value) };
    expect(buildProfile(columns)).toEqual(buildProfile(FRAME));
  });

  it('knows no data: no rows, or the one empty row that Pyroscope answers', () => {
    const none = buildProfile({ level: [], value: [], self: [], label: [], symbols: [] });
    expect(isNoData(none)).toBe(true);
    expect(isNoData(buildProfile(one({ value: [0], self: [0] })))).toBe(true);
    expect(isNoData(buildProfile(one({})))).toBe(false);
  });

  it.each<[string, ProfileColumns, Partial<ProfileInputError>]>([
    [
      'columns of unequal length',
      one({ value: [1, 2] }),
      {
        code: 'column-lengths',
        message: "The flame graph's columns have different lengths: level 1, value 2, self 1, label 1.",
      },
    ],
    [
      'a first row that is no root',
      one({ level: [1] }),
      { code: 'bad-level', row: 0, message: 'Row 0 of the flame graph is at level 1, not 0.' },
    ],
    [
      'a level jump',
      { ...FRAME, level: [0, 1, 3, 2, 3, 1, 2, 1, 2] },
      { code: 'bad-level', row: 2, message: 'Row 2 of the flame graph is at level 3 right after level 1.' },
    ],
    [
      'a second root',
      { ...FRAME, level: [0, 1, 2, 2, 3, 0, 1, 1, 2] },
      { code: 'bad-level', row: 5, message: 'Row 5 of the flame graph has a second root.' },
    ],
    ['a level that is no number', { ...FRAME, level: [0, 1, NaN, 2, 3, 1, 2, 1, 2] }, { code: 'bad-level', row: 2 }],
    ['a level of one and a half', { ...FRAME, level: [0, 1, 1.5, 2, 3, 1, 2, 1, 2] }, { code: 'bad-level', row: 2 }],
    [
      'NaN',
      one({ value: [NaN] }),
      { code: 'bad-value', row: 0, message: 'Row 0 of the flame graph has the value NaN.' },
    ],
    ['an infinite value', one({ value: [Infinity] }), { code: 'bad-value', row: 0 }],
    ['a negative value', one({ value: [-1] }), { code: 'bad-value', row: 0 }],
    ['a negative self', one({ self: [-1] }), { code: 'bad-self', row: 0 }],
    [
      'self above value',
      one({ self: [2] }),
      { code: 'bad-self', row: 0, message: 'Row 0 of the flame graph has self 2 of value 1.' },
    ],
    [
      'a label without a name',
      one({ label: [1] }),
      { code: 'bad-label', row: 0, message: 'Row 0 of the flame graph has the label 1, but there are 1 names.' },
    ],
    ['a label that is no index', one({ label: [-1] }), { code: 'bad-label', row: 0 }],
    [
      'children larger than their parent',
      { ...FRAME, value: [21, 18, 5, 11, 10, 1, 1, 2, 2] },
      { code: 'overfull', row: 1, message: 'The children of row 1 of the flame graph are larger than its value 18.' },
    ],
  ])('refuses %s', (_, columns, expected) => {
    let thrown: unknown;
    try {
      buildProfile(columns);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ProfileInputError);
    expect(thrown).toMatchObject(expected);
  });

  it('refuses more nodes than the limit before it allocates', () => {
    const level = { length: 1e12 } as ArrayLike<number>;
    const columns = { level, value: level, self: level, label: level, symbols: [] };
    expect(() => buildProfile(columns)).toThrow(
      'The flame graph has 1000000000000 nodes, more than the limit of 4000000.'
    );
    expect(() => buildProfile(FRAME, { maxNodes: 8 })).toThrow('9 nodes, more than the limit of 8');
    expect(buildProfile(FRAME, { maxNodes: 9 })).toHaveLength(9);
  });

  it('takes sums beyond 2^53, which are rounded', () => {
    const huge = 2 ** 53;
    const columns = { level: [0, 1, 1, 1], value: [huge * 3, huge + 2, huge, huge], self: [0, huge + 2, huge, huge] };
    const profile = buildProfile({ ...columns, label: [0, 1, 2, 3], symbols: ['total', 'a', 'b', 'c'] });
    expect(placeNodes(profile, profile).start[3]).toBe(huge * 2 + 2);
  });

  it('counts what self and children leave of a node as its own, in table, sandwich and graph alike', () => {
    const profile = buildProfile({ ...FRAME, value: [30, 25, 5, 10, 10, 1, 1, 2, 2] });
    const main = profile.frames.names.indexOf('main');
    expect([profile.self[1], symbolTable(profile).self[main], symbolTable(profile).total[main]]).toEqual([10, 10, 25]);
    expect([callees(profile, main).self[0], callees(profile, main).total[0]]).toEqual([10, 25]);
    expect(profile.self.reduce((sum, own) => sum + own)).toBe(30);
  });

  it('measures children against their parent alone, however far right both stand', () => {
    const columns = { level: [0, 1, 1, 2], value: [1e12 + 10, 1e12, 10, 500], self: [0, 1e12, 0, 500] };
    expect(() => buildProfile({ ...columns, label: [0, 1, 2, 3], symbols: ['total', 'a', 'b', 'c'] })).toThrow(
      'The children of row 2 of the flame graph are larger than its value 10.'
    );
  });

  it('makes siblings of one name one, with all that is below them', () => {
    const profile = buildProfile({
      level: [0, 1, 2, 1, 1, 2, 2],
      value: [20, 5, 5, 4, 11, 4, 7],
      self: [0, 0, 5, 4, 0, 4, 7],
      label: [0, 1, 2, 3, 1, 2, 1],
      symbols: ['total', 'a', 'b', 'z'],
    });
    expect(pathsOf(profile)).toEqual([
      { path: '', value: 20, self: 0 },
      { path: 'a', value: 16, self: 0 },
      { path: 'a;a', value: 7, self: 7 },
      { path: 'a;b', value: 9, self: 9 },
      { path: 'z', value: 4, self: 4 },
    ]);
  });

  it('tells functions named total and other from the root and from what was cut', () => {
    const profile = buildProfile({
      level: [0, 1, 2, 2, 1, 1],
      value: [20, 12, 7, 5, 3, 5],
      self: [0, 0, 7, 5, 3, 5],
      label: [0, 1, 2, 1, 0, 1],
      symbols: ['total', 'other', 'x'],
    });
    const kindsAndNames = Array.from(profile.symbol, (s) => [profile.frames.kinds[s], profile.frames.names[s]]);
    expect(kindsAndNames).toEqual([
      [FrameKind.root, 'total'],
      [FrameKind.function, 'other'],
      [FrameKind.function, 'x'],
      [FrameKind.notLoaded, 'other'],
      [FrameKind.function, 'total'],
      [FrameKind.notLoaded, 'other'],
    ]);
    const table = symbolTable(profile);
    const other = profile.frames.names.indexOf('other');
    expect([table.total[other], table.self[other], notLoadedValue(profile)]).toEqual([12, 0, 10]);
  });
});

describe('drawn', () => {
  const picture = ['[total              ]', '[main      ][gc     ]', '   [read][b][x][y   ]'].join('\n');

  it('reads and draws the same picture', () => {
    const profile = drawn(picture);
    expect(draw(profile)).toBe(picture);
    expect(Array.from(profile.total)).toEqual([21, 12, 6, 3, 9, 3, 6]);
    expect(Array.from(profile.self)).toEqual([0, 3, 6, 3, 0, 3, 6]);
  });

  it('refuses a picture with gaps', () => {
    expect(() => drawn('[total]\n[a][b]')).toThrow('do not end at its right edge');
    expect(() => drawn('[total    ]\n[a]    [b ]')).toThrow('gap left of b');
    expect(() => drawn('[total]\n[a    ]  [b]')).toThrow('outside its parent');
  });
});
