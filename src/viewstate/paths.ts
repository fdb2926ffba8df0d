import { decodeShortPaths, encodeShortPaths, isShortLevel, type Path } from '../profile/path';

/**
 * Paths as URL parameters: by names, which people can read and type, or by short keys, where names would be too long.
 * Paths that came as keys have no names to go back to.
 */
export function encodePaths(paths: readonly Path[], short: boolean): string[] {
  return short || hasKeys(paths) ? encodeShortPaths(paths) : encodeNames(paths);
}

/** Reads what `encodePaths` wrote; a path that cannot be read is undefined, and so are those that build on it. */
export function decodePaths(texts: readonly string[]): Array<string[] | undefined> {
  return texts.some((text) => /^\d+\./.test(text)) ? decodeShortPaths(texts) : decodeNames(texts);
}

export function hasKeys(paths: readonly Path[]): boolean {
  return paths.some((path) => path.some(isShortLevel));
}

/**
 * Paths of names. Paths of groups share most of their names with one another, so each says how many
 * it takes from the one before:
 *
 *     [main, http.Serve]            "0\nmain\nhttp.Serve"
 *     [main, http.Serve, json.Enc]  "2\njson.Enc"
 *
 * Names stand on lines of their own; `\` and line feeds inside a name are written `\\` and `\n`.
 */
function encodeNames(paths: readonly Path[]): string[] {
  return paths.map((path, i) => {
    const shared = i === 0 ? 0 : sharedLength(paths[i - 1], path);
    return [String(shared), ...path.slice(shared).map(escapeName)].join('\n');
  });
}

function decodeNames(lines: readonly string[]): Array<string[] | undefined> {
  let before: string[] | undefined = [];
  return lines.map((line) => {
    const [count, ...names] = line.split('\n');
    const shared = /^\d{1,6}$/.test(count) ? Number(count) : -1;
    const base: string[] | undefined = shared === 0 ? [] : before?.slice(0, shared);
    before = base?.length === shared ? [...base, ...names.map(unescapeName)] : undefined;
    return before;
  });
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) {
    shared += 1;
  }
  return shared;
}

function escapeName(name: string): string {
  return name.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
}

function unescapeName(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char));
}
