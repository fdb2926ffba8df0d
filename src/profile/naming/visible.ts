/** Characters that are not seen, or that change the direction of what stands around them. */
const UNSEEN = /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A name or value with what is not seen in it written by its number, `safe\u202egpj.exe`, so that it cannot look like
 * another one. For display only: what is stored, linked, exported and copied stays as it was sent.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
