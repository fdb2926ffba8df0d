import fc from 'fast-check';
import { folded } from '../testing/drawn';
import { chargeOwn } from './charge';
import { ownership } from './ownership';
import { drained } from '../steps';
import { chargePlacesInSteps, heaviestPlaceInSteps } from './places';

const NAMES = ['main.main', 'main.serve', 'encoding/json.Marshal', 'runtime.mallocgc', 'other'];
const stacks = fc.array(
  fc.record({
    frames: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 0, max: 50 }),
  }),
  { minLength: 1, maxLength: 20 }
);

test('the places of a frame are charged with what the frame is', () => {
  fc.assert(
    fc.property(stacks, (input) => {
      const profile = folded(input.map(({ frames, value }) => `${frames.join(';')} ${value}`).join('\n'));
      const owners = ownership(profile, { words: new Map() });
      const places = drained(chargePlacesInSteps(profile, owners));
      const sums = new Float64Array(profile.frames.names.length);
      places.forEach((value, node) => (sums[profile.symbol[node]] += value));
      expect([...sums]).toEqual([...chargeOwn(profile, owners).own]);
    })
  );
});

test('each place has what is below it, and the heaviest is that of the frame that is charged with the most', () => {
  // main.serve has 40 in two places, of which 25 under main.b; main.a alone has 30.
  const profile = folded(`
    main.a;encoding/json.Marshal 30
    main.b;main.serve;encoding/json.Marshal;runtime.mallocgc 25
    main.c;main.serve 15
  `);
  const places = drained(chargePlacesInSteps(profile, ownership(profile, { words: new Map() })));
  const heaviest = drained(heaviestPlaceInSteps(profile, places)) ?? 0;
  const name = (node: number) => profile.frames.names[profile.symbol[node]];
  expect([name(heaviest), name(profile.parent[heaviest]), places[heaviest]]).toEqual(['main.serve', 'main.b', 25]);
  expect(places[profile.parent[heaviest]]).toBe(0);
});

test('what is not loaded is charged to no place', () => {
  const profile = folded('main.main;crypto/aes.f 5\nmain.main;other 40\nmain.serve 7');
  const places = drained(chargePlacesInSteps(profile, ownership(profile, { words: new Map() })));
  expect([...places].filter((value) => value > 0).sort()).toEqual([5, 7]);
  const heaviest = drained(heaviestPlaceInSteps(profile, places)) ?? 0;
  expect(profile.frames.names[profile.symbol[heaviest]]).toBe('main.serve');
});

test('where nothing is own, no place is the heaviest', () => {
  const profile = folded('runtime.mcall;runtime.park_m 3');
  const places = drained(chargePlacesInSteps(profile, ownership(profile, { words: new Map() })));
  expect(drained(heaviestPlaceInSteps(profile, places))).toBeUndefined();
});

test('of changes the largest in sum counts, up or down, at its largest place', () => {
  const profile = folded('a;x 1\nb;x 1\nc;y 1\nd;y 1');
  const change: Record<string, number> = { a: -3, b: -4, c: 9, d: -8 };
  const places = Float64Array.from(profile.symbol, (_, node) => change[nameOf(profile.parent[node])] ?? 0);
  function nameOf(node: number) {
    return profile.frames.names[profile.symbol[node]];
  }
  const heaviest = drained(heaviestPlaceInSteps(profile, places)) ?? 0;
  // x lost 7 in all; what y gained in one place it lost in another.
  expect([nameOf(heaviest), nameOf(profile.parent[heaviest])]).toEqual(['x', 'b']);
});
