import { FrameKind, type Frames, type SymbolIndex } from '../model';
import { frameName, type FrameName } from './frameName';
import { isClass } from './go';
import { readPath } from './paths';
import { readName } from './readName';
import { visible } from './visible';

/** A package or a label's value: its name has no form, whatever it looks like. */
const isText = (kind: number | undefined) => kind === FrameKind.label || kind === FrameKind.package;

/** A frame's name as people read it. */
export const readFrame = (name: string, kind: number | undefined): FrameName =>
  isText(kind) ? frameName('plain', { package: name, name: visible(name) }) : readName(name);

const read = new WeakMap<readonly string[], Array<FrameName | undefined>>();

/** As `readFrame` of one of many frames; a name is read once, when it is first asked for, also where other frames have the same names. */
export function nameAt({ names, kinds }: Frames, symbol: SymbolIndex): FrameName {
  if (isText(kinds[symbol])) {
    return readFrame(names[symbol], kinds[symbol]);
  }
  let known = read.get(names);
  if (!known) {
    read.set(names, (known = new Array<FrameName | undefined>(names.length)));
  }
  return (known[symbol] ??= readName(names[symbol]));
}

/**
 * A frame's package: its name's, else that of the files which it is written in, where they have one in common. A class alone
 * is none: methods of Python and Node read as functions of Go.
 */
export function packageAt(frames: Frames, symbol: SymbolIndex): string {
  const { family, package: named } = nameAt(frames, symbol);
  const { places } = frames;
  if (!places || (named !== '' && !(family === 'go' && isClass(named)))) {
    return named;
  }
  const files = places.file.subarray(places.offset[symbol], places.offset[symbol + 1]);
  const packages = new Set(Array.from(files, (file) => readPath(places.files[file]).package));
  return packages.size === 1 ? [...packages][0] : named;
}
