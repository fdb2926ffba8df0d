import { type Service } from '../../pyroscope/services';
import { type Namespace } from '../../subject/subject';

/**
 * The namespace that a row of the services list means.
 * @param label that holds the namespaces of the list; undefined: nothing is known of them
 * @param unsaid the label that is not named: `unsaidLabel`
 */
export function namespaceOf({ namespace }: Service, label: string | undefined, unsaid: string | undefined): Namespace {
  if (label === undefined) {
    return { kind: 'undecided' };
  }
  const named = label === unsaid ? {} : { label };
  return namespace === undefined ? { kind: 'none', ...named } : { kind: 'value', value: namespace, ...named };
}
