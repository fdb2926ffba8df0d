import type { TextAlign } from '../types';

/** A name cut to a few letters says nothing: shorter texts are left out. */
const MIN_LETTERS = 3;
const ELLIPSIS = '…';

/** Fits texts of one font into boxes. Widths are the sum of the characters' (kerning only makes a text narrower). */
export interface Fitter {
  width(text: string): number;
  /** The text if it fits into `width`, else its beginning (align left) or end (right) with an ellipsis, else ''. */
  fit(text: string, width: number, align: TextAlign): string;
  /** Does the font still measure what it did? It may have been loaded in the meantime. */
  holds(): boolean;
}

/**
 * Measures each character once: measureText for every box of every frame would be most of a repaint.
 * @param measure the width of a text in the font
 */
export function createFitter(measure: (text: string) => number): Fitter {
  const { charWidth, holds } = createCharWidths(measure);
  const width = (text: string) => {
    let sum = 0;
    for (let i = 0; i < text.length;) {
      const char = charAt(text, i);
      sum += charWidth(char);
      i += char.length;
    }
    return sum;
  };
  const fit = (text: string, available: number, align: TextAlign) => {
    // Where the cut would be, while looking whether one is needed: long names end early.
    const beforeEllipsis = available - charWidth(ELLIPSIS);
    let kept = 0;
    let letters = 0;
    let sum = 0;
    for (let read = 0; read < text.length;) {
      const char = align === 'left' ? charAt(text, read) : charBefore(text, text.length - read);
      sum += charWidth(char);
      read += char.length;
      if (sum <= beforeEllipsis) {
        kept = read;
        letters++;
      } else if (sum > available) {
        return letters < MIN_LETTERS ? '' : ellipsize(text, kept, align);
      }
    }
    return text;
  };
  return { width, fit, holds };
}

function createCharWidths(measure: (text: string) => number) {
  const ascii = new Float64Array(128).fill(-1);
  const others = new Map<string, number>();
  const charWidth = (char: string): number => {
    const code = char.charCodeAt(0);
    if (code < 128) {
      return ascii[code] >= 0 ? ascii[code] : (ascii[code] = measure(char));
    }
    let known = others.get(char);
    if (known === undefined) {
      others.set(char, (known = measure(char)));
    }
    return known;
  };
  const holds = () =>
    ascii.every((known, code) => known < 0 || known === measure(String.fromCharCode(code))) &&
    [...others].every(([char, known]) => known === measure(char));
  return { charWidth, holds };
}

const ellipsize = (text: string, kept: number, align: TextAlign) =>
  align === 'left' ? text.slice(0, kept) + ELLIPSIS : ELLIPSIS + text.slice(text.length - kept);

/** The character at an index, whole where it is a surrogate pair. */
function charAt(text: string, i: number): string {
  const code = text.charCodeAt(i);
  return code >= 0xd800 && code < 0xdc00 && i + 1 < text.length ? text.slice(i, i + 2) : text[i];
}

function charBefore(text: string, end: number): string {
  const code = text.charCodeAt(end - 1);
  return code >= 0xdc00 && code < 0xe000 && end > 1 ? text.slice(end - 2, end) : text[end - 1];
}
