import type { NodeIndex, Profile } from '../model';

/** A stack has a line of its own in most formats: deep trees become very large there. */
const MOST_FRAMES = 1 << 25;

/** What is on screen does not fit into a file of this format. The message is one sentence. */
export class ExportLimitError extends Error {
  constructor(readonly frames: number) {
    super(`The stacks have ${frames} frames together, ${MOST_FRAMES} can be exported.`);
    this.name = 'ExportLimitError';
  }
}

/**
 * The nodes that have a value of their own, rounded to whole units as most formats want it, each once.
 * @throws {ExportLimitError} the stacks that end there have too many frames together
 */
export function* leaves({ length, self, level }: Profile): Generator<{ node: NodeIndex; value: number }> {
  let frames = 0;
  for (let node = 0; node < length; node++) {
    frames += self[node] > 0 ? level[node] : 0;
  }
  if (frames > MOST_FRAMES) {
    throw new ExportLimitError(frames);
  }
  for (let node = 0; node < length; node++) {
    const value = Math.round(self[node]);
    if (value > 0) {
      yield { node, value };
    }
  }
}
