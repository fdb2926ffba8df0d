import { t } from '../../../i18n';
import { formatValue } from '../../../values';

export const linesTexts = {
  title: (name: string) => t('lines.title', 'Source lines of {{name}}', { name }),
  loading: () => t('lines.loading', 'Loading source lines…'),
  loadingBytes: (bytes: number) =>
    t('lines.loading-bytes', 'Loading source lines, {{bytes}} so far', { bytes: formatValue(bytes, 'bytes') }),
  failed: (reason: string | undefined) =>
    reason === undefined
      ? t('lines.failed', 'Source lines could not be loaded')
      : t('lines.failed-because', 'Source lines are not known: {{reason}}', { reason }),
  ofAllStacks: () => t('lines.of-all-stacks', 'Of all stacks: transforms are not applied to these source lines.'),
  ofSpan: () => t('lines.of-span', 'The server tells no source lines of a span.'),
  exportedWithout: (reason: string | undefined) =>
    reason === undefined
      ? t('lines.exported-without', 'Saved without source lines')
      : t('lines.exported-without-because', 'Saved without source lines: {{reason}}', { reason }),
  retry: () => t('lines.retry', 'Try again'),
  none: () =>
    t(
      'lines.none',
      'The profile has no source lines of this function: its profiler does not send them, or it was built without.'
    ),
  noneLeft: () => t('lines.none-left', 'Transforms leave nothing of this function.'),
  lowerBounds: (share: string) => t('lines.lower-bounds', 'lower bounds, {{share}} not loaded', { share }),
  chooseFolder: () => t('lines.choose-folder', 'Show text from a folder'),
  folderHelp: () =>
    t('lines.folder-help', 'Choose or drop a checkout of the source. It is read in this browser and sent nowhere.'),
  folder: (name: string, count: number) =>
    t('lines.folder', '', {
      name,
      count,
      defaultValue_one: '{{name}}: {{count}} file, read in this browser only',
      defaultValue_other: '{{name}}: {{count}} files, read in this browser only',
    }),
  folderFailed: () => t('lines.folder-failed', 'The folder could not be read.'),
  forgetFolder: () => t('lines.forget-folder', 'Forget'),
  notInFolder: (name: string) =>
    t('lines.not-in-folder', 'No file in {{name}} matches this one, or several do.', { name }),
  otherText: (path: string) => t('lines.other-text', '{{path}} has no such lines: it is another version.', { path }),
  textOf: (path: string) => t('lines.text-of', 'Text of {{path}}', { path }),
  builds: (builds: number) => t('lines.builds', 'Lines of {{builds}} builds are added up here. Show one:', { builds }),
  open: (place: string) => t('lines.open', 'Open {{place}}', { place }),
  unsure: (what: 'version' | 'path') =>
    what === 'version'
      ? t('lines.unsure-version', 'The newest version: which one was profiled is not known')
      : t('lines.unsure-path', 'Where the file is in the repository is a guess'),
  self: (value: string) => t('lines.of-self', 'self {{value}}', { value }),
  total: (value: string) => t('lines.of-total', 'total {{value}}', { value }),
  lines: (count: number) =>
    t('lines.count', '', { count, defaultValue_one: '{{count}} line', defaultValue_other: '{{count}} lines' }),
  table: (file: string) => t('lines.table', 'Lines of {{file}}', { file }),
  unknownFile: () => t('lines.unknown-file', 'unknown file'),
  line: () => t('lines.line', 'Line'),
  selfColumn: () => t('lines.self', 'Self'),
  totalColumn: () => t('lines.total', 'Total'),
  bar: () => t('lines.bar', 'Share of the function'),
  details: () => t('lines.details', 'Inlined here, and callers'),
  unknownLine: () => t('lines.unknown-line', 'unknown'),
  inlined: (names: string) => t('lines.inlined', 'inlined: {{names}}', { names }),
  into: () => t('lines.into', 'inlined there'),
  callers: (count: number) =>
    t('lines.callers', '', { count, defaultValue_one: '{{count}} caller', defaultValue_other: '{{count}} callers' }),
  callersOf: (line: string) => t('lines.callers-of', 'Callers of line {{line}}', { line }),
  more: (count: number) =>
    t('lines.more', '', {
      count,
      defaultValue_one: '{{count}} smaller line is not listed',
      defaultValue_other: '{{count}} smaller lines are not listed',
    }),
};
