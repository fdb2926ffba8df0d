import fc from 'fast-check';
import { deriveInSteps, derivedOf, keepDerived, thenDerived, type Derived } from './derived';
import { findGroups } from './groups';
import type { Profile } from './model';
import { layoutRows, placeNodes } from './rows';
import { drained, takenInSlices } from './steps';
import { symbolTable } from './table';
import { anyChains, anyNarrowing, anyProfile, anyWide } from './testing/reference';
import { profileInStepsOf } from './tree';

const WHAT: ReadonlyArray<keyof Derived> = ['totals', 'least', 'groups', 'placement', 'rows'];

/** `branches` chains of 100 nodes below the root. */
function comb(branches: number): Profile {
  const length = 1 + branches * 100;
  const level = Int32Array.from({ length }, (_, i) => (i === 0 ? 0 : ((i - 1) % 100) + 1));
  const symbol = level.slice();
  const frames = { names: Array.from({ length: 101 }, (_, s) => `f${s}`), kinds: new Uint8Array(101) };
  return drained(profileInStepsOf({ level, symbol, frames }, new Float64Array(length).fill(1)));
}

/** How many steps were taken. */
function counted<T>(steps: Generator<void, T>): number {
  let count = 0;
  while (!steps.next().done) {
    count++;
  }
  return count;
}

describe('what is derived of a profile', () => {
  it('is the same at once and in steps, and what groups, placement, rows and table are alone', () => {
    fc.assert(
      fc.property(fc.oneof(anyProfile, anyChains, anyNarrowing, anyWide), (profile) => {
        const groups = findGroups(profile);
        const placement = placeNodes(profile, profile);
        const alone = {
          totals: symbolTable(profile),
          least: Math.min(...profile.total.filter((value) => value > 0)),
          groups,
          placement,
          rows: layoutRows(placement, { groups }),
        };
        const inSteps = { ...profile };
        const atOnce = { ...profile };
        // Columns only: of a tree in a placement it is enough that it is this one.
        const columns = ({ placement: { start, width }, rows: { tree: _, ...rows }, ...others }: Derived) => ({
          ...{ ...others, start, width, rows },
        });
        expect(columns(drained(deriveInSteps(inSteps, true))!)).toEqual(columns(alone));
        const [totals, least, found, placed, rows] = [
          derivedOf(atOnce, 'totals'),
          derivedOf(atOnce, 'least'),
          derivedOf(atOnce, 'groups'),
          derivedOf(atOnce, 'placement'),
          derivedOf(atOnce, 'rows'),
        ];
        expect(columns({ totals, least, groups: found, placement: placed, rows })).toEqual(columns(alone));
        expect(placed.tree).toBe(atOnce);
        expect(derivedOf(inSteps, 'rows').tree).toBe(inSteps);
      })
    );
  });

  it('is found once, whoever derived it', async () => {
    const profile = comb(3);
    const derived = drained(deriveInSteps(profile, true))!;
    const again = await takenInSlices(deriveInSteps(profile, true), new AbortController().signal);
    const elsewhere = { ...profile };
    keepDerived(elsewhere, derived);
    for (const what of WHAT) {
      expect(again![what]).toBe(derived[what]);
      expect(derivedOf(profile, what)).toBe(derived[what]);
      expect(derivedOf(elsewhere, what)).toBe(derived[what]);
    }
  });

  it('is nothing of a small profile: nobody waits for it', () => {
    expect(drained(deriveInSteps(comb(3)))).toBeUndefined();
  });

  it('pauses often, on a large profile', () => {
    const large = comb(11_000);
    const made = function* (): Generator<void, Profile> {
      yield;
      return large;
    };
    // Each of table, narrowest, groups, placement and rows (twice) goes over 1.1 million nodes, 65,536 a step.
    expect(counted(thenDerived(made()))).toBe(1 + 6 * 16);
    // All of it is there now.
    expect(counted(deriveInSteps(large))).toBe(0);
  });
});
