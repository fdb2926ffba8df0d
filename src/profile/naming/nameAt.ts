import type { FrameName } from './frameName';
import { readName } from './readName';

const read = new WeakMap<readonly string[], Array<FrameName | undefined>>();

/** As `readName` of one of many names; each is read once, when it is first asked for. */
export function nameAt(names: readonly string[], index: number): FrameName {
  let known = read.get(names);
  if (!known) {
    read.set(names, (known = new Array<FrameName | undefined>(names.length)));
  }
  return (known[index] ??= readName(names[index]));
}
