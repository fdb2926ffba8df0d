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
