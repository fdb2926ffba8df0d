import { t } from '../../i18n';

/** What the graph says of its keys, and of the frame that one is on. */
export const guideTexts = {
  help: () =>
    t(
      'flamegraph.tree.help',
      'Arrow keys move between frames, Enter focuses one, Escape steps back. H follows the heaviest path. S shows callers and callees, Shift+H highlights, C copies the name, E expands or collapses a group. The menu key opens the menu.'
    ),
  helpZoom: () =>
    t(
      'flamegraph.tree.help-zoom',
      'Plus and minus zoom sideways, Shift with Left or Right moves, 0 shows the whole width.'
    ),
  helpLines: () => t('flamegraph.tree.help-lines', 'L shows source lines.'),
  selected: () => t('flamegraph.guide.selected', 'Selected frame'),
  heaviest: () => t('flamegraph.guide.heaviest', 'Heaviest path'),
  heaviestOwn: () => t('flamegraph.guide.heaviest-own', 'Heaviest own code'),
  largestChange: () => t('flamegraph.guide.largest-change', 'Largest change'),
  focus: (name: string) => t('flamegraph.guide.focus', 'Focus {{name}}', { name }),
  minimap: () => t('flamegraph.guide.minimap', 'Minimap'),
  /** @param parts left, right, top and bottom edge of what is on screen, in percent of all */
  minimapShows: ([left, right, top, bottom]: readonly number[]) =>
    t('flamegraph.guide.minimap-shows', 'Width {{left}} to {{right}} %, height {{top}} to {{bottom}} %', {
      left,
      right,
      top,
      bottom,
    }),
  wholeWidth: () => t('flamegraph.guide.whole-width', 'Whole width'),
  lines: () => t('flamegraph.guide.lines', 'Lines'),
  overTime: () => t('flamegraph.guide.over-time', 'Over time'),
  byLabel: () => t('flamegraph.guide.by-label', 'By label'),
};
