/** What a character can be, as bits; ASCII only, all others count as letters (names are written in every script). */
const WORD = 1;
const DIGIT = 2;
const HEX = 4;
const UPPER = 8;
const OPEN = 16;
const CLOSE = 32;

const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  CLASSES[code] =
    (/\w/.test(char) ? WORD : 0) |
    (/\d/.test(char) ? DIGIT : 0) |
    (/[0-9a-fA-F]/.test(char) ? HEX : 0) |
    (/[A-Z]/.test(char) ? UPPER : 0) |
    ('([{<'.includes(char) ? OPEN : 0) |
    (')]}>'.includes(char) ? CLOSE : 0);
}

export type CharTest = (code: number) => boolean;

/** Letters, digits and `_`. NaN, which `charCodeAt` gives beyond the end, is none of these. */
export const isWord: CharTest = (code) => (code < 128 ? (CLASSES[code] & WORD) !== 0 : code >= 128);
export const isDigit: CharTest = (code) => code < 128 && (CLASSES[code] & DIGIT) !== 0;
export const isHex: CharTest = (code) => code < 128 && (CLASSES[code] & HEX) !== 0;
export const isUpper: CharTest = (code) => code < 128 && (CLASSES[code] & UPPER) !== 0;

/** The first index from `from` on whose character fails the test; the length if none does. */
export function skip(text: string, from: number, test: CharTest): number {
  let i = from;
  while (i < text.length && test(text.charCodeAt(i))) {
    i++;
  }
  return i;
}

/** True if there are characters from `from` to `to` (default: the end), and all pass. */
export function every(text: string, test: CharTest, from = 0, to = text.length): boolean {
  for (let i = from; i < to; i++) {
    if (!test(text.charCodeAt(i))) {
      return false;
    }
  }
  return to > from;
}

/** The codes of characters that readers look for. */
export const CODE = {
  space: 32,
  open: 40,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  greater: 62,
  o: 111,
} as const;

/**
 * Calls `visit` with each character that stands outside all brackets, opening brackets included. The visitor may return
 * the index to go on from (beyond the end to stop). One pass; brackets are counted, not paired; `->` closes nothing.
 */
export function scanOutside(text: string, visit: (code: number, index: number) => number | undefined): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const bits = code < 128 ? CLASSES[code] : 0;
    if ((bits & CLOSE) !== 0) {
      depth = depth === 0 || isArrow(text, i) ? depth : depth - 1;
      continue;
    }
    const next = depth === 0 ? visit(code, i) : undefined;
    if (next !== undefined) {
      i = next - 1;
    } else if ((bits & OPEN) !== 0) {
      depth++;
    }
  }
}

/** `->` and `=>`. */
function isArrow(text: string, i: number): boolean {
  const before = text.charCodeAt(i - 1);
  return text.charCodeAt(i) === CODE.greater && (before === CODE.minus || before === CODE.equals);
}

/** Without what stands in brackets that `open` begins; `instead` takes its place. */
export function withoutBrackets(text: string, open: '[' | '<' | '(', instead: string): string {
  if (!text.includes(open)) {
    return text;
  }
  const close = { '[': ']', '<': '>', '(': ')' }[open];
  let kept = '';
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === open && depth++ === 0) {
      kept += text.slice(from, i) + instead;
    } else if (text[i] === close && depth > 0 && text[i - 1] !== '-' && --depth === 0) {
      from = i + 1;
    }
  }
  return depth > 0 ? kept : kept + text.slice(from);
}
