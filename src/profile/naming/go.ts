import { isWord, withoutBrackets } from './chars';
import { frameName, type NameReader } from './frameName';
import { baseOf } from './paths';

const isPathChar = (code: number) =>
  isWord(code) || code === 46 || code === 47 || code === 45 || code === 126 || code === 37 || code === 43;

/** `github.com/a/b.(*T).Method[...]`, `runtime.mallocgc`. Dots in a path's last part are written `%2e`. */
export const readGo: NameReader = (sent) => {
  const name = sent.startsWith('type:.') ? sent.slice(sent.indexOf('.', 6) + 1) : sent;
  let end = 0;
  let slash = -1;
  while (end < name.length && isPathChar(name.charCodeAt(end))) {
    slash = name[end] === '/' ? end : slash;
    end++;
  }
  const dot = name.indexOf('.', slash + 1);
  if (dot <= slash + 1 || dot > end || dot === name.length - 1 || (name.includes(' ') && !name.includes('['))) {
    return undefined;
  }
  const path = unescapePath(name.slice(0, dot));
  const base = packageBase(path);
  const member = withoutBrackets(name.slice(dot + 1), '[', '[...]');
  const label = `${base}.${member}`;
  return frameName('go', { package: path, before: path.slice(0, path.length - base.length), name: label });
};

/** Without its file a method of Node or Python reads as a function of Go (`Module.load`); no package of Go begins as a class does. */
export const isClass = (packageName: string) => /^_*\p{Lu}/u.test(packageName);

/** The last part; with the one before where that is only a version (`b/v2`). */
function packageBase(path: string): string {
  const base = baseOf(path);
  const before = path.slice(0, Math.max(0, path.length - base.length - 1));
  return /^v\d{1,4}$/.test(base) && before !== '' ? `${baseOf(before)}/${base}` : base;
}

function unescapePath(path: string): string {
  return path.includes('%')
    ? path.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : path;
}
