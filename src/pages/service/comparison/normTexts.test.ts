import { explainNorm } from './normTexts';

const facts = {
  before: { total: 1, coveredSeconds: 3480, instanceSeconds: 10_440, profiles: undefined },
  after: { total: 1, coveredSeconds: 3500, instanceSeconds: undefined, profiles: undefined },
};

it('says what is divided by what, and of rates that they assume continuous profiling', () => {
  expect(explainNorm('second', facts, true)).toBe(
    'Value / seconds that profiles cover on each side: 3,480 before, 3,500 after. ' +
      'Cores assume continuous profiling: a profiler that pauses cannot be told from an idle program.'
  );
  expect(explainNorm('share', facts, false)).toBe(
    'Value / total of its side: what did not change shrinks where others grow.'
  );
});

it('leaves the figures out where a side lacks one', () => {
  expect(explainNorm('instance', facts, false)).toBe(
    'Value / seconds that profiles cover, added up over the instances of each side.'
  );
});
