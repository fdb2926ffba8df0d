import { FrameKind, type Frames, type SymbolIndex } from '../model';
import { frameName, type FrameName } from './frameName';
import { isClass } from './go';
import { readPath } from './paths';
import { readName } from './readName';
import { visible } from './visible';

/** A frame's name as people read it. That of a package or a label's value has no form, whatever it looks like. */
export const readFrame = (name: string, kind: number | undefined): FrameName =>
  kind === FrameKind.label || kind === FrameKind.package
    ? frameName('plain', { package: name, name: visible(name) })
    : readName(name);

const read = new WeakMap<Frames, Array<FrameName | undefined>>();

/** As `readFrame` of one of many frames; each is read once, when it is first asked for. */
export function nameAt(frames: Frames, symbol: SymbolIndex): FrameName {
  let known = read.get(frames);
  if (!known) {
    read.set(frames, (known = new Array<FrameName | undefined>(frames.names.length)));
  }
  return (known[symbol] ??= readFrame(frames.names[symbol], frames.kinds[symbol]));
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
