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

it('a value cannot look like another one by signs that are not seen', () => {
  expect(visibleValue('safe\u202egpj.exe')).toBe('"safe\\u202egpj.exe"');
  expect(visibleValue('prod\u200b')).toBe('"prod\\u200b"');
  expect(visibleValue('bell\u0007\u009b')).toBe('"bell\\u0007\\u009b"');
  expect(visibleValue('größe 日本語 🔥')).toBe('größe 日本語 🔥');
});
