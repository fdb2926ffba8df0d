import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/**
 * Icons of rows, chips and the search, drawn here as backgrounds: they come and go with every step. The Icon of
 * @grafana/ui loads its drawing asynchronously and costs a component with effects and a picture of its own each time, and
 * an svg of ours two elements with a dozen attributes, for each of the hundred icons that a screenful of rows has.
 */
const PATHS = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14',
  sandwich: 'M5 13.5v-11M2.5 5 5 2.5 7.5 5M11 2.5v11M8.5 11l2.5 2.5 2.5-2.5',
  menu: 'M8 3.5v.01M8 8v.01M8 12.5v.01',
  ascending: 'M8 13V3M4 7l4-4 4 4',
  descending: 'M8 3v10M4 9l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  expand: 'M4 3.5l4 4 4-4M4 8.5l4 4 4-4',
  collapse: 'M4 7.5l4-4 4 4M4 12.5l4-4 4 4',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
} as const;

type IconShape = keyof typeof PATHS;

const SIZE = 16;

function drawing(shape: IconShape, color: string): string {
  const line = `fill="none" stroke="${color}" stroke-width="${shape === 'menu' ? 2.5 : 1.5}"`;
  const ends = 'stroke-linecap="round" stroke-linejoin="round"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}"><path d="${PATHS[shape]}" ${line} ${ends}/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const placed = { backgroundRepeat: 'no-repeat', backgroundPosition: 'center' } as const;

/** A button that is an icon; brighter under the pointer, in the color of what is chosen while pressed. CSS pixels. */
export function iconButton(theme: GrafanaTheme2, shape: IconShape, size = 24) {
  return css({
    ...placed,
    flex: 'none',
    width: size,
    height: size,
    padding: 0,
    margin: 0,
    border: 'none',
    borderRadius: theme.shape.radius.default,
    backgroundColor: 'transparent',
    backgroundImage: drawing(shape, theme.colors.text.secondary),
    '&:hover': {
      backgroundColor: theme.colors.action.focus,
      backgroundImage: drawing(shape, theme.colors.text.primary),
    },
    '&[aria-pressed="true"]': { backgroundImage: drawing(shape, theme.colors.primary.text) },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  });
}

/** A mark beside a text. */
export function iconMark(theme: GrafanaTheme2, shape: IconShape) {
  return css({
    ...placed,
    flex: 'none',
    width: SIZE,
    height: SIZE,
    backgroundImage: drawing(shape, theme.colors.text.secondary),
  });
}
