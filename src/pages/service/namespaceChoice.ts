import { type SettledNamespace } from '../../subject/subject';
import { withSubject } from '../../viewstate/changes';
import { unsaidLabel } from '../common/namespaceLabel';
import { rememberChoice } from './namespaceMemory';
import { type Tab } from './useTab';

/** What a person can choose where a service has namespaces: each of them, what is in none, and all together. */
export function namespaceOptions(found: {
  label: string;
  names: readonly string[];
  without: boolean;
}): SettledNamespace[] {
  const { label, names, without } = found;
  return [
    ...names.map((value): SettledNamespace => ({ kind: 'value', value, label })),
    ...(without ? [{ kind: 'none', label } as const] : []),
    { kind: 'any' },
  ];
}

/** Goes there, with the label in the link where one without it would be read otherwise, and remembers the choice for links that are silent. */
export function chooseNamespace({ address, chosen, settings }: Tab, namespace: SettledNamespace) {
  const { service } = address.state.subject;
  const uid = chosen.choice.kind === 'chosen' ? chosen.choice.dataSource.uid : undefined;
  if (uid !== undefined && service !== undefined) {
    rememberChoice(uid, service, namespace);
  }
  const { label, ...unnamed } = { label: undefined, ...namespace };
  const named = label === undefined || label === unsaidLabel(uid, settings.namespaceLabels) ? unnamed : namespace;
  address.go((state) => withSubject(state, { namespace: named }));
}
