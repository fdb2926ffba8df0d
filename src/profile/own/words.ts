import type { OwnWord, Word } from './ownership';

/** Words in the order in which they were said: the later of two counts, and `default` takes back what was said before it. */
export function saidWords(said: readonly OwnWord[]): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const { package: name, word } of said) {
    words.delete(name);
    if (word !== 'default') {
      words.set(name, word);
    }
  }
  return words;
}
