import { countText, t } from '../../i18n';

export const exportTexts = {
  export: () => t('flamegraph.export.label', 'Export'),
  forTools: () => t('flamegraph.export.for-tools', 'For other tools'),
  pprof: () => t('flamegraph.export.pprof', 'pprof'),
  folded: () => t('flamegraph.export.folded', 'Folded stacks'),
  speedscope: () => t('flamegraph.export.speedscope', 'speedscope'),
  csv: () => t('flamegraph.export.csv', 'Table as CSV'),
  json: () => t('flamegraph.export.json', 'JSON'),
  pictures: () => t('flamegraph.export.pictures', 'Pictures'),
  svg: () => t('flamegraph.export.svg', 'SVG'),
  png: () => t('flamegraph.export.png', 'PNG'),
  text: () => t('flamegraph.export.text', 'Text'),
  markdown: () => t('flamegraph.export.markdown', 'Copy as Markdown'),
  plain: () => t('flamegraph.export.plain', 'Copy as plain text'),
  copied: () => t('flamegraph.export.copied', 'Copied'),
  notCopied: () => t('flamegraph.export.not-copied', 'Could not copy'),
  failed: () => t('flamegraph.export.failed', 'Could not export'),
  tooLarge: () => t('flamegraph.export.too-large', 'Too large for this format'),
  cancel: () => t('flamegraph.export.cancel', 'Cancel'),
  retry: () => t('flamegraph.export.retry', 'Try again'),
  linesGone: () =>
    t('flamegraph.export.lines-gone', 'Saved without source lines: a part of the page could not be loaded'),
  reload: () => t('flamegraph.export.reload', 'Reload the page'),
  dismiss: () => t('flamegraph.export.dismiss', 'Dismiss'),
  cut: (rows: number, allRows: number) =>
    t('flamegraph.export.cut', 'Cut: {{rows}} of {{all}} rows', {
      rows: countText(rows),
      all: countText(allRows),
    }),
};
