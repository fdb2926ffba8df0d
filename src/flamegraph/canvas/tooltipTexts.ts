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
