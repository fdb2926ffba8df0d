import fc from 'fast-check';
import { type CountedProfile } from './counted';
import { mergeProfilesInSteps } from './mergeProfiles';
import { FrameKind, type Profile } from './model';
import { profileFromStacks, StackBuilder, type Stack } from './stacks';
import { writeFolded } from './export/folded';
import { drained } from './steps';

const mergeProfiles = (profiles: readonly CountedProfile[]) => drained(mergeProfilesInSteps(profiles));

it('adds up what is the same stack, as if all stacks had come in one profile', () => {
  const stacks: fc.Arbitrary<Stack[]> = fc.array(
    fc.record({
      frames: fc.array(fc.constantFrom('a', 'b', 'c', 'total'), { maxLength: 5 }),
      value: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 8 }
  );
  fc.assert(
    fc.property(fc.array(stacks, { minLength: 1, maxLength: 4 }), (parts) => {
      const merged = mergeProfiles(parts.map(profileFromStacks));
      const whole = profileFromStacks(parts.flat());
      expect(writeFolded(merged)).toEqual(writeFolded(whole));
      expect(Array.from(merged.total)).toEqual(Array.from(whole.total));
      expect(Array.from(merged.level)).toEqual(Array.from(whole.level));
    })
  );
});

it('has the samples of all, where all say how many', () => {
  const of = (samples?: number): CountedProfile => ({ ...profileFromStacks([{ frames: ['a'], value: 5 }]), samples });
  expect(mergeProfiles([of(3), of(4)]).samples).toBe(7);
  expect(mergeProfiles([of(3), of()]).samples).toBeUndefined();
});

it('keeps a function named other apart from what was cut, and where functions are written', () => {
  const part = (kind: FrameKind.function | FrameKind.notLoaded, file: string): Profile => {
    const builder = new StackBuilder();
    builder.push(builder.intern('other', kind));
    builder.endStack(1);
    const profile = builder.build();
    const places = {
      offset: Int32Array.of(0, 0, 1),
      file: Int32Array.of(0),
      line: Int32Array.of(7),
      files: [file],
    };
    return { ...profile, frames: { ...profile.frames, places } };
  };
  const merged = mergeProfiles([part(FrameKind.function, 'a.go'), part(FrameKind.notLoaded, 'b.go')]);
  expect(Array.from(merged.frames.kinds)).toEqual([FrameKind.root, FrameKind.function, FrameKind.notLoaded]);
  expect(merged.length).toBe(3);
  const { offset, file, files } = merged.frames.places!;
  expect([1, 2].map((s) => files[file[offset[s]]])).toEqual(['a.go', 'b.go']);
});

it('pauses often, so that the page stays alive beside a large one', () => {
  const wide = (names: number) =>
    profileFromStacks(Array.from({ length: names }, (_, i) => ({ frames: [`a${i % 97}`, `b${i}`], value: 1 })));
  const steps = mergeProfilesInSteps([wide(60_000), wide(90_000)]);
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    pauses++;
  }
  expect(step.value.total[0]).toBe(150_000);
  expect(step.value.length).toBe(1 + 97 + 90_000);
  // 150,000 names and as many nodes, a few thousand at a time.
  expect(pauses).toBeGreaterThan(50);
});
