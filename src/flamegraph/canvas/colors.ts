import type { Change, Frames, Profile, SymbolIndex } from '../../profile/model';
import { packageAt } from '../../profile/naming/nameAt';

/** A box's fill and the text that is readable on it (at least 4.5:1, see palette.test.ts). */
export interface Paint {
  readonly fill: string;
  readonly text: string;
  /** lines lie over it */
  readonly hatched?: boolean;
}

export interface Palette {
  /** One per package, picked by hash. */
  readonly packages: readonly Paint[];
  /** From small to large shares. */
  readonly values: readonly Paint[];
  /** Of a comparison, from half or less over unchanged (the middle one) to double or more. */
  readonly changes: readonly Paint[];
  /** The whole. */
  readonly root: Paint;
  readonly notLoaded: Paint;
  /** Frames that are not lit while others are. */
  readonly dimmed: Paint;
  /** A run of frames too small to draw; fainter beside lit boxes. */
  readonly strip: { readonly plain: string; readonly dimmed: string };
  /** Around the selected box: two lines, of which one stands out from any fill. */
  readonly ring: { readonly outer: string; readonly inner: string };
  /** Over hovered boxes, so translucent that their text stays readable. */
  readonly hover: string;
}

const INK = '#111217';
const PAPER = '#ffffff';

const on = (text: string) => (fill: string) => ({ fill, text });

// Paul Tol's "light" qualitative scheme: made for cells with black text, told apart by color-blind people.
// https://personal.sron.nl/~pault/#sec:qualitative (its pale grey is left to frames that are not functions).
const QUALITATIVE = ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#99ddff', '#44bb99', '#bbcc33', '#aaaa00'];

// Paul Tol's sequential YlOrBr, without its palest steps, which are lost on a white page.
const SEQUENTIAL = [
  ...['#fee391', '#fec44f', '#fb9a29', '#ec7014'].map(on(INK)),
  ...['#cc4c02', '#993404'].map(on(PAPER)),
];

// After Paul Tol's diverging "sunset" scheme, blue to orange, its blues a little stronger, with a grey for what has not changed.
const DIVERGING = ['#5c9ccc', '#80bce0', '#a6d5f0', '#d9dade', '#feda8b', '#fdb366', '#f67e4b'];

export const LIGHT_PALETTE: Palette = {
  packages: QUALITATIVE.map(on(INK)),
  values: SEQUENTIAL,
  changes: DIVERGING.map(on(INK)),
  root: { fill: '#d5d7dd', text: INK },
  notLoaded: { fill: '#c3c6ce', text: INK },
  dimmed: { fill: '#e9eaed', text: '#5c5f69' },
  strip: { plain: '#b4b7c0', dimmed: '#d8dae0' },
  ring: { outer: INK, inner: PAPER },
  hover: 'rgba(17, 18, 23, 0.1)',
};

export const DARK_PALETTE: Palette = {
  packages: QUALITATIVE.map(on(INK)),
  values: SEQUENTIAL,
  changes: DIVERGING.map(on(INK)),
  root: { fill: '#c0c3cc', text: INK },
  notLoaded: { fill: '#8e919b', text: INK },
  dimmed: { fill: '#2c2e35', text: '#a9acb8' },
  strip: { plain: '#6c6f7a', dimmed: '#3c3f48' },
  ring: { outer: PAPER, inner: INK },
  hover: 'rgba(255, 255, 255, 0.15)',
};

/**
 * What a box is painted with, as a small number: boxes are sorted by it, so that each color is set once.
 * The order is that of `paintsOf`.
 */
export type Style = number;

export const DIMMED: Style = 0;
export const ROOT: Style = 1;
export const NOT_LOADED: Style = 2;
const FIRST_PACKAGE = 3;

/** The paints by style: dimmed, root, not loaded, the packages', the values', the changes', what is unclear. */
export function paintsOf(palette: Palette): Paint[] {
  const { dimmed, root, notLoaded, packages, values, changes } = palette;
  return [dimmed, root, notLoaded, ...packages, ...values, ...changes, unclearPaint(palette)];
}

/** As what has not changed, but hatched. */
function unclearPaint({ changes }: Palette): Paint {
  return { ...changes[(changes.length - 1) / 2], hatched: true };
}

/** FNV-1a over UTF-16 units: stable over runs and profiles, so that a package keeps its color. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

/** Styles found so far by symbol, 0 where not yet looked at: a large profile shows few of its names at a time. */
const packageStyles = new WeakMap<Frames, Uint8Array>();

/** The package's color; a name without a package (a C function) has its own. */
export function packageStyle({ frames }: Profile, symbol: SymbolIndex, palette: Palette): Style {
  let known = packageStyles.get(frames);
  if (!known) {
    packageStyles.set(frames, (known = new Uint8Array(frames.names.length)));
  }
  if (known[symbol] === 0) {
    const text = packageAt(frames, symbol) || frames.names[symbol];
    known[symbol] = FIRST_PACKAGE + (hash(text) % palette.packages.length);
  }
  return known[symbol];
}

/**
 * The color of a share of the shown root, from 0 to 1. The steps are those of the square root: half of all boxes are
 * below 5 %, and equal steps would give them one color.
 */
export function valueStyle(share: number, palette: Palette): Style {
  const steps = palette.values.length;
  const step = Math.floor(Math.sqrt(Math.max(0, share)) * steps);
  return FIRST_PACKAGE + palette.packages.length + Math.min(steps - 1, step);
}

/** Within 2.5 % more or less a box is not colored. */
const NEUTRAL = Math.log2(1.025);

/**
 * The color of a change: steps of the ratio's logarithm, from half (and gone) to double (and new). What is unclear has
 * the color of no change under a hatch, since nothing can be said.
 */
export function changeStyle({ before, after, kind }: Change, palette: Palette): Style {
  const steps = (palette.changes.length - 1) / 2;
  const middle = FIRST_PACKAGE + palette.packages.length + palette.values.length + steps;
  const ratio = Math.log2(after / before);
  if (kind === 'unclear') {
    return middle + steps + 1;
  }
  if (kind === 'same' || Math.abs(ratio) < NEUTRAL) {
    return middle;
  }
  const step = Math.ceil(Math.min(1, Math.abs(ratio)) * steps);
  return ratio > 0 ? middle + step : middle - step;
}
