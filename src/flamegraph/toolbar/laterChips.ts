import type { ProfileViewState } from '../types';
import { later, useLater } from '../view/later';

export const chips = later(() => import(/* webpackChunkName: "later" */ './Chips'));

/** The chips' code where the view has any: most links and first pictures do without. Where it cannot be had, so does the view. */
export const useChips = ({ highlight, sandwich, focus }: ProfileViewState) =>
  useLater(chips, highlight !== undefined || sandwich !== undefined || focus !== undefined, { isNeeded: false });
