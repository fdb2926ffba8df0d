import { FrameKind, notLoadedFrame, type CallTree, type NodeIndex, type Profile } from './model';

export function isNotLoaded({ frames, symbol }: CallTree, node: NodeIndex): boolean {
  return frames.kinds[symbol[node]] === FrameKind.notLoaded;
}

/** The value that the server cut: the sum of what stands for it; 0 if everything is loaded. O(n). */
export function notLoadedValue(profile: Profile): number {
  const cut = notLoadedFrame(profile.frames);
  let sum = 0;
  if (cut >= 0) {
    for (let i = 1; i < profile.length; i++) {
      if (profile.symbol[i] === cut) {
        sum += profile.total[i];
      }
    }
  }
  return sum;
}
