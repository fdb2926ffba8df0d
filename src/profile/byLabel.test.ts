import fc from 'fast-check';
import { profileByLabel } from './byLabel';
import { mergeProfilesInSteps } from './mergeProfiles';
import { FrameKind, type Profile } from './model';
import { profileFromStacks, type Stack } from './stacks';
import { drained } from './steps';
import { symbolTable } from './table';

/** Each stack with its self, from below the root on. */
function stacksOf({ length, parent, symbol, self, frames }: Profile): Map<string, number> {
  const paths: string[][] = [[]];
  const found = new Map<string, number>();
  for (let node = 0; node < length; node++) {
    paths[node] = node === 0 ? [] : [...paths[parent[node]], frames.names[symbol[node]]];
    if (self[node] > 0) {
      found.set(JSON.stringify(paths[node]), self[node]);
    }
  }
  return found;
}

const name = fc.constantFrom('main', 'read', 'json', 'gc');
const stacks: fc.Arbitrary<Stack[]> = fc.array(
  fc.record({ frames: fc.array(name, { minLength: 1, maxLength: 4 }), value: fc.integer({ min: 1, max: 50 }) }),
  { minLength: 1, maxLength: 8 }
);

it('has each value with all of its stacks, and what no value has under a frame of its own', () => {
  fc.assert(
    fc.property(
      fc.array(stacks, { minLength: 1, maxLength: 4 }),
      fc.array(stacks, { maxLength: 1 }),
      (values, left) => {
        const whole = drained(mergeProfilesInSteps([...values, ...left].map((some) => profileFromStacks(some))));
        const parts = values.map((some, at) => ({ name: `region = ${at}`, profile: profileFromStacks(some) }));
        const profile = profileByLabel(whole, parts, 'others');
        const expected = new Map<string, number>();
        const add = (label: string, some: readonly Stack[]) =>
          some.forEach(({ frames, value }) => {
            const path = JSON.stringify([label, ...frames]);
            expected.set(path, (expected.get(path) ?? 0) + value);
          });
        values.forEach((some, at) => add(`region = ${at}`, some));
        left.forEach((some) => add('others', some));
        expect(stacksOf(profile)).toEqual(expected);
        expect(profile.total[0]).toBe(whole.total[0]);
      }
    )
  );
});

const one = (frames: string[], value: number) => profileFromStacks([{ frames, value }]);

it('tells the frame of a value from a function of that name', () => {
  const profile = profileByLabel(
    one(['region = eu', 'read'], 5),
    [{ name: 'region = eu', profile: one(['region = eu', 'read'], 5) }],
    'others'
  );
  const named = profile.frames.names.flatMap((text, s) => (text === 'region = eu' ? [profile.frames.kinds[s]] : []));
  expect(named.sort()).toEqual([FrameKind.function, FrameKind.label]);
  const { total, occurrences } = symbolTable(profile);
  expect(
    profile.frames.names.map((text, s) => [text, total[s], occurrences[s]]).filter(([text]) => text === 'region = eu')
  ).toEqual([
    ['region = eu', 5, 1],
    ['region = eu', 5, 1],
  ]);
});

it('leaves nothing negative where a part shows what the whole was cut of', () => {
  const profile = profileByLabel(
    one(['main'], 5),
    [{ name: 'region = eu', profile: one(['main', 'read'], 4) }],
    'others'
  );
  expect([...profile.self].every((value) => value >= 0)).toBe(true);
  expect([...profile.total].every((value, node) => value >= profile.self[node])).toBe(true);
});

it('stays as it is where no value has anything', () => {
  const whole = one(['main'], 5);
  expect(profileByLabel(whole, [{ name: 'region = eu', profile: profileFromStacks([]) }], 'others')).toBe(whole);
});
