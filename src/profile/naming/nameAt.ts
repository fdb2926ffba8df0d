import { FrameKind, type Frames, type SymbolIndex } from '../model';
import { frameName, type FrameName } from './frameName';
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
