import { countText, t } from '../../i18n';

/** The tooltip, which is also the context menu's head. */
export const tooltipTexts = {
  total: () => t('flamegraph.tooltip.total', 'Total'),
  self: () => t('flamegraph.tooltip.self', 'Self'),
  atMost: () => t('flamegraph.tooltip.at-most', 'At most'),
  ofWhole: (share: string) => t('flamegraph.tooltip.of-whole', '{{share}} of the whole', { share }),
  ofShown: (share: string, name: string) => t('flamegraph.tooltip.of-shown', '{{share}} of {{name}}', { share, name }),
  group: (count: number) =>
    t('flamegraph.tooltip.group', '', {
      count,
      defaultValue_one: '{{count}} more frame in this group',
      defaultValue_other: '{{count}} more frames in this group',
    }),
  groupSelf: (value: string) => t('flamegraph.tooltip.group-self', 'Self of the group: {{value}}', { value }),
  notLoaded: () => t('flamegraph.tooltip.not-loaded', 'Not loaded, or a function named other'),
  notLoadedShort: () => t('flamegraph.tooltip.not-loaded-short', 'not loaded'),
  strip: (count: number) =>
    t('flamegraph.tooltip.strip', '', {
      count,
      shown: countText(count),
      defaultValue_one: '{{shown}} frame too small to draw',
      defaultValue_other: '{{shown}} frames too small to draw',
    }),
  stripOf: () => t('flamegraph.tooltip.strip-of', 'Frames too small to draw'),
  stripHint: () => t('flamegraph.tooltip.strip-hint', 'Click to zoom in'),
};

export const menuTexts = {
  focus: () => t('flamegraph.menu.focus', 'Focus'),
  showWhole: () => t('flamegraph.menu.show-whole', 'Show the whole'),
  zoomIn: () => t('flamegraph.menu.zoom-in', 'Zoom in'),
  highlight: () => t('flamegraph.menu.highlight', 'Highlight'),
  removeHighlight: () => t('flamegraph.menu.remove-highlight', 'Remove highlight'),
  leaveSandwich: () => t('flamegraph.row-menu.leave-sandwich', 'Leave callers and callees'),
  sandwich: () => t('flamegraph.row-menu.sandwich', 'Show callers and callees'),
  lines: () => t('flamegraph.menu.lines', 'Source lines'),
  overTime: () => t('flamegraph.row-menu.over-time', 'Show over time'),
  copy: () => t('flamegraph.menu.copy', 'Copy name'),
  expandGroup: () => t('flamegraph.menu.expand-group', 'Expand group'),
  hidden: (count: number) =>
    t('flamegraph.menu.hidden', '', {
      count,
      defaultValue_one: '{{count}} more frame',
      defaultValue_other: '{{count}} more frames',
    }),
  collapseGroup: () => t('flamegraph.menu.collapse-group', 'Collapse group'),
  expandAll: () => t('flamegraph.menu.expand-all', 'Expand all groups'),
  collapseAll: () => t('flamegraph.menu.collapse-all', 'Collapse all groups'),
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
  copied: (name: string) => t('flamegraph.tree.copied', 'Copied {{name}}', { name }),
  notCopied: () => t('flamegraph.tree.not-copied', 'Could not copy'),
};
