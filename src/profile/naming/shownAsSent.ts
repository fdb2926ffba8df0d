import { UNNAMED } from './native';
import { marksIn, UNUSUAL } from './readName';

/** Without one of these a name of any form is read as it was sent. */
const CHANGED = marksIn(' !#$(/:@[\\_|`+<') | UNUSUAL;

/** True where reading a name cannot change it; a quick look, for many names. Where it is false, it may still be the same. */
export function isShownAsSent(sent: string): boolean {
  const hasMarks = (marksIn(sent) & CHANGED) !== 0 || sent.includes('%') || sent.includes('0x');
  return !hasMarks && !UNNAMED.has(sent);
}
