export const ENGLISH = 'en-US';
/** The languages that something on this page is translated to. */
const LANGUAGES = [ENGLISH, 'de-DE'];

/** The first of the browser's languages that there is, else English: Grafana has it in a person's preferences. */
export function pickLanguage(wanted: readonly string[]): string {
  const primary = (language: string) => language.split('-')[0].toLowerCase();
  const known = wanted.map((language) => LANGUAGES.find((own) => primary(own) === primary(language)));
  return known.find((language) => language !== undefined) ?? ENGLISH;
}
