import { t } from '../../i18n';

/** The chips, which the status region repeats for screen readers. */
export const chipTexts = {
  highlight: () => t('flamegraph.chip.highlight', 'highlight'),
  sandwich: () => t('flamegraph.chip.sandwich', 'sandwich'),
  focus: () => t('flamegraph.chip.focus', 'focus'),
  removeHighlight: () => t('flamegraph.row-menu.remove-highlight', 'Remove highlight'),
  leaveSandwich: () => t('flamegraph.row-menu.leave-sandwich', 'Leave callers and callees'),
  leaveFocus: () => t('flamegraph.chip.leave-focus', 'Show the whole profile'),
  leaveSideFocus: (name: string, side: 'callers' | 'callees') =>
    side === 'callers'
      ? t('flamegraph.chip.all-callers', 'Show all callers of {{name}}', { name })
      : t('flamegraph.chip.all-callees', 'Show all callees of {{name}}', { name }),
  places: (count: number) =>
    t('flamegraph.chip.places', '', {
      count,
      defaultValue_one: '{{count}} place',
      defaultValue_other: '{{count}} places',
    }),
  missing: () => t('flamegraph.chip.missing', 'not in this profile'),
  renamed: (share: string, name: string) =>
    t('flamegraph.chip.renamed', '{{share}}, {{name}} had another name in the link', { share, name }),
  nearest: (name: string) => t('flamegraph.chip.nearest', 'not in this profile, showing {{name}}', { name }),
};
