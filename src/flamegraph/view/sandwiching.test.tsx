import { compareProfiles } from '../../profile/comparison/compare';
import { profileFromStacks } from '../../profile/stacks';
import { drained } from '../../profile/steps';
import { sandwichInSteps } from './sandwiching';

it('draws callers by what changed below the symbol, though their own sums have not', () => {
  const of = (json: number) => ({
    profile: profileFromStacks([
      { frames: ['main', 'handler', 'json'], value: json },
      { frames: ['main', 'handler', 'gzip'], value: 50 - json },
    ]),
    factor: 1,
    samples: 1000,
  });
  const compared = compareProfiles(of(30), of(20), 'churn');
  const { callers, callees } = drained(sandwichInSteps(compared, compared.frames.names.indexOf('handler')));
  expect([...callers.total]).toEqual([20, 20]);
  expect([...callees.total]).toEqual([20, 10, 10]);
});
