/** What runs a service and sends its profiles. */
export type InstanceKind = 'pod' | 'instance' | 'host' | 'container';

/** Labels that name the instance a profile comes from, most telling first, and what such an instance is. */
const KINDS: ReadonlyMap<string, InstanceKind> = new Map([
  ['pod', 'pod'],
  ['k8s.pod.name', 'pod'],
  ['k8s_pod_name', 'pod'],
  ['pod_name', 'pod'],
  ['instance', 'instance'],
  ['service.instance.id', 'instance'],
  ['service_instance_id', 'instance'],
  ['hostname', 'host'],
  ['host', 'host'],
  ['host.name', 'host'],
  ['host_name', 'host'],
  ['container', 'container'],
  ['container.id', 'container'],
  ['container_id', 'container'],
]);

/** To group series by: labels that no profile has are left out by the server, so all can be asked for at once. */
export const INSTANCE_LABELS: readonly string[] = [...KINDS.keys()];

export interface InstanceCount {
  kind: InstanceKind;
  /** the label that was counted */
  label: string;
  count: number;
}

/**
 * How many instances there are, by the first of the labels that any series has.
 * @param labelSets of series grouped by `INSTANCE_LABELS`
 */
export function countInstances(labelSets: ReadonlyArray<Readonly<Record<string, string>>>): InstanceCount | undefined {
  for (const [label, kind] of KINDS) {
    const values = new Set(labelSets.flatMap((labels) => (labels[label] ? [labels[label]] : [])));
    if (values.size > 0) {
      return { kind, label, count: values.size };
    }
  }
  return undefined;
}
