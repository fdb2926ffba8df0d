import { lengthOf, type Span, type Spans } from './selves';

/** So many pairs of blocks in which nothing was changed, at least, before anything is called clear. */
export const PLACEBOS = 5;

/** How many pairs of adjacent blocks as long as a side the time before the change has. */
export function placebosOf({ before, after }: Spans): number {
  const block = Math.max(lengthOf(before), lengthOf(after));
  return block > 0 ? Math.max(0, Math.floor(before.to / block) - 1) : 0;
}

/** The blocks that end where the change would begin, as long as a side, the newest first. */
export function blocksBefore({ before, after }: Spans): Span[] {
  const block = Math.max(lengthOf(before), lengthOf(after));
  const blocks: Span[] = [];
  for (let to = before.to; block > 0 && to - block >= 0; to -= block) {
    blocks.push({ from: to - block, to });
  }
  return blocks;
}

/** All pairs of adjacent spans of the time before that are as long as those compared, at all offsets. */
export function placeboPairs({ before, after }: Spans): Spans[] {
  const [k0, k1] = [lengthOf(before), lengthOf(after)];
  return Array.from({ length: Math.max(0, before.to - k0 - k1 + 1) }, (_, from) => ({
    before: { from, to: from + k0 },
    after: { from: from + k0, to: from + k0 + k1 },
  }));
}
