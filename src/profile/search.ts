import {
  isSymbol,
  type CallTree,
  type Frames,
  type NodeIndex,
  type Profile,
  type SourcePlaces,
  type SymbolIndex,
} from './model';
import { nameAt } from './naming/nameAt';
import { shownText } from './naming/readName';
import { isShownAsSent } from './naming/shownAsSent';
import { isNoAddedWord, keepsWords } from './naming/words';
import { drained, inSlices, takenInSlices, UNSTOPPED } from './steps';

/** A search for names. `matches` takes time in proportion to the name's length, whatever was searched for. */
export interface Matcher {
  matches(name: string): boolean;
  /** What it looks for is in no name only because of how that is read; see `keepsWords`. */
  readonly asSent?: boolean;
  /** It is about files of Python: not all agents send them in the name. */
  readonly inFiles?: boolean;
}

/** By symbol: 1 = matches. A byte, not a bit, so that a painter's inner loop reads it without shifting. */
export type SymbolSet = Uint8Array;

/** A regular expression that cannot be used; the message says why. */
export class SearchPatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchPatternError';
  }
}

/** Literal and case-insensitive: commas, dots and stars mean themselves. Empty text matches nothing. */
export function literalMatcher(text: string): Matcher {
  if (text === '') {
    return { matches: () => false };
  }
  const pattern = literalPattern(text);
  return { matches: (name) => pattern.test(name), asSent: isNoAddedWord(text) };
}

/** An escaped literal cannot backtrack, and is several times faster than lowering each name. */
const literalPattern = (text: string) => new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'i');

/** Where in a name a search finds something first, in UTF-16 units. */
export type Finder = (name: string) => { readonly from: number; readonly to: number } | undefined;

/** As `literalMatcher`. */
export function literalFinder(text: string): Finder {
  const pattern = literalPattern(text);
  return (name) => {
    const found = text === '' ? null : pattern.exec(name);
    return found === null ? undefined : { from: found.index, to: found.index + found[0].length };
  };
}

/** Longer patterns are refused before they are compiled. */
const MAX_PATTERN_LENGTH = 1000;

/** A step of the match costs time in proportion to the program; `((a{100}){10})...` may not grow it without bound. */
const MAX_PROGRAM_SIZE = 2000;

/**
 * A case-insensitive pattern in RE2 syntax, found anywhere in the name; runs in linear time. A pattern comes from a link
 * as well as from a keyboard: the browser's own engine would let `(x+x+)+y` freeze the reader. The engine is loaded on
 * first use. An empty pattern matches nothing.
 * @throws {SearchPatternError} (rejects) not a pattern, a construct RE2 lacks (lookahead, backreference), or too large
 */
export async function regexMatcher(pattern: string): Promise<Matcher> {
  const compiled = await compile(pattern);
  return { matches: (name) => compiled?.test(name) === true, inFiles: isAboutFiles(pattern) };
}

/** Does a pattern say `\.py`? */
export const isAboutFiles = (pattern: string) => pattern.includes('\\.py');

/**
 * As `regexMatcher`; a match of nothing is none.
 * @throws {SearchPatternError} (rejects) as `regexMatcher`
 */
export async function regexFinder(pattern: string): Promise<Finder> {
  const compiled = await compile(pattern);
  return (name) => {
    const found = compiled?.matcher(name);
    return found?.find() && found.end() > found.start() ? { from: found.start(), to: found.end() } : undefined;
  };
}

