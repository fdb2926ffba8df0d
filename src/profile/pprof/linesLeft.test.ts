import fc from 'fast-check';
import { profileFromStacks } from '../stacks';
import { drained } from '../steps';
import { symbolTable } from '../table';
import { applyTransforms } from '../testing/merged';
import type { Transform } from '../transforms/transforms';
import type { Profile } from '../model';
import { linedStacks, type LinedStacks } from './lines';
import { linesLeftInSteps } from './linesLeft';
import { symbolLinesInSteps } from './symbolLines';
import { encode, fields, packed, type Field } from './testing/encode';

/** A location is its frames as "name:line", the innermost inlined first; a stack is locations, the leaf first. */
type Location = readonly string[];
interface Sample {
  readonly stack: readonly Location[];
  readonly value: number;
}

const NAMES = ['a', 'b', 'c', 'd'];
const nameOf = (frame: string) => frame.split(':')[0];

function lined(samples: readonly Sample[]): LinedStacks {
  const locations = [...new Set(samples.flatMap(({ stack }) => stack.map((frames) => frames.join(' '))))];
  return linedStacks(
    encode([
      ...['', 'cpu', ...NAMES, 'x.go'].map((text): Field => [6, text]),
      [1, fields({ 1: 1 })],
      ...NAMES.map((_, f): Field => [5, fields({ 1: f + 1, 2: f + 2, 4: NAMES.length + 2 })]),
      ...locations.map((frames, l): Field => [
        4,
        [
          [1, l + 1],
          ...frames.split(' ').map((frame): Field => {
            const [name, line] = frame.split(':');
            return [4, fields({ 1: NAMES.indexOf(name) + 1, 2: Number(line) })];
          }),
        ],
      ]),
      ...samples.map(({ stack, value }): Field => [
        2,
        fields({ 1: packed(stack.map((frames) => locations.indexOf(frames.join(' ')) + 1)), 2: packed([value]) }),
      ]),
    ]),
    'cpu'
  );
}

const pictureOf = (samples: readonly Sample[]): Profile =>
  profileFromStacks(samples.map(({ stack, value }) => ({ frames: stack.flat().reverse().map(nameOf), value })));

const left = (samples: readonly Sample[], transforms: readonly Transform[]) =>
  drained(linesLeftInSteps(applyTransforms(pictureOf(samples), transforms), lined(samples), 1))!;

const linesOf = (stacks: LinedStacks, name: string) =>
  drained(symbolLinesInSteps(stacks, name)).lines.map(({ line, self, total }) => [line, self, total]);

const frame = fc
  .tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 3 }))
  .map(([name, line]) => `${name}:${line}`);
const anySamples = fc.array(
  fc.record({
    stack: fc.array(fc.array(frame, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    value: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 12 }
);
const anyTransform: fc.Arbitrary<Transform> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('keep', 'hide', 'merge', 'drop-above', 'drop-below', 'flatten'),
    about: fc.constantFrom(...NAMES),
  }),
  fc.constantFrom<Transform>({ kind: 'flatten' }, { kind: 'own' })
);

it('have the numbers of the picture, of every function and in all', () => {
  fc.assert(
    fc.property(anySamples, fc.array(anyTransform, { maxLength: 4 }), (samples, transforms) => {
      const screen = applyTransforms(pictureOf(samples), transforms);
      const stacks = left(samples, transforms);
      const { self, total } = symbolTable(screen);
      for (const name of NAMES) {
        const symbol = screen.frames.names.indexOf(name);
        const { self: ofLines, total: inLines } = drained(symbolLinesInSteps(stacks, name));
        expect([name, ofLines, inLines]).toEqual([name, self[symbol] ?? 0, total[symbol] ?? 0]);
      }
      expect(stacks.total).toBe(screen.total[0]);
    }),
    { numRuns: 1000 }
  );
});

it('are those that there were where nothing is transformed', () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      expect(left(samples, [])).toEqual(lined(samples));
    }),
    { numRuns: 100 }
  );
});

/** Each frame kept or left out by itself; undefined: the stack goes. */
const REFERENCE: Record<string, (frames: readonly string[]) => readonly string[] | undefined> = {
  keep: (frames) => (frames.some(isA) ? frames : undefined),
  hide: (frames) => (frames.some(isA) ? undefined : frames),
  merge: (frames) => frames.filter((name) => !isA(name)),
  'drop-above': (frames) => (frames.some(isA) ? frames.slice(frames.findIndex(isA)) : undefined),
};
const isA = (name: string) => nameOf(name) === 'a';

