import fc from 'fast-check';
import { FrameKind, type NodeIndex, type Profile } from '../../profile/model';
import { findPath, pathOf } from '../../profile/path';
import { profileFromStacks } from '../../profile/stacks';
import { cutAsServer } from '../../profile/testing/cut';
import { folded } from '../../profile/testing/drawn';
import { callees, callers } from '../../profile/testing/merged';
import { mostOf } from './bounds';

const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 1, max: 60 }),
  }),
  { minLength: 1, maxLength: 30 }
);

const symbolOf = ({ frames }: Profile, name: string) =>
  frames.names.findIndex((each, s) => each === name && frames.kinds[s] === FrameKind.function);

/** Of a frame that a cut graph shows, its total in the whole one. */
function trueTotal(whole: Profile, shown: Profile, node: NodeIndex): number {
  const path = pathOf(shown, node);
  const { node: at, matched } = findPath(whole, path);
  return matched === path.length ? whole.total[at] : 0;
}

const isFunction = ({ frames, symbol }: Profile, node: NodeIndex) => frames.kinds[symbol[node]] === FrameKind.function;

it('is never below the true total, of frames and in the sandwich of a symbol, however blocks were cut', () => {
  fc.assert(
    fc.property(
      fc.array(stacks, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(2, 4, 8, 16),
      fc.constantFrom('a', 'b', 'c', 'd'),
      (blocks, most, name) => {
        const whole = profileFromStacks(blocks.flat());
        const cut = cutAsServer(blocks, most);
        const base = { wholeValue: cut.total[0], lowerBound: true, whole: cut };
        const check = (shown: Profile, truth: Profile, context: Parameters<typeof mostOf>[2]) => {
          for (let node = 0; node < shown.length; node++) {
            const isTold = node === 0 ? context.sandwiched !== undefined : isFunction(shown, node);
            if (isTold) {
              const least = mostOf(shown, node, context) ?? shown.total[node];
              expect(least).toBeGreaterThanOrEqual(trueTotal(truth, shown, node));
            }
          }
        };
        check(cut, whole, { ...base, direction: 'down', sandwiched: undefined });
        const [symbol, same] = [symbolOf(cut, name), symbolOf(whole, name)];
        if (symbol >= 0) {
          check(callees(cut, symbol), callees(whole, same), { ...base, direction: 'down', sandwiched: symbol });
          check(callers(cut, symbol), callers(whole, same), { ...base, direction: 'up', sandwiched: symbol });
        }
      }
    ),
    { numRuns: 300 }
  );
});

it('is not known of what is known, nor where transforms may have left out what was not loaded', () => {
  const cut = folded('main;read 8\nmain;other 2\ngc 5');
  const context = { wholeValue: 15, lowerBound: true, direction: 'down', sandwiched: undefined } as const;
  const at = (...path: string[]) => findPath(cut, path).node;
  expect(mostOf(cut, at('main', 'read'), context)).toBe(10);
  expect([at('main'), at('main', 'other'), at('gc'), 0].map((node) => mostOf(cut, node, context))).toEqual(
    Array(4).fill(undefined)
  );
  const same = (node: number) => node;
  const transformed = {
    ...cut,
    origin: {
      tree: cut,
      rowOf: same,
      selfRowOf: same,
      carry: () => undefined,
      firstOf: (node: number) => node,
      nextOf: () => -1,
    },
  };
  expect(mostOf(transformed, at('main', 'read'), context)).toBeUndefined();
  expect(mostOf(cut, at('main', 'read'), { ...context, lowerBound: false })).toBeUndefined();
});
