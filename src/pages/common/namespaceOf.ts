import { type Service } from '../../pyroscope/services';
import { type Namespace } from '../../subject/subject';

/**
 * The namespace that a row of the services list means.
 * @param usual the label that holds the namespaces of the list; undefined: nothing is known of them
 * @param unsaid the label that is not named: `unsaidLabel`
 */
export function namespaceOf(
  { namespace, label: own }: Service,
  usual: string | undefined,
  unsaid: string | undefined
): Namespace {
  const label = own ?? usual;
  if (label === undefined) {
    return { kind: 'undecided' };
  }
  const named = label === unsaid ? {} : { label };
  return namespace === undefined ? { kind: 'none', ...named } : { kind: 'value', value: namespace, ...named };
}
