import type { Change } from '../../profile/comparison/changes';
import type { Profile, SymbolIndex } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
import type { Paint, Palette } from './palette';

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
const packageStyles = new WeakMap<readonly string[], Uint8Array>();

/** The package's color; a name without a package (a C function) has its own. */
export function packageStyle(profile: Profile, symbol: SymbolIndex, palette: Palette): Style {
  const symbols = profile.frames.names;
  let known = packageStyles.get(symbols);
  if (!known) {
    packageStyles.set(symbols, (known = new Uint8Array(symbols.length)));
  }
  if (known[symbol] === 0) {
    const name = symbols[symbol];
    known[symbol] = FIRST_PACKAGE + (hash(nameAt(symbols, symbol).package || name) % palette.packages.length);
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
