import fc from 'fast-check';
import { draw, drawn, folded, trimmed } from '../testing/drawn';
import { readName } from '../naming/readName';
import { anyProfile, pathsOf, pathsOfStacks, stacksOf } from '../testing/reference';
import type { Stack } from '../stacks';
import { applyTransforms, CONTEXT } from '../testing/merged';
import { FrameKind } from '../model';
import { drained } from '../steps';
import { profileInStepsOf } from '../tree';
import { transformTree, type Transform } from './transforms';

const runs = { numRuns: 200 };
const anyName = fc.constantFrom('a', 'b', 'total', 'other', 'gone');

type Change = (frames: readonly string[]) => readonly string[] | undefined;

const withSymbol: Record<string, (is: (name: string) => boolean) => Change> = {
  keep: (is) => (frames) => (frames.some(is) ? frames : undefined),
  hide: (is) => (frames) => (frames.some(is) ? undefined : frames),
  merge: (is) => (frames) => frames.filter((name) => !is(name)),
  'drop-above': (is) => (frames) => (frames.some(is) ? frames.slice(frames.findIndex(is)) : undefined),
  'drop-below': (is) => (frames) => (frames.some(is) ? frames.slice(0, frames.findIndex(is) + 1) : frames),
};

/** What each transform does to one stack; undefined: the stack is dropped. */
const REFERENCE: Record<string, (symbol: string) => Change> = {
  ...Object.fromEntries(
    Object.entries(withSymbol).map(([kind, of]) => [kind, (symbol: string) => of((name) => name === symbol)])
  ),
  flatten: (symbol) => (frames) =>
    frames.includes(symbol)
      ? [...frames.slice(0, frames.indexOf(symbol)), ...frames.slice(frames.lastIndexOf(symbol))]
      : frames,
};

const withoutRepeats = (frames: readonly string[]) => frames.filter((name, i) => name !== frames[i - 1]);

function changed(stacks: readonly Stack[], change: Change) {
  return stacks.flatMap(({ frames, value }) => {
    const after = change(frames);
    return after ? [{ frames: after, value }] : [];
  });
}

const anyTransform: fc.Arbitrary<Transform> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('keep', 'hide', 'merge', 'drop-above', 'drop-below', 'flatten'),
    about: anyName,
  }),
  fc.constantFrom<Transform>({ kind: 'flatten' }, { kind: 'packages' }, { kind: 'own' })
);

describe('transforms', () => {
  it.each(Object.keys(REFERENCE))('%s does to every stack what the reference does', (kind) => {
    fc.assert(
      fc.property(anyProfile, anyName, (profile, symbol) => {
        const after = applyTransforms(profile, [{ kind, about: symbol } as Transform]);
        const expected = changed(stacksOf(profile), REFERENCE[kind](symbol));
        expect(pathsOf(after)).toEqual(pathsOfStacks(expected));
      }),
      runs
    );
  });

  it.each(Object.keys(withSymbol))('%s by a pattern does it to all that match', (kind) => {
    fc.assert(
      fc.property(anyProfile, fc.constantFrom('a', 'b', 'total'), (profile, text) => {
        const after = applyTransforms(profile, [{ kind, about: text, regex: true } as Transform]);
        // Neither the root nor what is not loaded matches; among functions these names match each other's parts.
        const change = withSymbol[kind]((name) => name.includes(text));
        expect(pathsOf(after)).toEqual(pathsOfStacks(changed(stacksOf(profile), change)));
      }),
      runs
    );
  });

  it('own leaves own frames, which get the self of what they called; stacks without one go', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const own: Change = (frames) => (frames.includes('a') ? frames.filter((name) => name === 'a') : undefined);
        const after = applyTransforms(profile, [{ kind: 'own' }]);
        expect(pathsOf(after)).toEqual(pathsOfStacks(changed(stacksOf(profile), own)));
      }),
      runs
    );
  });

  it('own keeps what is not loaded: it could be own code', () => {
    const profile = drawn(`
      [total                  ]
      [runtime  ][a           ]
         [other ]   [lib      ]
                       [other ]
    `);
    expect(draw(applyTransforms(profile, [{ kind: 'own' }]))).toBe(
      trimmed(`
        [total               ]
        [a           ][other ]
              [other ]
      `)
    );
  });

  it('flatten of all symbols makes direct recursion one frame', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const after = applyTransforms(profile, [{ kind: 'flatten' }]);
        expect(pathsOf(after)).toEqual(pathsOfStacks(changed(stacksOf(profile), withoutRepeats)));
      }),
      runs
    );
  });

  it('packages makes frames packages', () => {
    const profile = folded(`
      main.main;net/http.serve;net/http.(*conn).read;runtime.read 4
      main.main;main.work;runtime.mallocgc;memset 3
      main.main;net/http.serve;net/http.(*conn).write;runtime.write 5
      net/http.gc 2
    `);
    const after = applyTransforms(profile, [{ kind: 'packages' }]);
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
    expect(draw(applyTransforms(profile, [{ kind: 'hide', about: 'x' }]))).toBe(
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

  it('goes on after a pause where much is left out above a frame, or much comes together', () => {
    // 1,000 chains of f1 to f100 below the root.
    const length = 1 + 1000 * 100;
    const level = Int32Array.from({ length }, (_, i) => (i === 0 ? 0 : ((i - 1) % 100) + 1));
    const names = ['total', ...Array.from({ length: 100 }, (_, s) => `f${s + 1}`)];
    const kinds = Uint8Array.from(names, (_, s) => (s === 0 ? FrameKind.root : FrameKind.function));
    const columns = { level, symbol: level, frames: { names, kinds } };
    const profile = drained(profileInStepsOf(columns, new Float64Array(length).fill(1)));
    const after = (transform: Transform) => pathsOf(applyTransforms(profile, [transform]));
    expect(after({ kind: 'drop-above', about: 'f100' })).toEqual([
      { path: '', value: 1000, self: 0 },
      { path: 'f100', value: 1000, self: 1000 },
    ]);
    const merged = after({ kind: 'merge', about: 'f1' });
    expect(merged).toHaveLength(100);
    expect(merged.slice(0, 2)).toEqual([
      { path: '', value: length, self: 1001 },
      { path: 'f2', value: length - 1001, self: 1000 },
    ]);
  });

  it('undone is the profile itself, which no transform touches', () => {
    fc.assert(
      fc.property(anyProfile, anyTransform, (profile, transform) => {
        const before = structuredClone(profile);
        applyTransforms(profile, [transform]);
        expect(transformTree(profile, [profile], [{ ...transform, off: true }], CONTEXT).tree).toBe(profile);
        expect(transformTree(profile, [profile], [], CONTEXT)).toMatchObject({ tree: profile, sides: [profile] });
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
