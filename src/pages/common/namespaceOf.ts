import { type Service } from '../../pyroscope/services';
import { type Namespace } from '../../subject/subject';

/**
 * The namespace that a row of the services list means. The usual label is asked for without being named.
 * @param label that holds the namespaces of the list; undefined: nothing is known of them
 */
export function namespaceOf({ namespace }: Service, label: string | undefined, usualLabel: string): Namespace {
  if (label === undefined) {
    return { kind: 'undecided' };
  }
  const named = label === usualLabel ? {} : { label };
  return namespace === undefined ? { kind: 'none', ...named } : { kind: 'value', value: namespace, ...named };
}
