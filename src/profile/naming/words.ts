/** All that readers add to a name in letters: `(unknown)`, `(anonymous)`, `lambda`, and the `std` of a mangled name. */
const ADDED = 'unknown anonymous lambda std';

/**
 * Where reading may put letters together that did not stand so: what was escaped or mangled, and what follows brackets left
 * out.
 */
const JOINED = /^_+[ZR]|[^ -~]|[%|]|[>)\]}`;][a-z\d]|\$[a-z]+\$[a-z\d]/i;

/** True for a text that no reader adds any of: letters and digits of ASCII, and not of a word of their own. */
export function isNoAddedWord(text: string): boolean {
  return /^[a-z\d]+$/i.test(text) && !ADDED.includes(text.toLowerCase());
}

/**
 * True where a text that is no added word is in a name as it is read only if it is in what was sent: readers leave out,
 * turn around and set marks, but do not write words. A quick look, for many names.
 */
export function keepsWords(sent: string): boolean {
  return !JOINED.test(sent);
}
