import type { NodeIndex, Profile, SymbolIndex } from '../../profile/model';
import { readName } from '../../profile/naming/readName';
import { hiddenCount, type Scene } from './scene';

/** Short names found so far, by symbol: a repaint asks for the same ones again. */
const shortNames = new WeakMap<readonly string[], Array<string | undefined>>();

export function cachedShortName({ frames }: Profile, symbol: SymbolIndex): string {
  const symbols = frames.names;
  let known = shortNames.get(symbols);
  if (!known) {
    shortNames.set(symbols, (known = new Array<string | undefined>(symbols.length)));
  }
  return (known[symbol] ??= readName(symbols[symbol]).label);
}

/** What stands on a box before its name: "(3) " for a collapsed group that hides three frames. */
export function groupMark(scene: Scene, node: NodeIndex): string {
  const hidden = hiddenCount(scene, node);
  return hidden > 0 ? `(${hidden}) ` : '';
}
