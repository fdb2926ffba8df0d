import fc from 'fast-check';
import { joinAttributesInSteps } from './attributes';
import type { Frames, Program } from './model';
import { Owner } from './own/known';
import { ownership } from './own/ownership';
import { mergeProfilesInSteps } from './mergeProfiles';
import { drained } from './steps';
import { folded } from './testing/drawn';
import { inFiles, placesFor, type Place } from './testing/placed';

/** Frames with places, by name. */
function placed(places: Readonly<Record<string, readonly Place[]>>, program?: Program): Frames {
  const names = Object.keys(places);
  const kinds = new Uint8Array(names.length);
  return { names, kinds, places: placesFor(names, places), ...(program && { program }) };
}

/** What is joint is by name. */
function joined(...all: Frames[]) {
  const names = [...new Set(all.flatMap((frames) => frames.names))];
  const parts = all.map((frames) => ({
    frames,
    symbols: Int32Array.from(frames.names, (name) => names.indexOf(name)),
  }));
  const { places, program } = drained(joinAttributesInSteps(names.length, parts));
  const of = (s: number): Place[] =>
    places === undefined
      ? []
      : [...places.file.subarray(places.offset[s], places.offset[s + 1])].map((file, i) => [
          places.files[file],
          places.line[places.offset[s] + i],
        ]);
  return { places: places && Object.fromEntries(names.map((name, s) => [name, of(s)])), program };
}

it('writes a function wherever one of the parts says, each place once, those of the first part first', () => {
  const place = fc.tuple(fc.constantFrom('a.c', 'b.c', 'c.c'), fc.constantFrom(0, 7, 2 ** 31 - 1));
  const part = fc.dictionary(fc.constantFrom('f', 'g', 'h', 'i'), fc.array(place, { maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const expected: Record<string, Place[]> = {};
      for (const [name, places] of parts.flatMap((each) => Object.entries(each))) {
        expected[name] ??= [];
        for (const [file, line] of places) {
          if (!expected[name].some((known) => known[0] === file && known[1] === line)) {
            expected[name].push([file, line]);
          }
        }
      }
      const hasPlaces = Object.values(expected).some((places) => places.length > 0);
      expect(joined(...parts.map((each) => placed(each))).places).toEqual(hasPlaces ? expected : undefined);
    })
  );
});

it('knows of the program what no part says otherwise', () => {
  const program = (binary: string, repository: string, libraries?: Record<string, string>) =>
    placed({}, { binary, repository, ...(libraries && { libraries: new Map(Object.entries(libraries)) }) });
  const none = placed({});
  expect(joined(none, none).program).toBeUndefined();
  expect(joined(none, program('shop', '')).program).toEqual({ binary: 'shop', repository: '' });
  expect(joined(program('shop', ''), program('shop', 'https://github.com/me/shop')).program).toEqual({
    binary: 'shop',
    repository: 'https://github.com/me/shop',
  });
  const both = [
    program('shop', '', { inflate: '/lib/libz.so.1' }),
    program('cart', '', { SSL_read: '/lib/libssl.so.3' }),
  ];
  expect(joined(...both).program).toEqual({
    binary: '',
    repository: '',
    libraries: new Map([
      ['inflate', '/lib/libz.so.1'],
      ['SSL_read', '/lib/libssl.so.3'],
    ]),
  });
});

it.each([
  ['in another library', { inflate: '/app/libpack.so' }, undefined],
  ['in the program', undefined, undefined],
  ['in another version', { inflate: 'libz.so.1.3' }, '/lib/libz.so.1.2'],
])('drops the library of a function that another part has %s', (_, libraries, kept) => {
  const part = (of: Record<string, string> | undefined) =>
    placed({ inflate: [] }, { binary: 'shop', repository: '', ...(of && { libraries: new Map(Object.entries(of)) }) });
  const parts = [part({ inflate: '/lib/libz.so.1.2' }), part(libraries)];
  expect(joined(...parts).program?.libraries?.get('inflate')).toBe(kept);
  // What says nothing of it contradicts none.
  expect(
    joined(parts[0], placed({ inflate: [] }), placed({}, { binary: 'shop', repository: '' })).program?.libraries?.size
  ).toBe(1);
  if (kept === undefined) {
    expect(joined(...parts.reverse()).program?.libraries).toBeUndefined();
  }
});

it('leaves open whose a function is that stands in files of several owners, in whatever order the parts come', () => {
  const window = (file: string) => inFiles(folded('main;init 1'), { main: '/srv/shop/main.c', init: file });
  const windows = [window('/srv/shop/a.c'), window('/usr/include/x.h')];
  const ownerIn = (parts: typeof windows) => {
    const merged = drained(mergeProfilesInSteps(parts));
    return ownership(merged, { words: new Map() }).owner[merged.frames.names.indexOf('init')];
  };
  expect(ownerIn(windows.slice(0, 1))).toBe(Owner.own);
  expect(ownerIn(windows)).toBe(Owner.library);
  expect(ownerIn(windows.reverse())).toBe(Owner.library);
});
