/**
 * Around what is pressed or chosen, for whoever has forced colors: backgrounds and shadows are gone there, and an outline is
 * drawn in the color of text. Otherwise it is not seen.
 */
export const pressedSign = {
  '& [aria-pressed="true"]:not(:focus-visible), & :checked + label': { outline: '1px solid transparent' },
} as const;
