import { shortName } from '../../profile/packages';

/** A name in two parts, so that a narrow cell can drop the first before the second. `head + tail` is the name. */
export interface NameParts {
  readonly head: string;
  readonly tail: string;
}

/** What tells one symbol from the next stands at the end of its name; where the short form is not a suffix all is tail. */
export function nameParts(name: string): NameParts {
  const short = shortName(name);
  if (short === '' || !name.endsWith(short)) {
    return { head: '', tail: name };
  }
  return { head: name.slice(0, name.length - short.length), tail: short };
}
