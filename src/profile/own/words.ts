import { isInside } from './inside';
import type { OwnWord, Word } from './ownership';

/** A link's word wins over all that was kept of what it is about, so that sender and reader see the same. */
export function withLink(kept: readonly OwnWord[], said: readonly OwnWord[]): OwnWord[] {
  return [...kept.filter((old) => !said.some((word) => isInside(old.package, word.package))), ...said];
}

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