async function compile(pattern: string) {
  if (pattern === '') {
    return undefined;
  }
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new SearchPatternError(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters.`);
  }
  const { RE2JS, RE2JSException } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    if (compiled.programSize() > MAX_PROGRAM_SIZE) {
      throw new SearchPatternError('The pattern is too large: its repetitions multiply.');
    }
    return compiled;
  } catch (error) {
    if (error instanceof RE2JSException) {
      throw new SearchPatternError(readable(error.message));
    }
    throw error;
  }
}

/** RE2's message without its preamble and without the flag that we put before the pattern. */
function readable(message: string): string {
  const text = message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const NONE: readonly string[] = [];

/** What is known of names, by symbol. */
interface Known {
  /** How else than as it was sent a name is shown; of most there is nothing. Undefined: not found out yet. */
  readonly otherTexts: Array<readonly string[] | undefined>;
  /** Whether `keepsWords`: 1 if so, -1 if not, 0 if not found out yet. */
  readonly keepsWords: Int8Array;
}

/** Each is found out once, not with every key. */
const knownByFrames = new WeakMap<Frames, Known>();

function knownOf(frames: Frames): Known {
  let known = knownByFrames.get(frames);
  if (!known) {
    const { length } = frames.names;
    known = { otherTexts: new Array<readonly string[] | undefined>(length), keepsWords: new Int8Array(length) };
    knownByFrames.set(frames, known);
  }
  return known;
}

function findOtherTexts(frames: Frames, symbol: SymbolIndex): readonly string[] {
  const name = nameAt(frames, symbol);
  const shown = shownText(name);
  const texts = [
    ...(shown === frames.names[symbol] ? [] : [shown]),
    ...(shown.includes(name.label) ? [] : [name.label]),
  ];
  return texts.length === 0 ? NONE : texts;
}

/**
 * The symbols whose names match, in one go: 250,000 names take a literal matcher about 10 ms. The root and what is
 * not loaded are none: their names stand for no function.
 */
export function matchSymbols(tree: CallTree, matcher: Matcher): SymbolSet {
  return drained(matchSymbolsInSteps(tree, matcher));
}

/** So many names are looked at between two pauses: a pattern takes microseconds for each. */
const NAMES_A_STEP = 1 << 6;

/** `matchSymbols` in steps. */
export function* matchSymbolsInSteps(
  { frames }: CallTree,
  matcher: Matcher,
  namesAStep = NAMES_A_STEP
): Generator<void, SymbolSet> {
  const { length } = frames.names;
  const set = new Uint8Array(length);
  const known = knownOf(frames);
  yield* inSlices(0, length, (from, to) => matchNames(frames, known, matcher, set, from, to), namesAStep);
  return set;
}

/**
 * A symbol is found by its name as it was sent, as a table shows it, and as a graph does. To read all names takes longer
 * than to search them, and most searches are for a word.
 */
function matchNames(
  frames: Frames,
  { otherTexts, keepsWords: keeps }: Known,
  matcher: Matcher,
  set: SymbolSet,
  from: number,
  to: number
): void {
  const { names, kinds, places } = frames;
  for (let s = from; s < to; s++) {
    if (!isSymbol(kinds[s])) {
      continue;
    }
    const name = names[s];
    if (matcher.matches(name)) {
      set[s] = 1;
    } else if (!matcher.asSent || (keeps[s] ||= keepsWords(name) ? 1 : -1) < 0) {
      const texts = (otherTexts[s] ??= isShownAsSent(name) ? NONE : findOtherTexts(frames, s));
      set[s] = texts !== NONE && texts.some((text) => matcher.matches(text)) ? 1 : 0;
    }
    if (places && matcher.inFiles && set[s] === 0) {
      set[s] = isInFiles(places, s, (file) => matcher.matches(`${file} ${name}`)) ? 1 : 0;
    }
  }
}

const PYTHON_FILE = /\.py$|^<frozen /;

/** In every place of the name: a `get` of `queue.py` that is one of `models.py` too may be either. */
function isInFiles({ offset, file, files }: SourcePlaces, s: SymbolIndex, isIn: (file: string) => boolean): boolean {
  const placed = file.subarray(offset[s], offset[s + 1]);
  return placed.length > 0 && placed.every((f) => PYTHON_FILE.test(files[f]) && isIn(files[f]));
}

export interface SlicedSearchOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds of work before other tasks get their turn. */
  readonly sliceMs?: number;
}

/**
 * As `matchSymbols`, in time slices, for matchers that may take long.
 * @throws (rejects) the signal's reason, once it is aborted
 */
export async function matchSymbolsSliced(
  tree: CallTree,
  matcher: Matcher,
  { signal = UNSTOPPED, sliceMs = 8 }: SlicedSearchOptions = {}
): Promise<SymbolSet> {
  signal.throwIfAborted();
  return takenInSlices(matchSymbolsInSteps(tree, matcher, 1), signal, sliceMs);
}

/** The value under matching nodes, each part counted once: a match inside a match adds nothing. O(n). */
export function matchedValue(profile: Profile, set: SymbolSet): number {
  return drained(matchedValueInSteps(profile, set));
}

/** `matchedValue` in steps. */
export function* matchedValueInSteps(profile: Profile, set: SymbolSet): Generator<void, number> {
  // The root is the whole, or the symbol of a sandwich: no match.
  const matched = { sum: 0, next: 1 };
  yield* inSlices(1, profile.length, (_, to) => addMatched(profile, set, matched, to));
  return matched.sum;
}

function addMatched(
  { symbol, total, end }: Profile,
  set: SymbolSet,
  matched: { sum: number; next: NodeIndex },
  to: number
): void {
  let { sum, next } = matched;
  while (next < to) {
    if (set[symbol[next]] === 1) {
      sum += total[next];
      next = end[next];
    } else {
      next++;
    }
  }
  matched.sum = sum;
  matched.next = next;
}

/** All matching nodes in pre-order (as one reads the graph), for next and previous. The root is none. In steps. */
export function* matchNodesInSteps({ length, symbol }: Profile, set: SymbolSet): Generator<void, Int32Array> {
  const nodes = new Int32Array(length);
  let count = 0;
  yield* inSlices(1, length, (from, to) => (count = putMatching(symbol, set, nodes, count, from, to)));
  return nodes.slice(0, count);
}

/** @returns where the next one goes */
function putMatching(symbol: Int32Array, set: SymbolSet, nodes: Int32Array, next: number, from: number, to: number) {
  for (let i = from; i < to; i++) {
    // What does not match is written over.
    nodes[next] = i;
    next += set[symbol[i]];
  }
  return next;
}
