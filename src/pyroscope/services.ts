import { type PyroscopeDataSource } from './dataSources';
import { isNotAllowed } from './errors';
import { fetchLabelValues } from './labels';
import { inParts } from './parts';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';

/** A service of one namespace and what it sends. */
export interface Service {
  name: string;
  /** undefined: its profiles carry none of the namespace labels, or only names are known */
  namespace: string | undefined;
  /** the label that holds it, where that is not the list's: the service's profiles carry another one only */
  label?: string;
  /** profile type ids, sorted; undefined: not known, because only one call through the proxy could say it */
  types: string[] | undefined;
}

export interface ServiceList {
  services: Service[];
  /** the first label of those asked for that any profile carries; undefined when none carries any of them */
  namespaceLabel: string | undefined;
  /** the data source proxy is refused: which namespaces and types a service has is found out when it is opened */
  namesOnly: boolean;
}

interface SeriesAnswer {
  labelsSet?: Array<{ labels?: Array<{ name: string; value: string }> }>;
}

/**
 * All services with their namespaces and types: one call through the proxy, or, only where that is not allowed, their
 * names alone, in one call too.
 * @param namespaceLabels candidates, most likely first; for each service the first that any of its profiles carries, as where
 *   its namespaces alone are asked for, or its namespaces would be one
 */
export async function fetchServices(
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  namespaceLabels: string[],
  signal?: AbortSignal
): Promise<ServiceList> {
  try {
    const labelNames = ['service_name', '__profile_type__', ...namespaceLabels];
    const ask = async ({ from, to }: AbsoluteRange, stop?: AbortSignal) => {
      const body = { start: from, end: to, labelNames, matchers: [] };
      return (await callQuerier<SeriesAnswer>(dataSource.uid, 'Series', body, stop)).labelsSet ?? [];
    };
    const labelsSet = await inParts(dataSource.uid, range, ask, (by) => by.lists, { signal });
    return fromSeries({ labelsSet }, namespaceLabels);
  } catch (error) {
    if (isNotAllowed(error)) {
      return fetchNames(dataSource, range, signal);
    }
    throw error;
  }
}

export function fromSeries(answer: SeriesAnswer, namespaceLabels: string[]): ServiceList {
  const sets = (answer.labelsSet ?? []).map(
    ({ labels }) => new Map((labels ?? []).map(({ name, value }) => [name, value]))
  );
  const namespaceLabel = namespaceLabels.find((label) => sets.some((set) => set.get(label)));
  const labelOf = new Map<string | undefined, string>();
  for (const label of [...namespaceLabels].reverse()) {
    sets.filter((set) => set.get(label)).forEach((set) => labelOf.set(set.get('service_name'), label));
  }
  const types = new Map<string, Omit<Service, 'types'> & { types: Set<string> }>();
  for (const set of sets) {
    const name = set.get('service_name');
    if (!name) {
      continue;
    }
    const label = labelOf.get(name) ?? namespaceLabel;
    const namespace = (label && set.get(label)) || undefined;
    const key = JSON.stringify([name, namespace]);
    const entry = types.get(key) ?? {
      name,
      namespace,
      ...(label !== namespaceLabel && { label }),
      types: new Set<string>(),
    };
    const type = set.get('__profile_type__');
    if (type) {
      entry.types.add(type);
    }
    types.set(key, entry);
  }
  const services = [...types.values()].map((entry) => ({ ...entry, types: [...entry.types].sort() }));
  return { services: services.sort(byName), namespaceLabel, namesOnly: false };
}

async function fetchNames(
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<ServiceList> {
  const names = await fetchLabelValues(dataSource, 'service_name', '{}', range, signal);
  const services = names.map((name) => ({ name, namespace: undefined, types: undefined })).sort(byName);
  return { services, namespaceLabel: undefined, namesOnly: true };
}

function byName(a: Service, b: Service): number {
  return a.name.localeCompare(b.name) || (a.namespace ?? '').localeCompare(b.namespace ?? '');
}
