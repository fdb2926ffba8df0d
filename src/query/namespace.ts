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

/** What to query with before anything was asked: the link's label, else what worked last time, else the likeliest. */
export function likeliestLabel(known: { label?: string; remembered?: string }, candidates: readonly string[]): string {
  return known.label ?? known.remembered ?? candidates[0] ?? NAMESPACE_LABELS[0];
}
