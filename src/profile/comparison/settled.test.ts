import { profileFromStacks } from '../stacks';
import { drawn } from '../testing/drawn';
import { compareProfiles } from './compare';
import { settledPart } from './settled';

const side = (profile: ReturnType<typeof drawn>) => ({ profile, factor: 1, samples: 1000 });
const whole = profileFromStacks([
  { frames: ['main', 'read'], value: 12 },
  { frames: ['main'], value: 2 },
  { frames: ['gc'], value: 60 },
]);
/** read 9, main 3 self, 8 cut below the root. */
const cut = drawn(`
  [total             ]
  [main      ][other ]
     [read   ]
`);

it('counts what a cut leaves open, and its part of the selves', () => {
  const part = settledPart(compareProfiles(side(cut), side(whole), 'larger'));
  // gc was 8 at most before and is 60 now; main is 12 to 20 against 14, read 9 to 17 against 12.
  expect(part).toEqual({ certain: 1, unclear: 2, unclearShare: (3 + 12) / (3 + 12 + 60) });
});

it('says nothing where all was loaded', () => {
  expect(settledPart(compareProfiles(side(whole), side(whole), 'larger'))).toBeUndefined();
});
