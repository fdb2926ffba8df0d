/**
 * Labels that may hold the namespace, most likely first. `namespace` is a cluster's, `service_namespace` is
 * OpenTelemetry's; they are different things and never merged.
 */
export const NAMESPACE_LABELS: readonly string[] = [
  'namespace',
  'service_namespace',
  'service.namespace',
  'k8s_namespace_name',
  'k8s.namespace.name',
];

/** What is known of the namespace before and after asking the data source. */
export interface NamespaceQuestion {
  /** the link's namespace */
  namespace?: string;
  /** the link's label: always taken at its word */
  label?: string;
  /** candidates, most likely first */
  candidates: readonly string[];
  /** the values that each label has among the service's profiles; labels without any may be missing */
  values: ReadonlyMap<string, readonly string[]>;
}

export type NamespaceAnswer =
  /** no profile of the service has any of the labels */
  | { kind: 'none' }
  /** the one asked for, or the only one */
  | { kind: 'chosen'; label: string; namespace: string }
  /** several and none asked for: a person must choose, or prod and staging would be merged in silence */
  | { kind: 'several'; label: string; namespaces: readonly string[] }
  /** not in the namespace asked for, but in these */
  | { kind: 'elsewhere'; label: string; namespaces: readonly string[] };

/** What to query with before anything was asked: the link's label, else what worked last time, else the likeliest. */
export function likeliestLabel(known: { label?: string; remembered?: string }, candidates: readonly string[]): string {
  return known.label ?? known.remembered ?? candidates[0] ?? NAMESPACE_LABELS[0];
}

/**
 * The candidates worth asking for values: those among the label names, and those with dots or other signs, which
 * Pyroscope leaves out of label names.
 */
export function labelsToAsk(labelNames: readonly string[], candidates: readonly string[]): string[] {
  return candidates.filter((label) => labelNames.includes(label) || !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label));
}

/**
 * Which label holds the service's namespace and which namespace is meant, judged by the labels' values. Without a
 * label in the link, the first candidate that has the wanted namespace wins, else the first that has any.
 */
export function decideNamespace({ namespace, label, candidates, values }: NamespaceQuestion): NamespaceAnswer {
  const labels = label === undefined ? candidates : [label];
  const valuesOf = (name: string) => (values.get(name) ?? []).filter((value) => value !== '');
  if (namespace !== undefined) {
    const holder = labels.find((name) => valuesOf(name).includes(namespace));
    if (holder !== undefined) {
      return { kind: 'chosen', label: holder, namespace };
    }
  }
  const first = labels.find((name) => valuesOf(name).length > 0);
  if (first === undefined) {
    return { kind: 'none' };
  }
  const namespaces = valuesOf(first);
  if (namespace !== undefined) {
    return { kind: 'elsewhere', label: first, namespaces };
  }
  return namespaces.length === 1
    ? { kind: 'chosen', label: first, namespace: namespaces[0] }
    : { kind: 'several', label: first, namespaces };
}
