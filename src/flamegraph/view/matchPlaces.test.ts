import fc from 'fast-check';
import { drawn, folded } from '../../profile/testing/drawn';
import type { Profile } from '../../profile/model';
import { drained } from '../../profile/steps';
import { matchesInSteps, matchPlaces, positionOf, stepFrom, type MatchPlace } from './matchPlaces';

const setOf = (profile: Profile, ...names: string[]) =>
  Uint8Array.from(profile.frames.names, (name) => (names.includes(name) ? 1 : 0));

const placesOf = (shown: Profile, focus: number, name: string) =>
  matchPlaces([{ profile: shown, focus }], drained(matchesInSteps([shown], setOf(shown, name))));

/** Nodes: 0 total, 1 main, 2 a, 3 b, 4 a, 5 gc, 6 a. */
const profile = drawn(`
  [total                     ]
  [main           ][gc       ]
    [a    ][b     ]  [a      ]
             [a   ]
`);

describe('matchPlaces', () => {
  it('lists matching nodes in the order of the graph', () => {
    expect(placesOf(profile, 0, 'a')).toEqual([Int32Array.of(2, 4, 6)]);
  });

  it('keeps to what is below the focus, unless nothing matches there', () => {
    expect(placesOf(profile, 1, 'a')).toEqual([Int32Array.of(2, 4)]);
    expect(placesOf(profile, 3, 'b')).toEqual([Int32Array.of(3)]);
    expect(placesOf(profile, 1, 'gc')).toEqual([Int32Array.of(5)]);
  });
});

describe('stepFrom', () => {
  const places = [Int32Array.of(3, 8), new Int32Array(0), Int32Array.of(5)];

  it('goes through all panes and around', () => {
    const seen: MatchPlace[] = [];
    let at: MatchPlace | undefined;
    for (let i = 0; i < 4; i++) {
      at = stepFrom(places, at, 1);
      seen.push(at!);
    }
    expect(seen).toEqual([
      { pane: 0, node: 3 },
      { pane: 0, node: 8 },
      { pane: 2, node: 5 },
      { pane: 0, node: 3 },
    ]);
    expect(stepFrom(places, seen[0], -1)).toEqual({ pane: 2, node: 5 });
    expect(positionOf(places, seen[2])).toBe(2);
  });

  it('starts at the first, or backwards at the last', () => {
    expect(stepFrom(places, undefined, 1)).toEqual({ pane: 0, node: 3 });
    expect(stepFrom(places, undefined, -1)).toEqual({ pane: 2, node: 5 });
  });

  it('stays away without a match', () => {
    expect(stepFrom([new Int32Array(0)], undefined, 1)).toBeUndefined();
  });

  it('visits every match once a round, and back is the inverse of forth', () => {
    const stacks = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }), { minLength: 1 });
    fc.assert(
      fc.property(stacks, (lists) => {
        const shown = folded(lists.map((frames) => `${frames.join(';')} 1`).join('\n'));
        const all = placesOf(shown, 0, 'a');
        const expected: number[] = [];
        for (let node = 1; node < shown.length; node++) {
          if (shown.frames.names[shown.symbol[node]] === 'a') {
            expected.push(node);
          }
        }
        let at: MatchPlace | undefined;
        const visited = expected.map(() => {
          const next = stepFrom(all, at, 1)!;
          if (at !== undefined) {
            expect(stepFrom(all, next, -1)).toEqual(at);
          }
          at = next;
          return next.node;
        });
        expect(visited).toEqual(expected);
      })
    );
  });
});
