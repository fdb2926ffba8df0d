import { literalFinder, regexFinder, type Finder } from '../../profile/search';
import type { PaintMarks } from '../canvas/paint';
import { marksInBoxes } from './inBoxes';
import { markRows } from './inRows';

/** What marks the found part of names. */
export interface Marks {
  readonly paint: PaintMarks;
  /** Marks the rows below an element, those that come later too. @returns takes the marks away */
  inRows(root: HTMLElement): () => void;
}

/** Of a text, whatever its case. */
export const literalMarks = (text: string): Marks => marksOf(literalFinder(text));

/** @throws {SearchPatternError} (rejects) as `regexMatcher` */
export async function regexMarks(pattern: string): Promise<Marks> {
  return marksOf(await regexFinder(pattern));
}

const marksOf = (find: Finder): Marks => ({ paint: marksInBoxes(find), inRows: (root) => markRows(root, find) });
