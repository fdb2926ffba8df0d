import fc from 'fast-check';

import { joinKey } from '../naming/joinKey';
import { profileFromStacks } from '../stacks';
import { symbolTable } from '../table';
import { placesFor } from '../testing/placed';
import { changeTable } from './changeTable';
import { compareProfiles } from './compare';
import { uniteTrees, weighSide } from './unite';
import { uniteFrames } from './uniteFrames';

const framesOf = (...names: string[]) => profileFromStacks([{ frames: names, value: 1 }]).frames;
const joinNames = (...sides: Parameters<typeof uniteFrames>) => uniteFrames(...sides).joined;
const LAMBDA = (number: number) => `Cart$$Lambda$${number}/0x00000008${number}.apply`;

describe('uniteFrames', () => {
  it('joins what was numbered or hashed anew, by the name after', () => {
    const joined = joinNames(
      framesOf('main.main', LAMBDA(733), 'shop::total::h0123456789abcdef', 'GeneratedMethodAccessor120.invoke'),
      framesOf('main.main', LAMBDA(12), 'shop::total::hfedcba9876543210', 'GeneratedMethodAccessor7.invoke')
    );
    expect([...joined]).toEqual([
      [LAMBDA(12), LAMBDA(733)],
      ['shop::total::hfedcba9876543210', 'shop::total::h0123456789abcdef'],
      ['GeneratedMethodAccessor7.invoke', 'GeneratedMethodAccessor120.invoke'],
    ]);
  });

  it('leaves exact partners together: a closure added in front of another takes its name, and is not joined', () => {
    expect(joinNames(framesOf('main.f.func1'), framesOf('main.f.func1', 'main.f.func2')).size).toBe(0);
    expect([...joinNames(framesOf('a.func1', 'a.func2'), framesOf('a.func2', 'a.func3'))]).toEqual([
      ['a.func3', 'a.func1'],
    ]);
  });

  it('joins nothing where several names of a side have the key: nobody knows which is which', () => {
    expect(joinNames(framesOf(LAMBDA(1), LAMBDA(2)), framesOf(LAMBDA(3))).size).toBe(0);
    expect(joinNames(framesOf(LAMBDA(1)), framesOf(LAMBDA(3), LAMBDA(4))).size).toBe(0);
  });

  it('joins no frame that stands for something else than a function', () => {
    const before = framesOf('bpf_prog_0123_x');
    expect(
      joinNames({ ...before, kinds: before.kinds.map((kind) => kind && 4) }, framesOf('bpf_prog_4567_x')).size
    ).toBe(1);
    expect(joinNames({ ...before, kinds: before.kinds.map(() => 4) }, framesOf('bpf_prog_4567_x')).size).toBe(0);
  });
});

const name = fc.oneof(
  fc.constantFrom('main', 'read', 'total'),
  fc.nat(6).map((number) => `main.f.func${number}`),
  fc.nat(4).map(LAMBDA)
);
const stacks = fc.array(
  fc.record({ frames: fc.array(name, { maxLength: 5 }), value: fc.integer({ min: 1, max: 50 }) }),
  { maxLength: 10 }
);

it('never makes one of two frames of a side, and keeps the values of each', () => {
  fc.assert(
    fc.property(stacks, stacks, (one, other) => {
      const profiles = { before: profileFromStacks(one), after: profileFromStacks(other) };
      const united = uniteTrees(profiles.before, profiles.after);
      for (const side of ['before', 'after'] as const) {
        const { frames } = profiles[side];
        const places = united.symbolOf[side];
        expect(new Set(places).size).toBe(frames.names.length);
        expect(new Set(united.rowOf[side]).size).toBe(profiles[side].length);
        const weights = weighSide(united, side, profiles[side]);
        expect(weights.total[0] ?? 0).toBe(one.length + other.length > 0 ? (profiles[side].total[0] ?? 0) : 0);
        const [alone, together] = [symbolTable(profiles[side]), symbolTable({ ...united.tree, ...weights })];
        frames.names.forEach((_, symbol) =>
          expect([together.self[places[symbol]], together.total[places[symbol]]]).toEqual([
            alone.self[symbol],
            alone.total[symbol],
          ])
        );
      }
      // All that is joined has a name of each side that the other one lacks, and the key in common.
      for (const [after, before] of united.joined) {
        expect(profiles.after.frames.names).toContain(after);
        expect(profiles.before.frames.names).toContain(before);
        expect(profiles.before.frames.names).not.toContain(after);
        expect(profiles.after.frames.names).not.toContain(before);
        expect(joinKey(after)).toBe(joinKey(before));
      }
    })
  );
});

it('makes one changed row of what looked gone and new, with the name after, and says the one before', () => {
  const side = (lambda: string, value: number) => ({
    profile: profileFromStacks([
      { frames: ['main', lambda, 'Cart.total'], value },
      { frames: ['main'], value: 100 },
    ]),
    factor: 1,
    samples: 1000,
  });
  const compared = compareProfiles(side(LAMBDA(733), 40), side(LAMBDA(12), 60), 'larger');
  const { names } = compared.frames;
  const table = changeTable(compared, compared.sides);
  expect(names).not.toContain(LAMBDA(733));
  expect(table.changeOf(names.indexOf(LAMBDA(12)), 'total')).toEqual({
    before: 40,
    after: 60,
    kind: 'changed',
    joined: LAMBDA(733),
  });
  expect(table.changeOf(names.indexOf('Cart.total'), 'self')).toMatchObject({ before: 40, after: 60, kind: 'changed' });
  expect([compared.sides.before.total[0], compared.sides.after.total[0]]).toEqual([140, 160]);
});

it('knows where both sides write a function: a lambda that was numbered anew, and one that moved', () => {
  const side = (lambda: string, line: number) => ({
    ...framesOf('main', lambda),
    places: placesFor(['total', 'main', lambda], { main: [['main.java', 3]], [lambda]: [['Cart.java', line]] }),
    program: { binary: 'java', repository: 'https://github.com/me/shop' },
  });
  const { frames } = uniteFrames(side(LAMBDA(1), 7), side(LAMBDA(2), 9));
  expect(frames.names).toEqual(['total', 'main', LAMBDA(2)]);
  expect(frames.places).toEqual(
    placesFor(frames.names, {
      main: [['main.java', 3]],
      [LAMBDA(2)]: [
        ['Cart.java', 9],
        ['Cart.java', 7],
      ],
    })
  );
  expect(frames.program).toEqual({ binary: 'java', repository: 'https://github.com/me/shop' });
});
