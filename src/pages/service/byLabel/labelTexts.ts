import { t } from '../../../i18n';
import { visibleValue } from '../../common/visibleValue';

/** How the parts of a picture by a label are called. */
export const labelTexts = {
  /** "region = eu", "(without region)" */
  value: (label: string, value: string) =>
    value === '' ? t('labels.none', '(without {{label}})', { label }) : `${label} = ${visibleValue(value)}`,
  others: (label: string) => t('by-label.others', 'other values of {{label}}', { label }),
};
