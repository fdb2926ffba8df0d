import type { NodeIndex, Profile } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { hiddenCount, type Scene } from './scene';

/** A frame's name as short as it can be told by. */
export function labelOf({ frames, symbol }: Profile, node: NodeIndex): string {
  return nameAt(frames.names, symbol[node]).label;
}

/** A frame's name as it is read aloud. */
export function spokenName({ frames, symbol }: Profile, node: NodeIndex): string {
  return shownText(nameAt(frames.names, symbol[node]));
}

/** What stands on a box before its name: "(3) " for a collapsed group that hides three frames. */
export function groupMark(scene: Scene, node: NodeIndex): string {
  const hidden = hiddenCount(scene, node);
  return hidden > 0 ? `(${hidden}) ` : '';
}
