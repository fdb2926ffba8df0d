import fc from 'fast-check';

import { decodePaths, encodePaths } from './paths';

describe('encodePaths', () => {
  it('says how many names each path takes from the one before', () => {
    expect(
      encodePaths([['main', 'http.Serve'], ['main', 'http.Serve', 'json.Enc'], ['main', 'gc'], []], false)
    ).toEqual(['0\nmain\nhttp.Serve', '2\njson.Enc', '1\ngc', '0']);
  });

  it('keeps line feeds and backslashes inside names', () => {
    expect(encodePaths([['a\nb', 'C:\\new', '']], false)).toEqual(['0\na\\nb\nC:\\\\new\n']);
  });
});

describe('decodePaths', () => {
  it('reads what was written', () => {
    const name = fc.oneof(
      fc.string({ unit: fc.constantFrom('\\', '\n', 'n', '0', 'a') }),
      fc.string({ unit: 'binary' })
    );
    fc.assert(
      fc.property(fc.array(fc.array(name, { maxLength: 5 }), { maxLength: 8 }), (paths) => {
        expect(decodePaths(encodePaths(paths, false))).toEqual(paths);
        // Of short ones the last name comes back, and what comes back is written as it was read.
        const short = encodePaths(paths, true);
        const back = decodePaths(short).map((path) => path ?? []);
        expect(back.map((path) => path.at(-1) ?? '')).toEqual(paths.map((path) => path.at(-1) ?? ''));
        expect(encodePaths(back, true)).toEqual(short);
      })
    );
  });

  it('gives up a path that cannot be read and those that build on it, and no other', () => {
    expect(decodePaths(['0\na\nb', '3\nc', '1\nd', '0\ne', 'x\nf', '', '-1\ng', '0\nh'])).toEqual([
      ['a', 'b'],
      undefined,
      undefined,
      ['e'],
      undefined,
      undefined,
      undefined,
      ['h'],
    ]);
  });
});
