import { folded } from './testing/drawn';
import { findPath, pathOf } from './path';

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
