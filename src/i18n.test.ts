import * as grafana from '@grafana/i18n';
import { countText, inEnglish, inLanguage, t } from './i18n';

const translate = jest.spyOn(grafana, 't');

beforeEach(() => translate.mockClear());

describe('t', () => {
  it('puts values in as they are, whatever their characters', () => {
    const name = '<init> $& {{share}} $t(other) &amp; \u{1F600}';
    expect(t('test.raw', '{{share}} of {{name}}, {{share}}', { name, share: '3 %' })).toBe(`3 % of ${name}, 3 %`);
    expect(t('test.raw', '{{share}} of {{name}}, {{share}}', { name: 'b', share: 4 })).toBe('4 of b, 4');
  });

  it('writes what is not seen in a value by its number', () => {
    expect(t('test.raw', '{{share}} of {{name}}, {{share}}', { name: 'safe\u202Egpj', share: '\u0007' })).toBe(
      '\\u0007 of safe\\u202egpj, \\u0007'
    );
  });

  it('follows a translation that has its values in another order', () => {
    translate.mockImplementationOnce((_id, _message, values) => `«${values?.b}» – ${values?.a}`);
    expect(t('test.order', '{{a}} {{b}}', { a: 'x', b: 'y' })).toBe('«y» – x');
  });

  it('chooses the plural by count', () => {
    const places = (count: number, shown: string) =>
      t('test.places', '', {
        count,
        shown,
        defaultValue_one: '{{count}} place, {{shown}}',
        defaultValue_other: '{{count}} places, {{shown}}',
      });
    expect([places(1, 'a'), places(2, 'b'), places(1, 'c')]).toEqual(['1 place, a', '2 places, b', '1 place, c']);
  });

  it('translates each text once', () => {
    for (let i = 0; i < 3; i++) {
      expect(t('test.once', 'Once {{i}}', { i })).toBe(`Once ${i}`);
      expect(t('test.plain', 'Plain')).toBe('Plain');
    }
    expect(translate).toHaveBeenCalledTimes(2);
  });
});

describe('inEnglish', () => {
  it('writes what leaves the page, with its plurals and values, nothing of the language around', () => {
    translate.mockReturnValue('Wort');
    const places = (count: number) =>
      t('test.words', '', { count, defaultValue_one: '{{count}} place', defaultValue_other: '{{count}} places' });
    const write = () => [t('test.new', 'new'), t('test.under', '{{a}}, under {{b}}', { a: 'x{{b}}', b: 3 }), places(1)];
    expect(write()).toEqual(['Wort', 'Wort', 'Wort']);
    expect(inEnglish(() => [...inEnglish(write), places(2)])).toEqual([
      'new',
      'x{{b}}, under 3',
      '1 place',
      '2 places',
    ]);
    expect(write()).toEqual(['Wort', 'Wort', 'Wort']);
    translate.mockReset().mockImplementation(jest.requireActual('@grafana/i18n').t);
  });
});

describe('inLanguage', () => {
  beforeAll(() => {
    const german: Record<string, string> = { 'number.point': ',', 'number.thousands': '.' };
    translate.mockImplementation((id, message) => german[String(id)] ?? String(message));
  });
  afterAll(() => translate.mockRestore());

  it('writes a number as the language does, and leaves its unit alone', () => {
    expect(['25.7 s', '1,536.5 B', '≥ 0.31 %', '< 0.01 %', '−12.5 %', '349', '3 v1.5 apples'].map(inLanguage)).toEqual([
      '25,7 s',
      '1.536,5 B',
      '≥ 0,31 %',
      '< 0,01 %',
      '−12,5 %',
      '349',
      '3 v1.5 apples',
    ]);
    expect([countText(4758), countText(2.5)]).toEqual(['4.758', '2,5']);
  });

  it('writes it with a point in text that is English for everybody', () => {
    expect(inEnglish(() => inLanguage('25.7 s'))).toBe('25.7 s');
    expect(() =>
      inEnglish(() => {
        throw new Error('no text');
      })
    ).toThrow('no text');
    expect(inLanguage('25.7 s')).toBe('25,7 s');
  });
});
