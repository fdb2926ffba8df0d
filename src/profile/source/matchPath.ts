import { readPath } from '../naming/paths';

/**
 * The one of `paths` that a file of a profile is: of those with its base name the one that shares most of the folders
 * above it. Undefined where none has the name, or where two are equally near.
 * @param file - as the profile has it, on any system
 * @param paths - with `/`, from any folder down
 */
export function matchPath(file: string, paths: Iterable<string>): string | undefined {
  const wanted = readPath(file).path.split('/');
  let best: string | undefined;
  let most = 0;
  let isTied = false;
  for (const path of paths) {
    const shared = sharedEnd(wanted, path.split('/'));
    if (shared > most) {
      [best, most, isTied] = [path, shared, false];
    } else if (shared === most) {
      isTied = true;
    }
  }
  return isTied ? undefined : best;
}

/** How many parts are the same, from the end. */
function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) {
    count++;
  }
  return a[a.length - 1] === '' ? 0 : count;
}

/** A stretch of a text's lines, numbered from 1. */
export interface Excerpt {
  readonly from: number;
  readonly lines: readonly string[];
}

/** The text around lines, each with `around` more on both sides; what would touch is one stretch. */
export function excerpts(text: string, lines: readonly number[], around: number): Excerpt[] {
  const all = text.split(/\r\n|\n|\r/);
  const found: Array<{ from: number; to: number }> = [];
  for (const line of [...lines].filter((each) => each >= 1 && each <= all.length).sort((a, b) => a - b)) {
    const from = Math.max(1, line - around);
    const to = Math.min(all.length, line + around);
    const last = found.at(-1);
    if (last !== undefined && from <= last.to + 1) {
      last.to = to;
    } else {
      found.push({ from, to });
    }
  }
  return found.map(({ from, to }) => ({ from, lines: all.slice(from - 1, to) }));
}
