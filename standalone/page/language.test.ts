import { pickLanguage } from './language';

test.each([
  [['de'], 'de-DE'],
  [['de-AT', 'en'], 'de-DE'],
  [['fr-FR', 'DE-ch'], 'de-DE'],
  [['en-GB', 'de'], 'en-US'],
  [['den'], 'en-US'],
  [[], 'en-US'],
])('of %j it is %s', (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language);
});
