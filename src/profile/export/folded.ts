import type { Profile } from '../model';
import { leaves } from './stacks';

/**
 * Folded stacks, a line each: `main;read 12`. What would end a frame or a line in a name is replaced, as Brendan Gregg's
 * stackcollapse scripts do. Values are rounded to whole units. The format has no comments: that something was cut is said by
 * the frame `other` and by the file's name.
 * @throws {ExportLimitError}
 */
export function writeFolded(profile: Profile): string[] {
  const names = profile.frames.names.map(foldedName);
  const { parent, symbol } = profile;
  return Array.from(leaves(profile), ({ node, value }) => {
    const stack: string[] = [];
    for (let i = node; i > 0; i = parent[i]) {
      stack.push(names[symbol[i]]);
    }
    return `${stack.reverse().join(';') || names[symbol[0]]} ${value}\n`;
  });
}

function foldedName(name: string): string {
  return name.replace(/;/g, ':').replace(/\p{Cc}+/gu, ' ') || '<unknown>';
}
