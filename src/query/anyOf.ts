import type { Matcher } from './selector';

const METACHARACTERS = /[\\.+*?()|[\]{}^$]/g;

/** The RE2 regex that matches exactly these values: `a|b\.c`. Needs at least one value. */
export function anyOf(values: readonly string[]): string {
  return values.map((value) => value.replace(METACHARACTERS, '\\$&')).join('|');
}

/**
 * The values that `anyOf` was given, also for hand-written alternatives such as `eu|us`; undefined when the regex says
 * more than that (wildcards, groups, classes).
 */
export function valuesOf(regex: string): string[] | undefined {
  const values: string[] = [];
  let value = '';
  for (let i = 0; i < regex.length; i++) {
    const char = regex.charAt(i);
    if (char === '|') {
      values.push(value);
      value = '';
    } else if (char === '\\') {
      i += 1;
      // RE2 lets any ASCII punctuation be escaped; letters and digits after a backslash are classes and the like.
      if (!/^[!-/:-@[-`{-~]$/.test(regex.charAt(i))) {
        return undefined;
      }
      value += regex.charAt(i);
    } else if (char.search(METACHARACTERS) === 0) {
      return undefined;
    } else {
      value += char;
    }
  }
  return [...values, value];
}

/** One condition for one or several literal values: `=` or `=~` (`!=` or `!~` to exclude them). */
export function matchAny(name: string, values: readonly [string, ...string[]], exclude = false): Matcher {
  if (values.length === 1) {
    return { name, op: exclude ? '!=' : '=', value: values[0] };
  }
  return { name, op: exclude ? '!~' : '=~', value: anyOf(values) };
}

/** The literal values that a condition names, whichever operator it has; undefined for a regex that says more. */
export function literalValues({ op, value }: Matcher): string[] | undefined {
  return op === '=' || op === '!=' ? [value] : valuesOf(value);
}
