import { readFileSync } from 'node:fs';
import { globSync } from 'glob';
import { compareWith, textsOf } from './texts.mjs';

const SOURCE = `
  t('list.title', 'Services');
  t('list.of', '{{shown}} of {{all}}', { shown: 1, all });
  t('list.more', '', { count, defaultValue_one: '{{count}} more', defaultValue_other: '{{count}} more of them' });
`;
const GERMAN = {
  'list.title': 'Dienste',
  'list.of': '{{shown}} von {{all}}',
  'list.more_one': 'noch einer',
  'list.more_other': 'noch {{count}} davon',
};

const findingsOf = (translation: Record<string, string>) =>
  compareWith(textsOf('src/list.ts', SOURCE).texts, translation);
const findingsIn = (source: string) => textsOf('src/list.tsx', source).findings;

describe('the check of texts', () => {
  it('has nothing to say where all is translated; one of something may be said without its number', () => {
    expect(findingsIn(SOURCE)).toEqual([]);
    expect(findingsOf(GERMAN)).toEqual([]);
  });

  it('names what is missing, as a line to translate, and what is left over', () => {
    const { 'list.of': _, ...rest } = GERMAN;
    expect(findingsOf({ ...rest, 'list.old': 'weg' })).toEqual([
      'not translated (src/list.ts:3):\n  "list.of": "{{shown}} of {{all}}",',
      '"list.old" is translated, but not in the code any more',
    ]);
    expect(findingsOf({ ...GERMAN, 'list.title': '' })).toHaveLength(1);
  });

  it.each([
    ['a value left out', { 'list.of': '{{shown}} insgesamt' }],
    ['a value of another name', { 'list.of': '{{shown}} von {{alle}}' }],
    ['the number left out of many', { 'list.more_other': 'noch einige davon' }],
  ])('finds %s', (_, change) => {
    expect(findingsOf({ ...GERMAN, ...change })).toEqual([expect.stringContaining('has other values')]);
  });

  it.each([
    ['an id that is put together', 't(`list.${kind}`, "Services")', 'must be written out'],
    ['a number without plurals', 't("a", "{{count}} services", { count })', 'needs defaultValue_one'],
    ['a number without plurals among others', 't("a", "{{count}} services", rest)', 'needs defaultValue_one'],
    ['a place without a value', 't("a", "{{shown}} of {{all}}", { shown })', 'no value for {{all}}'],
    ['words on the page', '<p>All services</p>', '"All services" does not go through t()'],
    ['words that are heard', '<Icon aria-label="Close" />', '"Close" does not go through t()'],
  ])('finds %s', (_, source, finding) => {
    expect(findingsIn(source)).toEqual([expect.stringContaining(finding)]);
  });

  it('finds one id with two texts', () => {
    const texts = [...textsOf('a.ts', 't("a", "One")').texts, ...textsOf('b.ts', 't("a", "Two")').texts];
    expect(compareWith(texts, { a: 'Eins' })).toEqual(['b.ts:1: "a" is another text in a.ts:1']);
  });
});

it('what people read calls no number exact, certain or the truth: profiles are samples', () => {
  const texts = globSync('src/**/*.{ts,tsx}', { ignore: '**/*.test.*' }).flatMap((path) =>
    [...textsOf(path, readFileSync(path, 'utf8')).texts.values()].flatMap(({ forms }) => Object.values(forms))
  );
  expect(texts.length).toBeGreaterThan(700);
  const claims = texts.filter((text) =>
    /\b(exact|exactly|certain|certainly|truth)\b/i.test(text.replace(/{{.*?}}|exact time/g, ''))
  );
  expect(claims).toEqual([]);
});
