import { joinAttributesInSteps } from '../attributes';
import { FrameKind, type BySide, type Frames, type SymbolIndex } from '../model';
import { joinKey } from '../naming/joinKey';
import { drained, inSlices, NAMES_A_SLICE } from '../steps';

/** By its name after: the name before of a function that only looks new, since it was numbered or hashed anew. */
export type JoinedNames = ReadonlyMap<string, string>;

/**
 * The frames of two sides as one list: those before, then those that only the side after has. Each is written wherever
 * either side says.
 */
export interface UnitedFrames {
  readonly frames: Frames;
  /** The united symbol of each symbol of a side. */
  readonly symbolOf: BySide<Int32Array>;
  /** Functions of two names; the united list has the one after. */
  readonly joined: JoinedNames;
}

/**
 * Unites two lists of frames. Frames are the same where name and kind are, and roots all are, whatever their servers name
 * them. Functions are joined, too, whose names differ only in what runs and builds number anew: lambdas, closures,
 * accessors, hashes. Only names that the other side lacks are joined, and only where one name of each side has the key: of
 * two closures that were numbered anew nobody knows which is which. So that no two frames of a side become one. O(frames)
 */
export function uniteFrames(before: Frames, after: Frames): UnitedFrames {
  return drained(uniteFramesInSteps(before, after));
}

const NONE = -1;
/** Several functions have the key. */
const SEVERAL = -2;

/** `uniteFrames` in steps. */
export function* uniteFramesInSteps(before: Frames, after: Frames): Generator<void, UnitedFrames> {
  const symbols = yield* symbolsOf(before);
  const partner = new Int32Array(after.names.length).fill(NONE);
  const partnerBefore = new Int32Array(before.names.length).fill(NONE);
  const findPartners = (from: number, to: number) => {
    for (let symbol = from; symbol < to; symbol++) {
      const same = symbols[after.kinds[symbol]]?.get(identityOf(after, symbol));
      if (same !== undefined) {
        partner[symbol] = same;
        partnerBefore[same] = symbol;
      }
    }
  };
  yield* inSlices(0, partner.length, findPartners, NAMES_A_SLICE);

  const left = yield* symbolsByKey(before, partnerBefore);
  const right = yield* symbolsByKey(after, partner);
  const names = [...before.names];
  const joined = new Map<string, string>();
  for (const [key, symbol] of right) {
    const same = left.get(key) ?? NONE;
    if (symbol >= 0 && same >= 0) {
      partner[symbol] = same;
      names[same] = after.names[symbol];
      joined.set(names[same], before.names[same]);
    }
  }

  const kinds = [...before.kinds];
  for (const [symbol, same] of partner.entries()) {
    if (same === NONE) {
      partner[symbol] = names.push(after.names[symbol]) - 1;
      kinds.push(after.kinds[symbol]);
    }
  }
  const own = Int32Array.from(before.names, (_, symbol) => symbol);
  // The side that is looked at comes first, as with names.
  const attributes = yield* joinAttributesInSteps(names.length, [
    { frames: after, symbols: partner },
    { frames: before, symbols: own },
  ]);
  const frames = { names, kinds: Uint8Array.from(kinds), ...attributes };
  return { frames, symbolOf: { before: own, after: partner }, joined };
}

/** The symbols of a side by kind, then by what is the same on both sides. */
function* symbolsOf(frames: Frames): Generator<void, Array<Map<string, SymbolIndex>>> {
  const symbols: Array<Map<string, SymbolIndex>> = [];
  const add = (from: number, to: number) => {
    for (let symbol = from; symbol < to; symbol++) {
      (symbols[frames.kinds[symbol]] ??= new Map<string, SymbolIndex>()).set(identityOf(frames, symbol), symbol);
    }
  };
  yield* inSlices(0, frames.names.length, add, NAMES_A_SLICE);
  return symbols;
}

function identityOf({ names, kinds }: Frames, symbol: SymbolIndex): string {
  return kinds[symbol] === FrameKind.root ? '' : names[symbol];
}

/** The functions that the other side lacks, by what their names are joined by. */
function* symbolsByKey({ names, kinds }: Frames, partner: Int32Array): Generator<void, Map<string, number>> {
  const found = new Map<string, number>();
  const add = (from: number, to: number) => {
    for (let symbol = from; symbol < to; symbol++) {
      if (partner[symbol] === NONE && kinds[symbol] === FrameKind.function) {
        const key = joinKey(names[symbol]);
        found.set(key, found.has(key) ? SEVERAL : symbol);
      }
    }
  };
  yield* inSlices(0, names.length, add, NAMES_A_SLICE);
  return found;
}
