import { t } from '../../i18n';

/** What stands before the numbers of both sides: apart from the changes' own texts, which the first picture needs. */
export const headTexts = {
  before: () => t('flamegraph.change.before', 'Before'),
  after: () => t('flamegraph.change.after', 'After'),
  change: () => t('flamegraph.change.change', 'Change'),
  verdict: () => t('flamegraph.change.verdict', 'How sure'),
};
