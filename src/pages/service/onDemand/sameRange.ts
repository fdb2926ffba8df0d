import { type AbsoluteRange } from '../../../pyroscope/query';

/** Both ends: a range that began at midnight grows with the clock and begins where it did. */
export const isSameRange = (a: AbsoluteRange, b: AbsoluteRange) => a.from === b.from && a.to === b.to;
