import fc from 'fast-check';
import { draw, drawn, folded, trimmed } from './testing/drawn';
import { readName } from './naming/readName';
import { anyProfile, pathsOf, pathsOfStacks, stacksOf } from './testing/reference';
import type { Stack } from './stacks';
import { applyTransforms } from './testing/merged';
import { transformTree, type Transform } from './transforms';

const runs = { numRuns: 200 };
const anyName = fc.constantFrom('a', 'b', 'total', 'other', 'gone');

/** What each transform does to one stack; undefined: the stack is dropped. */
const REFERENCE: Record<string, (frames: readonly string[], symbol: string) => readonly string[] | undefined> = {
  focus: (frames, symbol) => (frames.includes(symbol) ? frames.slice(frames.indexOf(symbol)) : undefined),
  keep: (frames, symbol) => (frames.includes(symbol) ? frames : undefined),
  hide: (frames, symbol) => (frames.includes(symbol) ? undefined : frames),
  mergeFrame: (frames, symbol) => frames.filter((name) => name !== symbol),
  mergeRecursion: (frames, symbol) =>
    frames.includes(symbol)
      ? [...frames.slice(0, frames.indexOf(symbol)), ...frames.slice(frames.lastIndexOf(symbol))]
      : frames,
};

const withoutRepeats = (frames: readonly string[]) => frames.filter((name, i) => name !== frames[i - 1]);

function changed(stacks: readonly Stack[], change: (frames: readonly string[]) => readonly string[] | undefined) {
  return stacks.flatMap(({ frames, value }) => {
    const after = change(frames);
    return after ? [{ frames: after, value }] : [];
  });
}

const anyTransform: fc.Arbitrary<Transform> = fc.oneof(
  fc.record({ kind: fc.constantFrom('focus', 'keep', 'hide', 'mergeFrame', 'mergeRecursion'), symbol: anyName }),
  fc.constantFrom<Transform>({ kind: 'mergeRecursion' }, { kind: 'groupByPackage' })
);

describe('transforms', () => {
  it.each(Object.keys(REFERENCE))('%s does to every stack what the reference does', (kind) => {
    fc.assert(
      fc.property(anyProfile, anyName, (profile, symbol) => {
        const after = applyTransforms(profile, [{ kind, symbol } as Transform]);
        const expected = changed(stacksOf(profile), (frames) => REFERENCE[kind](frames, symbol));
        expect(pathsOf(after)).toEqual(pathsOfStacks(expected));
      }),
      runs
    );
  });

  it('mergeRecursion of all symbols makes direct recursion one frame', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const after = applyTransforms(profile, [{ kind: 'mergeRecursion' }]);
        expect(pathsOf(after)).toEqual(pathsOfStacks(changed(stacksOf(profile), withoutRepeats)));
      }),
      runs
    );
  });

  it('groupByPackage makes frames packages', () => {
    const profile = folded(`
      main.main;net/http.serve;net/http.(*conn).read;runtime.read 4
      main.main;main.work;runtime.mallocgc;memset 3
      main.main;net/http.serve;net/http.(*conn).write;runtime.write 5
      net/http.gc 2
    `);
    const after = applyTransforms(profile, [{ kind: 'groupByPackage' }]);
    const grouped = changed(stacksOf(profile), (frames) =>
      withoutRepeats(frames.map((name) => readName(name).package || name))
    );
    expect(pathsOf(after)).toEqual(pathsOfStacks(grouped));
    expect(after.frames.names).toEqual(['total', 'main', 'net/http', 'runtime', 'memset']);
  });

  it('hide drops exactly the matched stacks', () => {
    const profile = drawn(`
      [total               ]
      [gc ][main           ]
             [a     ][b    ]
                [x  ]   [x ]
    `);
    expect(draw(applyTransforms(profile, [{ kind: 'hide', symbol: 'x' }]))).toBe(
      trimmed(`
        [total      ]
        [gc ][main  ]
               [a][b]
      `)
    );
  });

  it('one after the other is the transform of the transformed', () => {
    fc.assert(
      fc.property(anyProfile, fc.array(anyTransform, { maxLength: 4 }), (profile, transforms) => {
        const oneByOne = transforms.reduce((before, transform) => applyTransforms(before, [transform]), profile);
        expect(pathsOf(applyTransforms(profile, transforms))).toEqual(pathsOf(oneByOne));
      }),
      runs
    );
  });

  it('undone is the profile itself, which no transform touches', () => {
    fc.assert(
      fc.property(anyProfile, anyTransform, (profile, transform) => {
        const before = structuredClone(profile);
        applyTransforms(profile, [transform]);
        expect(transformTree(profile, [profile], [])).toMatchObject({ tree: profile, sides: [profile] });
        expect(profile).toEqual(before);
      }),
      runs
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(anyTransform, (transform) => {
        expect(JSON.parse(JSON.stringify(transform))).toEqual({ ...transform });
      })
    );
  });
});
