import { buildProfile } from './build';
import { folded } from './testing/drawn';
import { notLoadedFrame } from './model';
import { notLoadedValue } from './notLoaded';

describe('not loaded', () => {
  it('is what the server summed into leaves named other', () => {
    const profile = folded('main;a 5\nmain;other 3\nother 4\nzz;other 2');
    expect(notLoadedValue(profile)).toBe(9);
    expect(profile.frames.names[notLoadedFrame(profile.frames)]).toBe('other');
  });

  it('is not a frame named other that calls something', () => {
    const profile = folded('main;other;q 3\nmain;other 1');
    expect([notLoadedValue(profile), notLoadedFrame(profile.frames)]).toEqual([0, -1]);
  });

  it('is nothing where everything is loaded', () => {
    const profile = folded('main;another 3');
    expect([notLoadedValue(profile), notLoadedFrame(profile.frames)]).toEqual([0, -1]);
  });

  it('is not the root of a profile without rows', () => {
    const none = buildProfile({ level: [], value: [], self: [], label: [], symbols: ['other'] });
    expect([notLoadedValue(none), notLoadedFrame(none.frames)]).toEqual([0, -1]);
  });
});
