import { countText, t } from '../../i18n';

/** The call tree. */
export const callTreeTexts = {
  direction: () => t('flamegraph.call-tree.direction', 'Direction'),
  topDown: () => t('flamegraph.call-tree.top-down', 'Top-down'),
  topDownHelp: () => t('flamegraph.call-tree.top-down-help', 'From the program’s entry down to what it calls'),
  bottomUp: () => t('flamegraph.call-tree.bottom-up', 'Bottom-up'),
  bottomUpHelp: () => t('flamegraph.call-tree.bottom-up-help', 'From what costs itself up to who calls it'),
  label: (direction: string) => t('flamegraph.call-tree.label', 'Call tree, {{direction}}', { direction }),
  follow: () => t('flamegraph.call-tree.follow', 'Follow the heaviest'),
  followHelp: () => t('flamegraph.call-tree.follow-help', 'Open the heaviest stack below the row (H)'),
  copy: () => t('flamegraph.call-tree.copy', 'Copy the heaviest stack'),
  copied: (count: number) =>
    t('flamegraph.call-tree.copied', '', {
      count,
      defaultValue_one: 'Copied {{count}} frame',
      defaultValue_other: 'Copied {{count}} frames',
    }),
  ofSelf: () => t('flamegraph.call-tree.of-self', 'Self'),
  ofSelfHelp: () =>
    t(
      'flamegraph.call-tree.of-self-help',
      'At the top what the function itself used; below, as much of it as this caller led to'
    ),
  rest: (count: number) =>
    t('flamegraph.call-tree.rest', '', {
      count,
      shown: countText(count),
      defaultValue_one: '{{shown}} smaller one',
      defaultValue_other: '{{shown}} smaller ones',
    }),
  help: () =>
    t(
      'flamegraph.call-tree.help',
      'Right opens a row, Left closes it or goes to its parent, Enter does either. H follows the heaviest, S shows callers and callees, C copies the name. The menu key opens the menu.'
    ),
};
