import { t } from '../../i18n';

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
