/**
 * A label's value as people can tell it from others: in quotes where it begins or ends with a space, or has several in a
 * row. `prod` and `prod ` are two namespaces.
 */
export function visibleValue(value: string): string {
  return /^\s|\s$|\s\s/.test(value) ? JSON.stringify(value) : value;
}
