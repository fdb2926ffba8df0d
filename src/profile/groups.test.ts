import { profileFromStacks } from './stacks';
import { findGroups } from './groups';

describe('groups', () => {
  it('show a chain of nearly equal frames as its first, but never hide what is below the root', () => {
    const { head, hidden } = findGroups(
      profileFromStacks([
        { frames: ['main', 'serve', 'handle'], value: 99 },
        { frames: ['main', 'serve', 'handle', 'log'], value: 1 },
      ])
    );
    // total, main, serve, handle, log
    expect([...head]).toEqual([0, 1, 1, 1, 4]);
    expect([...hidden]).toEqual([0, 2, 0, 0, 0]);
  });
});
