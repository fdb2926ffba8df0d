import { useEffect, useMemo, useState } from 'react';
import { likeliestLabel } from '../../query/namespace';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { type FoundNamespaces } from '../../pyroscope/namespaces';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Namespace, type SettledNamespace, type Subject } from '../../subject/subject';
import { withSubject } from '../../viewstate/changes';
import { labelsToTry, rememberedNamespaceLabel, rememberNamespaceLabel } from '../common/namespaceLabel';
import { type Steps } from '../common/useAddress';
import { valueOf, type Answer } from './answer';
import { choiceFor, readChoices, type NamespaceChoices } from './namespaceMemory';
import { namespacesQuestion } from './questions';
import { useAnswer, type Occasion } from './useAnswer';

interface NamespaceQuestion {
  subject: Subject;
  /** labels that may hold the namespace, most likely first */
  candidates: readonly string[];
  dataSource: PyroscopeDataSource | undefined;
  span: AbsoluteRange | undefined;
  occasion: Occasion;
}

export interface NamespaceState {
  /** undefined while it is not known, and where a person must choose */
  settled: SettledNamespace | undefined;
  /** the service's namespaces, where they had to be asked for; nothing is asked without them, or prod and staging would be merged in silence */
  answer: Answer<FoundNamespaces> | undefined;
  cancel(): void;
}

/** The namespace that a subject means. Only an undecided one asks the data source, and this browser's memory. */
export function useNamespace({ subject, candidates, dataSource, span, occasion }: NamespaceQuestion): NamespaceState {
  const { service, namespace } = subject;
  const uid = dataSource?.uid;
  const [choices] = useState(readChoices);
  const remembered = uid === undefined ? undefined : rememberedNamespaceLabel(uid, candidates);
  const labels = useMemo(
    // No profile may have the label that a link names: then the others say whether there is something to choose.
    () => labelsToTry(namespace.label ?? remembered, candidates),
    [namespace.label, remembered, candidates]
  );
  const asks = namespace.kind === 'undecided' && service !== undefined;
  const { answer, cancel } = useAnswer(
    asks && dataSource && span ? namespacesQuestion(dataSource, { service, labels, span }) : undefined,
    occasion
  );
  if (!asks) {
    // A name that the remembered label lacks is looked for in the others; having none is an answer by any label, so
    // that a link must mean the same one everywhere.
    const likely = namespace.kind === 'value' ? remembered : undefined;
    const label = likeliestLabel({ label: namespace.label, remembered: likely }, candidates);
    return { settled: settledAs(namespace, label), answer: undefined, cancel };
  }
  const found = valueOf(answer);
  const settled = found && uid !== undefined ? settle(found, choiceFor(choices, uid, service)) : undefined;
  return { settled, answer, cancel };
}

/** With the label that holds it; undefined where nothing is decided. */
function settledAs(namespace: Namespace, label: string): SettledNamespace | undefined {
  switch (namespace.kind) {
    case 'undecided':
      return undefined;
    case 'any':
      return { kind: 'any' };
    default:
      return { ...namespace, label: namespace.label ?? label };
  }
}

/** The only one that there is, else the one chosen last time, else none: a person must say. */
export function settle(
  { label, names, without }: FoundNamespaces,
  chosen: NamespaceChoices[number]['namespace'] | Namespace | undefined
): SettledNamespace | undefined {
  if (label === undefined) {
    return { kind: 'any' };
  }
  if (names.length === 1 && !without) {
    return { kind: 'value', value: names[0], label };
  }
  const there =
    chosen?.kind === 'any' ||
    (chosen?.label === label &&
      ((chosen.kind === 'none' && without) || (chosen.kind === 'value' && names.includes(chosen.value))));
  return chosen && there ? settledAs(chosen, label) : undefined;
}

/**
 * What was found out or remembered goes into the address, with the label where that is not the usual one: another
 * person's memory may hold another label, and the link must open the same picture there.
 */
export function useLinkedNamespace(
  { state, go }: Steps,
  { settled, answer }: Pick<NamespaceState, 'settled' | 'answer'>,
  { dataSource, usualLabel }: { dataSource: string | undefined; usualLabel: string | undefined }
) {
  const { namespace } = state.subject;
  const label = settled && settled.kind !== 'any' ? settled.label : undefined;
  // A service without any namespace is shown whole, and its link stays silent: it may get one.
  const linked =
    settled === undefined || (answer !== undefined && valueOf(answer)?.label === undefined)
      ? undefined
      : JSON.stringify(label === usualLabel ? { ...settled, label: undefined } : settled);
  const missing =
    linked !== undefined &&
    (namespace.kind === 'undecided' ||
      (namespace.kind !== 'any' && namespace.label === undefined && label !== usualLabel));
  useEffect(() => {
    if (!missing) {
      return;
    }
    if (label !== undefined && dataSource !== undefined) {
      rememberNamespaceLabel(dataSource, label);
    }
    go((now) => withSubject(now, { namespace: JSON.parse(linked) as Namespace }), 'replace');
  }, [missing, linked, label, dataSource, go]);
}
