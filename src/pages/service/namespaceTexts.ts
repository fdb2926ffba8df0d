import { t } from '../../i18n';
import { type SettledNamespace } from '../../subject/subject';
import { visibleValue } from '../common/visibleValue';

export function nameOfNamespace(namespace: SettledNamespace): string {
  switch (namespace.kind) {
    case 'value':
      return visibleValue(namespace.value);
    case 'none':
      return t('namespace.none', 'No namespace');
    case 'any':
      return t('namespace.any', 'All namespaces');
  }
}

/** Why namespaces may be missing. */
export function textOfFailed(label: string, words: string): string {
  return t('namespace.failed', 'Could not ask for the label {{label}}: {{words}}', { label, words });
}
