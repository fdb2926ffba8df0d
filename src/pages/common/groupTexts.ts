import { t } from '../../i18n';
import { type TypeGroup } from '../../query/catalogue';

/** What groups of types are called. */
export const groupTexts: Readonly<Record<TypeGroup, () => string>> = {
  cpu: () => t('types.group-cpu', 'CPU'),
  memory: () => t('types.group-memory', 'Memory'),
  block: () => t('types.group-block', 'Block'),
  mutex: () => t('types.group-mutex', 'Mutex and locks'),
  goroutine: () => t('types.group-goroutine', 'Goroutines'),
  other: () => t('types.group-other', 'Other'),
};
