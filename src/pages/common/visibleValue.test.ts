import { visibleValue } from './visibleValue';

test.each([
  ['prod', 'prod'],
  ['prod ', '"prod "'],
  [' prod', '" prod"'],
  ['prod\t', '"prod\\t"'],
  ['a  b', '"a  b"'],
  ['a b', 'a b'],
  ['', ''],
])('%j is shown as %s', (value, shown) => {
  expect(visibleValue(value)).toBe(shown);
});