it.each(Object.keys(REFERENCE))('are the lines of the frames that are left: %s', (kind) => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const stacks = left(samples, [{ kind, about: 'a' } as Transform]);
      const kept = samples.flatMap(({ stack, value }) => {
        const frames = REFERENCE[kind](stack.flat().reverse());
        return frames === undefined ? [] : [{ frames, value }];
      });
      for (const name of NAMES) {
        const wanted = [1, 2, 3].map((line) => {
          const of = (has: (frames: readonly string[]) => boolean) =>
            kept.reduce((sum, { frames, value }) => sum + (has(frames) ? value : 0), 0);
          const place = `${name}:${line}`;
          return [line, of((frames) => frames.at(-1) === place), of((frames) => frames.includes(place))];
        });
        expect(linesOf(stacks, name)).toEqual(wanted.filter(([, , total]) => total > 0));
      }
    }),
    { numRuns: 200 }
  );
});

it('tell who calls and what is inlined by what is left', () => {
  // b is inlined into c; both are in a.
  const samples = [{ stack: [['d:1'], ['b:2', 'c:3'], ['a:4']], value: 5 }];
  const callersOf = (transforms: Transform[], name: string) =>
    drained(symbolLinesInSteps(left(samples, transforms), name)).lines.map(({ callers, inlined }) => [
      ...callers.map((caller) => `${caller.name}:${caller.line}${caller.inlined ? ' inlined' : ''}`),
      ...inlined.map((other) => `has ${other.name}`),
    ]);
  expect(callersOf([], 'b')).toEqual([['c:3 inlined']]);
  expect(callersOf([{ kind: 'merge', about: 'c' }], 'b')).toEqual([['a:4']]);
  expect(callersOf([{ kind: 'merge', about: 'b' }], 'd')).toEqual([['c:3']]);
  expect(callersOf([{ kind: 'merge', about: 'b' }], 'c')).toEqual([['a:4']]);
});

it('have of recursion that became one frame the line of the innermost', () => {
  const samples = [{ stack: [['b:4'], ['a:3'], ['b:2'], ['a:1']], value: 5 }];
  const stacks = left(samples, [{ kind: 'flatten', about: 'a' }]);
  expect(linesOf(stacks, 'a')).toEqual([[3, 0, 5]]);
  expect(linesOf(stacks, 'b')).toEqual([[4, 5, 5]]);
});

it('are not those of frames that are beside what is left', () => {
  const samples = [
    { stack: [['c:4'], ['a:3'], ['b:2'], ['a:1']], value: 5 },
    { stack: [['a:3'], ['b:2'], ['a:1']], value: 7 },
    { stack: [['b:2'], ['a:1']], value: 1 },
  ];
  // The first stack is a ─ c, then c; the second a, then nothing; the third keeps its b.
  const stacks = left(samples, [
    { kind: 'flatten', about: 'a' },
    { kind: 'merge', about: 'a' },
  ]);
  expect(linesOf(stacks, 'b')).toEqual([[2, 1, 1]]);
  expect(linesOf(stacks, 'c')).toEqual([[4, 5, 5]]);
});

it('are found with a pause at least every 40,000 frames', () => {
  const samples = Array.from({ length: 2000 }, () => ({ stack: Array.from({ length: 100 }, () => ['a:1']), value: 1 }));
  const steps = linesLeftInSteps(pictureOf(samples), lined(samples), 1);
  let pauses = 0;
  while (!steps.next().done) {
    pauses++;
  }
  expect(pauses).toBeGreaterThanOrEqual(5);
});

it('are not known where the stacks are not those of the picture, or were cut', () => {
  const samples = [
    { stack: [['b:2'], ['a:1']], value: 90 },
    { stack: [['c:3'], ['a:1']], value: 10 },
  ];
  const of = (screen: Profile, stacks = lined(samples)) => drained(linesLeftInSteps(screen, stacks, 1));
  expect(of(pictureOf(samples))).toBeDefined();
  expect(of(pictureOf([samples[0]]))).toBeUndefined();
  expect(of(pictureOf([{ ...samples[0], value: 100 }]))).toBeUndefined();
  expect(of(pictureOf(samples), { ...lined(samples), notLoaded: 0.1 })).toBeUndefined();
});
