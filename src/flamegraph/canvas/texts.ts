import { t } from '../../i18n';

/** What the server cut. */
export const notLoadedTexts = {
  notLoaded: () => t('flamegraph.tooltip.not-loaded', 'Not loaded, or a function named other'),
  notLoadedShort: () => t('flamegraph.tooltip.not-loaded-short', 'not loaded'),
};

/** A frame as it is read; without `self` where a frame has none to speak of. */
export interface SpokenItem {
  readonly name: string;
  readonly share: string;
  readonly self: string | undefined;
  readonly position: number;
  readonly setSize: number;
}

/** What assistive technology reads. */
export const treeTexts = {
  item: ({ self, ...item }: SpokenItem) =>
    self === undefined
      ? t('flamegraph.tree.caller', '{{name}}, {{share}} of total, child {{position}} of {{setSize}}', item)
      : t('flamegraph.tree.item', '{{name}}, {{share}} of total, self {{self}}, child {{position}} of {{setSize}}', {
          ...item,
          self,
        }),
  changed: (item: { name: string; change: string; position: number; setSize: number }) =>
    t('flamegraph.tree.changed', '{{name}}, {{change}}, child {{position}} of {{setSize}}', item),
  root: (name: string, share: string) => t('flamegraph.tree.root', '{{name}}, {{share}} of total', { name, share }),
  group: (count: number) =>
    t('flamegraph.tree.group', '', {
      count,
      defaultValue_one: 'group with {{count}} more frame',
      defaultValue_other: 'group with {{count}} more frames',
    }),
  focused: (name: string, share: string) =>
    t('flamegraph.tree.focused', 'Focused {{name}}, {{share}} of total', { name, share }),
  whole: () => t('flamegraph.tree.whole', 'Showing the whole'),
  zoomed: () => t('flamegraph.tree.zoomed', 'Zoomed in'),
  groupExpanded: () => t('flamegraph.tree.group-expanded', 'Group expanded'),
  groupCollapsed: () => t('flamegraph.tree.group-collapsed', 'Group collapsed'),
  allExpanded: () => t('flamegraph.tree.all-expanded', 'All groups expanded'),
  allCollapsed: () => t('flamegraph.tree.all-collapsed', 'All groups collapsed'),
};
