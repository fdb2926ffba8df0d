import * as grafana from '@grafana/i18n';
import { changeTable } from '../../profile/comparison/changeTable';
import { compareProfiles } from '../../profile/comparison/compare';
import { profileFromStacks } from '../../profile/stacks';
import { changeTexts } from '../comparison/changeTexts';
import { summaryOf } from './summaryOf';

it('is English for everybody, its words and its numbers', () => {
  jest
    .spyOn(grafana, 't')
    .mockImplementation((id) => ({ 'number.point': ',', 'number.thousands': '.' })[String(id)] ?? 'Wort');
  const side = (name: string) => ({
    profile: profileFromStacks([{ frames: ['main', name], value: 1500 }]),
    factor: 1,
    samples: 1500,
  });
  const profile = compareProfiles(side('gzip'), side('zstd'), 'larger');
  const origin = { service: 'checkout', profileName: 'cpu', sampleType: 'cpu', sampleUnit: 'ms', range: undefined };
  const facts = {
    ...{ origin, changes: changeTable(profile, profile.sides), samples: 3000, lowerBound: false, focus: 0 },
    ...{ selection: undefined, coveredSeconds: undefined, link: 'http://a/', command: undefined },
    formatValue: (value: number) => `${value} ms`,
  };
  expect(changeTexts.kinds.new()).toBe('Wort');
  expect(summaryOf(profile, facts, 'plain').split('\n')).toEqual([
    'checkout, cpu',
    '',
    'Total 1500 ms → 1500 ms, unchanged · complete',
    '',
    'self before  self after    change  relative  symbol',
    '    1500 ms        0 ms  −1500 ms      gone  gzip',
    '       0 ms     1500 ms  +1500 ms       new  zstd',
    '',
    'http://a/',
    '',
  ]);
});
