/** What is not seen, or changes the direction of what stands around it. */
const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A label's value as people can tell it from others: in quotes where it begins or ends with a space, or has several in a
 * row (`prod` and `prod ` are two namespaces), and with signs that are not seen by their numbers: a value must not be able
 * to look like another one.
 */
export function visibleValue(value: string): string {
  const quoted = /^\s|\s$|\s\s/.test(value) || value.search(UNSEEN) >= 0 ? JSON.stringify(value) : value;
  return quoted.replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
