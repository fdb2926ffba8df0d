import fc from 'fast-check';
import { drawn, folded } from './testing/drawn';
import { isNotLoaded } from './notLoaded';
import { anyProfile } from './testing/reference';
import { decodeShortPaths, encodeShortPaths, findPath, pathOf } from './path';

const profile = folded(`
  main;a;b 1
  main;c;a;b 2
  total;main 4
`);

describe('paths', () => {
  it('lead back to every node', () => {
    for (let node = 0; node < profile.length; node++) {
      expect(findPath(profile, pathOf(profile, node))).toEqual({ node, matched: profile.level[node] });
    }
  });

  it('leave the root out', () => {
    expect(pathOf(profile, 0)).toEqual([]);
    expect(pathOf(profile, 6)).toEqual(['main', 'c', 'a', 'b'].slice(0, profile.level[6]));
    expect(findPath(profile, ['total', 'main'])).toEqual({ node: profile.length - 1, matched: 2 });
  });

  it('end at the deepest frame that still exists', () => {
    expect(findPath(profile, ['main', 'c', 'gone', 'b'])).toEqual({ node: 4, matched: 2 });
    expect(findPath(profile, ['gone'])).toEqual({ node: 0, matched: 0 });
    expect(findPath(profile, ['main', 'b'])).toEqual({ node: 1, matched: 1 });
  });

  it('cope with a profile without rows', () => {
    const columns = { level: new Int32Array(0), parent: new Int32Array(0), end: new Int32Array(0) };
    expect(findPath({ ...profile, ...columns, length: 0 }, ['main'])).toEqual({ node: 0, matched: 0 });
  });
});

describe('beside what the server cut, paths lead to a function of its name', () => {
  it.each([
    ['[other][other ]', '[deep ]         '],
    ['[other][other ]', '       [deep  ] '],
  ])('%s %s', (others, deep) => {
    const both = drawn(`
      [total        ]
      [main         ]
      ${others}
      ${deep}
    `);
    const found = Array.from({ length: both.length }, (_, node) => findPath(both, pathOf(both, node)).node);
    const cut = found.findIndex((_, node) => isNotLoaded(both, node));
    const other = both.symbol.findIndex((symbol, node) => both.frames.names[symbol] === 'other' && node !== cut);
    expect(cut).toBeGreaterThan(0);
    expect(found).toEqual([0, 1, 2, 3, 4].map((node) => (node === cut ? other : node)));
  });

  it('where there is none, to what was cut', () => {
    const cut = folded('main;other 3\nmain;read 1');
    const node = [0, 1, 2, 3].find((each) => isNotLoaded(cut, each));
    expect(findPath(cut, ['main', 'other'])).toEqual({ node, matched: 2 });
    expect(findPath(cut, ['main', 'other', 'gone'])).toEqual({ node, matched: 2 });
  });
});

describe('short paths', () => {
  const profile = folded(`
    main;serve;decode;read 4
    main;serve;encode;write 3
    main;work;decode;read 2
    gc;sweep 1
  `);
  const short = (names: string[]) => decodeShortPaths(encodeShortPaths([names]))[0]!;
  const lead = (path: string[]) => {
    const { node, ...rest } = findPath(profile, path);
    return [pathOf(profile, node).join(';'), rest];
  };

  it('lead where the names lead', () => {
    fc.assert(
      fc.property(anyProfile, (any) => {
        for (let node = 0; node < any.length; node++) {
          const names = pathOf(any, node);
          expect(findPath(any, short(names))).toEqual({ node: findPath(any, names).node, matched: names.length });
        }
      })
    );
  });

  it('survive one renamed level, and say which', () => {
    expect(lead(short(['main', 'Serve$1', 'encode', 'write']))).toEqual([
      'main;serve;encode;write',
      { matched: 4, renamed: 1 },
    ]);
    expect(lead(short(['go', 'sweep']))).toEqual(['gc;sweep', { matched: 2, renamed: 0 }]);
  });

  it('do not guess: two that could be meant, two renamed levels, another last frame', () => {
    expect(lead(short(['main', 'gone', 'decode', 'read']))).toEqual(['main', { matched: 1 }]);
    expect(lead(short(['main', 'gone', 'away', 'write']))).toEqual(['main', { matched: 1 }]);
    expect(lead(short(['main', 'serve', 'encode', 'gone']))).toEqual(['main;serve;encode', { matched: 3 }]);
  });

  it('of names are taken as they stand', () => {
    expect(lead(['main', 'gone', 'encode', 'write'])).toEqual(['main', { matched: 1 }]);
  });

  it('of 400 long-named levels take under 1,500 characters, and hold the last name', () => {
    const names = Array.from({ length: 400 }, (_, i) => `org.springframework.web.servlet.FrameworkServlet.do${i}`);
    const [text] = encodeShortPaths([names]);
    expect(text.length).toBeLessThan(1500);
    expect(encodeURIComponent(text).length).toBeLessThan(1500);
    expect(decodeShortPaths([text])[0]!.at(-1)).toBe(names[399]);
    const deep = folded(`${names.join(';')} 1`);
    expect(findPath(deep, decodeShortPaths([text])[0]!)).toEqual({ node: 400, matched: 400 });
  });

  it('are written again as they were read', () => {
    const name = fc.oneof(fc.constantFrom('a', 'b', '', '.', '1.abc.x'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(fc.array(name, { maxLength: 5 }), { maxLength: 6 }), (paths) => {
        const texts = encodeShortPaths(paths);
        const read = decodeShortPaths(texts);
        expect(read.map((path) => path!.at(-1) ?? '')).toEqual(paths.map((path) => path.at(-1) ?? ''));
        expect(encodeShortPaths(read.map((path) => path!))).toEqual(texts);
      })
    );
  });

  it('that cannot be read are undefined, with those that build on them', () => {
    expect(decodeShortPaths(['0.AAABBB.x', '2.CC.y', '1..z', '0..w', 'x'])).toEqual([
      [expect.any(String), expect.any(String), 'x'],
      undefined,
      undefined,
      ['w'],
      undefined,
    ]);
  });
});
