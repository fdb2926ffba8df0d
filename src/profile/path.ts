import type { CallTree, NodeIndex } from './model';
import { isNotLoaded } from './notLoaded';

/**
 * A way from below the root down to a node, one entry a level: the frame's name, or (all but the last) a short key of it,
 * which is what links hold where a path of names would be too long. Whatever is not in UTF-8 begins a key, so that no
 * name is taken for one.
 */
export type Path = readonly string[];

/** A lone surrogate: no name that came as UTF-8 has one. */
const KEY_MARK = '\udfff';
const KEY_LENGTH = 3;
const KEY_CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The names from below the root down to `node`; empty for the root. */
export function pathOf(tree: CallTree, node: NodeIndex): string[] {
  const { parent, level, symbol, frames } = tree;
  const names = new Array<string>(level[node]);
  for (let i = node; i > 0; i = parent[i]) {
    names[level[i] - 1] = frames.names[symbol[i]];
  }
  return names;
}

/** Where a path leads: the deepest node found, and how many levels led there (`path.length` if all). */
export interface FoundPath {
  readonly node: NodeIndex;
  readonly matched: number;
  /** Only with this level (from 0) taken for renamed was the whole path found. */
  readonly renamed?: number;
}

/**
 * Follows a path from below the root. Where keys (not names, which are meant as they stand) lead nowhere, one level may
 * have been renamed: the path then leads on if exactly one node has all its other levels. O(siblings on the way, and
 * their children).
 */
export function findPath(tree: CallTree, path: Path): FoundPath {
  const { length, end } = tree;
  const matches = createMatcher(tree, path);
  let node: NodeIndex = 0;
  let matched = 0;
  // What the server cut gives way to a function of its name.
  let cut: NodeIndex = 0;
  for (let child = 1; length > 0 && matched < path.length && child < end[node];) {
    if (!matches(child, matched)) {
      child = end[child];
    } else if (isNotLoaded(tree, child)) {
      cut = child++;
    } else {
      node = child++;
      matched++;
      cut = 0;
    }
  }
  if (cut > 0) {
    node = cut;
    matched++;
  }
  const exact = { node, matched };
  return matched < path.length && path.some(isShortLevel) ? (findRenamed(tree, path, matches) ?? exact) : exact;
}

type LevelMatcher = (node: NodeIndex, level: number) => boolean;

/** Does a node's frame stand for a level of the path? */
const createMatcher =
  ({ symbol, frames }: CallTree, path: Path): LevelMatcher =>
  (node, level) => {
    const name = frames.names[symbol[node]];
    return (isShortLevel(path[level]) ? keyOf(name) : name) === path[level];
  };

/** Follows all nodes that miss one level at most; the one that has all others, if it is the only one. */
function findRenamed({ end }: CallTree, path: Path, matches: LevelMatcher): FoundPath | undefined {
  let found: Array<{ node: NodeIndex; renamed?: number }> = [{ node: 0 }];
  for (let level = 0; level < path.length; level++) {
    const next: typeof found = [];
    for (const { node, renamed } of found) {
      for (let child = node + 1; child < end[node]; child = end[child]) {
        if (matches(child, level)) {
          next.push({ node: child, renamed });
        } else if (renamed === undefined && level < path.length - 1) {
          next.push({ node: child, renamed: level });
        }
      }
    }
    found = next;
  }
  // Of two siblings with one key, the first may have led nowhere.
  const only = found.find(({ renamed }) => renamed === undefined) ?? (found.length === 1 ? found[0] : undefined);
  return only && { ...only, matched: path.length };
}

/** Is a level of a path a short key rather than a name? */
export const isShortLevel = (level: string): boolean => level.startsWith(KEY_MARK);

/** 18 bits of the name's FNV-1a hash: children of one frame hardly ever share a key. */
function keyOf(name: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  let key = KEY_MARK;
  for (let i = 0; i < KEY_LENGTH; i++) {
    key += KEY_CHARS[(hash >>> (26 - 6 * i)) & 63];
  }
  return key;
}

/**
 * Paths as short texts for links, three characters a level and the last frame's name; each says first how many levels it
 * takes from the one before, as paths of groups share most of theirs:
 *
 *     [main, http.Serve, json.Enc]    "0.Kd3x0Q.json.Enc"
 *     [main, http.Serve, gc, sweep]   "2.m8P.sweep"
 *
 * An empty path is "0..".
 */
export function encodeShortPaths(paths: readonly Path[]): string[] {
  const keyed = paths.map((path) => path.slice(0, -1).map((level) => (isShortLevel(level) ? level : keyOf(level))));
  return keyed.map((keys, i) => {
    const before = i === 0 ? [] : keyed[i - 1];
    const differing = keys.findIndex((key, level) => key !== before[level]);
    const shared = differing < 0 ? keys.length : differing;
    const own = keys.slice(shared).map((key) => key.slice(KEY_MARK.length));
    return `${shared}.${own.join('')}.${paths[i].at(-1) ?? ''}`;
  });
}

/** Reads what `encodeShortPaths` wrote; a path that cannot be read is undefined, and so are those that build on it. */
export function decodeShortPaths(texts: readonly string[]): Array<string[] | undefined> {
  let before: string[] | undefined = [];
  return texts.map((text) => {
    const found = /^(\d{1,6})\.((?:[\w-]{3})*)\.(.*)$/s.exec(text);
    if (found === null) {
      before = undefined;
      return undefined;
    }
    const shared = Number(found[1]);
    const base: string[] | undefined = shared === 0 ? [] : before?.slice(0, shared);
    const own = (found[2].match(/.{3}/g) ?? []).map((key) => KEY_MARK + key);
    before = base?.length === shared ? [...base, ...own] : undefined;
    return before && (before.length === 0 && found[3] === '' ? [] : [...before, found[3]]);
  });
}
