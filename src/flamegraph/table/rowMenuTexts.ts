import { t } from '../../i18n';

/** Items of a row's menu. */
export const rowMenuTexts = {
  highlight: () => t('flamegraph.row-menu.highlight', 'Highlight'),
  sandwich: () => t('flamegraph.row-menu.sandwich', 'Show callers and callees'),
  leaveSandwich: () => t('flamegraph.row-menu.leave-sandwich', 'Leave callers and callees'),
  overTime: () => t('flamegraph.row-menu.over-time', 'Show over time'),
  copy: () => t('flamegraph.row-menu.copy', 'Copy name'),
  find: () => t('flamegraph.row-menu.find', 'Find in search'),
};
