import { t } from '../../i18n';
import type { TransformKind } from '../../profile/transforms/transforms';

/** Transforms: their menu, their chips and the line that these stand in. */
export const transformTexts = {
  bar: () => t('flamegraph.transform.bar', 'Transforms'),
  /** A chip's kind. */
  kind: (kind: TransformKind, ofAll: boolean) =>
    ({
      keep: t('flamegraph.transform.kind-keep', 'only with'),
      hide: t('flamegraph.transform.kind-hide', 'without'),
      merge: t('flamegraph.transform.kind-merge', 'merged'),
      'drop-above': t('flamegraph.transform.kind-drop-above', 'from'),
      'drop-below': t('flamegraph.transform.kind-drop-below', 'down to'),
      flatten: ofAll
        ? t('flamegraph.transform.kind-flatten-all', 'recursion flattened')
        : t('flamegraph.transform.kind-flatten', 'flattened'),
      packages: t('flamegraph.transform.kind-packages', 'by package'),
      own: t('flamegraph.transform.kind-own', 'only own code'),
    })[kind],
  keep: () => t('flamegraph.transform.keep', 'Keep only stacks with it'),
  hide: () => t('flamegraph.transform.hide', 'Hide stacks with it'),
  merge: () => t('flamegraph.transform.merge', 'Merge into caller'),
  dropAbove: () => t('flamegraph.transform.drop-above', 'Drop what is above'),
  dropBelow: () => t('flamegraph.transform.drop-below', 'Drop what is below'),
  flatten: () => t('flamegraph.transform.flatten', 'Flatten its recursion'),
  flattenAll: () => t('flamegraph.transform.flatten-all', 'Flatten all recursion'),
  packages: () => t('flamegraph.transform.packages', 'Group by package'),
  own: () => t('flamegraph.transform.own', 'Only own code'),
  keepMatches: (text: string) =>
    t('flamegraph.transform.keep-matches', 'Keep only stacks that match “{{text}}”', { text }),
  hideMatches: (text: string) => t('flamegraph.transform.hide-matches', 'Hide stacks that match “{{text}}”', { text }),
  mergeMatches: (text: string) =>
    t('flamegraph.transform.merge-matches', 'Merge what matches “{{text}}” into callers', { text }),
  remove: (name: string) => t('flamegraph.transform.remove', 'Remove: {{name}}', { name }),
  earlier: (name: string) => t('flamegraph.transform.earlier', 'Apply earlier: {{name}}', { name }),
  onOff: () => t('flamegraph.transform.on-off', 'On or off'),
  undo: () => t('flamegraph.transform.undo', 'Undo'),
  undoKeys: () => t('flamegraph.transform.undo-keys', 'Ctrl+Z'),
  removeAll: () => t('flamegraph.transform.remove-all', 'Remove all'),
  left: (share: string, value: string, whole: string) =>
    t('flamegraph.transform.left', '{{share}} left: {{value}} of {{whole}}', { share, value, whole }),
  leftOfLoaded: (share: string, value: string, whole: string, cut: string) =>
    t('flamegraph.transform.left-cut', '{{share}} left: {{value}} of {{whole}}, as far as loaded ({{cut}} is not)', {
      share,
      value,
      whole,
      cut,
    }),
  nothingLeft: () => t('flamegraph.transform.nothing-left', 'The transforms leave nothing of this profile'),
  missing: () => t('flamegraph.transform.missing', 'not in this profile'),
};
