import { t } from '../../i18n';

/** What the symbol table says. */
export const tableTexts = {
  label: () => t('flamegraph.table.label', 'Symbols'),
  symbol: () => t('flamegraph.table.symbol', 'Symbol'),
  self: () => t('flamegraph.table.self', 'Self'),
  selfHelp: () => t('flamegraph.table.self-help', 'What the function itself used, without the functions it called'),
  total: () => t('flamegraph.table.total', 'Total'),
  totalHelp: () =>
    t('flamegraph.table.total-help', 'What the function and all it called used; recursion is counted once'),
  own: () => t('flamegraph.own.column', 'Own'),
  ownHelp: () =>
    t(
      'flamegraph.own.column-help',
      'Own code only: what the function used itself, and what libraries and the runtime used on its behalf'
    ),
  notLoaded: () => t('flamegraph.table.not-loaded', 'Not loaded, or a function named other'),
  lowerBounds: () =>
    t(
      'flamegraph.table.lower-bounds',
      'The smallest frames were not loaded. They may belong to any symbol, so every number marked ≥ is at least what it says.'
    ),
  lowerBoundsLabel: () => t('flamegraph.table.lower-bounds-label', 'Why numbers are marked ≥'),
  noMatch: () => t('flamegraph.table.no-match', 'No symbol matches'),
  highlight: (name: string) => t('flamegraph.table.highlight', 'Highlight {{name}}', { name }),
  sandwich: (name: string) => t('flamegraph.table.sandwich', 'Callers and callees of {{name}}', { name }),
  menu: (name: string) => t('flamegraph.table.menu', 'More about {{name}}', { name }),
};

/** The toolbar: search, chips, layout, view menu. */
export const toolbarTexts = {
  search: () => t('flamegraph.search.label', 'Search symbols'),
  regex: () => t('flamegraph.search.regex', 'Use a regular expression'),
  clear: () => t('flamegraph.search.clear', 'Clear search'),
  running: () => t('flamegraph.search.running', 'Searching…'),
  atMatch: (index: number, total: number, name: string) =>
    t('flamegraph.search.at-match', 'Match {{index}} of {{total}}: {{name}}', { index, total, name }),
  layout: () => t('flamegraph.layout.label', 'Layout'),
  layoutTable: () => t('flamegraph.layout.table', 'Table'),
  layoutBoth: () => t('flamegraph.layout.both', 'Both'),
  layoutGraph: () => t('flamegraph.layout.graph', 'Graph'),
  layoutTree: () => t('flamegraph.layout.tree', 'Call tree'),
  view: () => t('flamegraph.view.label', 'View'),
  expandAll: () => t('flamegraph.view.expand-all', 'Expand all groups'),
  collapseAll: () => t('flamegraph.view.collapse-all', 'Collapse all groups'),
};

/** The panes and what lies between them. */
export const paneTexts = {
  view: () => t('flamegraph.pane.view', 'Profile'),
  graph: () => t('flamegraph.pane.graph', 'Flame graph'),
  callers: (name: string) => t('flamegraph.pane.callers', 'Callers of {{name}}', { name }),
  callees: (name: string) => t('flamegraph.pane.callees', 'Callees of {{name}}', { name }),
  divider: () => t('flamegraph.pane.divider', 'Width of the table'),
  dividerStacked: () => t('flamegraph.pane.divider-stacked', 'Height of the table'),
  total: (value: string) => t('flamegraph.pane.total', 'total {{value}}', { value }),
  notLoaded: (share: string) => t('flamegraph.pane.not-loaded', '{{share}} not loaded', { share }),
  rounded: () => t('flamegraph.pane.rounded', 'rounded'),
  roundedHelp: () =>
    t('flamegraph.pane.rounded-help', 'Values above 2^53 lose their last digits: sums may differ there by a little.'),
  noData: () => t('flamegraph.pane.no-data', 'No data'),
  transform: () => t('flamegraph.pane.transform', 'Transform'),
  noFrames: () => t('flamegraph.pane.no-frames', 'Samples without frames'),
  noValue: () => t('flamegraph.pane.no-value', 'The value of this frame is 0'),
  noChange: () => t('flamegraph.pane.no-change', 'Nothing changed here, so nothing is drawn'),
};
