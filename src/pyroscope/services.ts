import { buildSelector } from '../query/selector';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { fetchLabelValues } from './labels';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';

/** A service of one namespace and what it sends. */
export interface Service {
  name: string;
  /** undefined: its profiles carry none of the namespace labels */
  namespace: string | undefined;
  /** profile type ids, sorted; undefined: not known, because only one call through the proxy could say it */
  types: string[] | undefined;
}

export interface ServiceList {
  services: Service[];
  /** the label that holds the namespaces, of those asked for; undefined when no profile carries any of them */
  namespaceLabel: string | undefined;
}

interface SeriesAnswer {
  labelsSet?: Array<{ labels?: Array<{ name: string; value: string }> }>;
}

/**
 * All services with their namespaces and types: one call through the proxy, or, where that is refused, label values
 * (then the types stay unknown).
 * @param namespaceLabels candidates, most likely first; the first that any profile carries is used for all services
 */
export async function fetchServices(
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  namespaceLabels: string[],
  signal?: AbortSignal
): Promise<ServiceList> {
  try {
    const labelNames = ['service_name', '__profile_type__', ...namespaceLabels];
    const body = { start: range.from, end: range.to, labelNames, matchers: [] };
    const answer = await callQuerier<SeriesAnswer>(dataSource.uid, 'Series', body, signal);
    return fromSeries(answer, namespaceLabels);
  } catch (error) {
    if (error instanceof DataSourceError && error.mayWorkWithoutProxy) {
      return servicesFromLabelValues(dataSource, range, namespaceLabels, signal);
    }
    throw error;
  }
}

export function fromSeries(answer: SeriesAnswer, namespaceLabels: string[]): ServiceList {
  const sets = (answer.labelsSet ?? []).map(
    ({ labels }) => new Map((labels ?? []).map(({ name, value }) => [name, value]))
  );
  const namespaceLabel = namespaceLabels.find((label) => sets.some((set) => set.get(label)));
  const types = new Map<string, { name: string; namespace: string | undefined; types: Set<string> }>();
  for (const set of sets) {
    const name = set.get('service_name');
    if (!name) {
      continue;
    }
    const namespace = (namespaceLabel && set.get(namespaceLabel)) || undefined;
    const key = JSON.stringify([name, namespace]);
    const entry = types.get(key) ?? { name, namespace, types: new Set<string>() };
    const type = set.get('__profile_type__');
    if (type) {
      entry.types.add(type);
    }
    types.set(key, entry);
  }
  const services = [...types.values()].map((entry) => ({ ...entry, types: [...entry.types].sort() }));
  return { services: services.sort(byName), namespaceLabel };
}

async function servicesFromLabelValues(
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  namespaceLabels: string[],
  signal?: AbortSignal
): Promise<ServiceList> {
  const names = await fetchLabelValues(dataSource, 'service_name', '{}', range, signal);
  for (const namespaceLabel of namespaceLabels) {
    const namespaces = await fetchLabelValues(dataSource, namespaceLabel, '{}', range, signal);
    if (namespaces.length > 0) {
      const services = await servicesByNamespace(dataSource, range, { namespaceLabel, namespaces, names }, signal);
      return { services, namespaceLabel };
    }
  }
  return {
    services: names.map((name) => ({ name, namespace: undefined, types: undefined })).sort(byName),
    namespaceLabel: undefined,
  };
}

async function servicesByNamespace(
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  known: { namespaceLabel: string; namespaces: string[]; names: string[] },
  signal?: AbortSignal
): Promise<Service[]> {
  const namesIn = (value: string) =>
    fetchLabelValues(
      dataSource,
      'service_name',
      buildSelector([{ name: known.namespaceLabel, op: '=', value }]),
      range,
      signal
    );
  const services: Service[] = [];
  for (const namespace of known.namespaces) {
    for (const name of await namesIn(namespace)) {
      services.push({ name, namespace, types: undefined });
    }
  }
  // A label that a profile lacks matches the empty string: the services without a namespace.
  for (const name of await namesIn('')) {
    services.push({ name, namespace: undefined, types: undefined });
  }
  return services.sort(byName);
}

function byName(a: Service, b: Service): number {
  return a.name.localeCompare(b.name) || (a.namespace ?? '').localeCompare(b.namespace ?? '');
}
