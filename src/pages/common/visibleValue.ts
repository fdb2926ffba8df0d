import { visible } from '../../profile/naming/visible';

/**
 * A label's value as people can tell it from others: in quotes where it begins or ends with a space, or has several in a
 * row (`prod` and `prod ` are two namespaces), or has signs that are not seen, which stand there by their numbers.
 */
export function visibleValue(value: string): string {
  const quoted = /^\s|\s$|\s\s/.test(value) || visible(value) !== value;
  return quoted ? visible(JSON.stringify(value)) : value;
}
