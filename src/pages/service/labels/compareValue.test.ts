import { type Matcher } from '../../../query/selector';
import { withSubject } from '../../../viewstate/changes';
import { defaultViewState } from '../../../viewstate/state';
import { compareListed, compareValue } from './compareValue';

const eu: Matcher = { name: 'region', op: '=', value: 'eu' };
const notAp: Matcher = { name: 'region', op: '!=', value: 'ap' };
const ofVersion: Matcher = { name: 'version', op: '=', value: '2' };
const state = withSubject(defaultViewState(), { service: 'cart', filters: [notAp, ofVersion] });

it('compares a value with the rest of what is shown, which lacks what was filtered away', () => {
  const { subject, versus } = compareValue(state, 'region', 'eu');
  expect(subject.filters).toEqual([ofVersion, eu]);
  expect(versus?.other.filters).toEqual([{ name: 'region', op: '!~', value: 'ap|eu' }, ofVersion]);
});

it('compares a value with the rest of a list that leaves the filters of its own label out', () => {
  const { subject, versus } = compareListed(state, 'region', 'eu');
  expect(subject.filters).toEqual([ofVersion, eu]);
  expect(versus?.other.filters).toEqual([ofVersion, { name: 'region', op: '!=', value: 'eu' }]);
});
