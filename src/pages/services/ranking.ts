import { describeType } from '../../query/catalogue';
import { coursesOfRates, coursesOfSnapshots, numbersOf } from '../../query/numbers';
import { type Series } from '../../query/series';
import { abortError } from '../../pyroscope/abort';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { DataSourceError, isOfAll } from '../../pyroscope/errors';
import { type AbsoluteRange } from '../../pyroscope/query';
import { fetchSeries } from '../../pyroscope/series';
import { type Service } from '../../pyroscope/services';
import { createLimiter } from './limiter';
import { usageTypes, type Resource } from './usageTypes';

export type SortColumn = 'name' | Resource;

export interface ListSort {
  column: SortColumn;
  direction: 'asc' | 'desc';
}

/** For each profile type the services' averages; services are named by `keyOf`. */
export type Ranking = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface Ranked {
  /** by the types that were answered */
  ranking: Ranking;
  /** why there are no values of the other types */
  failed: ReadonlyMap<string, unknown>;
}

/** Services with the largest values only: the sort is for finding those. */
export const RANKED = 1_000;

/** What most services send, where the services' own types are not known. */
const LIKELY: Readonly<Record<Resource, readonly string[]>> = {
  cpu: ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', 'wall:cpu:nanoseconds:wall:nanoseconds'],
  // Not memory in use: types are unknown where the data source proxy is refused, and then snapshots cannot be counted.
  memory: ['memory:alloc_space:bytes:space:bytes'],
};

export const keyOf = ({ name, namespace }: Pick<Service, 'name' | 'namespace'>) =>
  JSON.stringify([name, namespace ?? '']);

/**
 * The types to rank services by, that of the most services first: each service by the type that its row shows. None is
 * left out, however few send it: they would stand behind all others, and be the largest.
 */
export function rankingTypes(resource: Resource, services: readonly Service[]): string[] {
  const counts = new Map<string, number>();
  for (const { types } of services) {
    const [first] = types === undefined ? LIKELY[resource] : usageTypes(resource, types);
    if (first !== undefined) {
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
  }
  const own = [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const guessed = services.some(({ types }) => types === undefined) ? LIKELY[resource] : [];
  return [...new Set([...own, ...guessed])];
}

interface RankingRequest {
  types: readonly string[];
  namespaceLabel: string | undefined;
  /** of services whose namespace another label holds */
  ownLabels?: ReadonlyMap<string, string>;
  range: AbsoluteRange;
  minStepMs: number;
}

/** A browser opens six connections to a server, and three of them are for rows. */
const TYPES_AT_ONCE = 2;

/**
 * The averages of all services: one query a type, grouped by service and namespace. To tell instances apart, or to count
 * the snapshots of steps that are longer than their interval, as a row does, would take series of all instances: there the
 * order is only near to that of the rows. A type that is not answered does not cost the order of the others.
 * @throws DataSourceError, where no type is answered or the connection is lost; AbortError
 */
export async function fetchRanking(
  dataSource: PyroscopeDataSource,
  { types, ...request }: RankingRequest,
  signal?: AbortSignal
): Promise<Ranked> {
  const limited = createLimiter(TYPES_AT_ONCE);
  let refused: unknown;
  const ask = async (id: string) => {
    if (refused !== undefined) {
      throw refused;
    }
    try {
      return await fetchAverages(dataSource, id, request, signal);
    } catch (failure) {
      refused = isOfAll(failure) ? failure : refused;
      throw failure;
    }
  };
  const answers = await Promise.allSettled(types.map((id) => limited(() => ask(id), signal)));
  if (signal?.aborted) {
    throw abortError();
  }
  const ranking = new Map<string, ReadonlyMap<string, number>>();
  const failed = new Map<string, unknown>();
  answers.forEach((answer, i) => {
    if (answer.status === 'fulfilled') {
      ranking.set(types[i], answer.value);
    } else {
      failed.set(types[i], answer.reason);
    }
  });
  const errors = [...failed.values()];
  // What failed for want of a connection is asked again by itself, but only as a whole.
  const fatal = errors.find(isOffline) ?? (ranking.size === 0 ? errors[0] : undefined);
  if (fatal !== undefined) {
    throw fatal;
  }
  return { ranking, failed };
}

const isOffline = (error: unknown) => error instanceof DataSourceError && error.offline;

/** The services' averages by one type; services are named by `keyOf`. */
async function fetchAverages(
  dataSource: PyroscopeDataSource,
  profileTypeId: string,
  request: Omit<RankingRequest, 'types'>,
  signal?: AbortSignal
): Promise<Map<string, number>> {
  const { namespaceLabel, ownLabels = new Map<string, string>(), range, minStepMs } = request;
  const labels = new Set([...(namespaceLabel === undefined ? [] : [namespaceLabel]), ...ownLabels.values()]);
  const groupBy = ['service_name', ...labels];
  const answer = await fetchSeries(
    dataSource,
    { profileTypeId, labelSelector: '{}', range, minStepMs, groupBy, limit: RANKED },
    signal
  );
  const groups = new Map<string, Series[]>();
  for (const series of answer.series) {
    const { service_name: name = '' } = series.labels;
    const key = keyOf({ name, namespace: series.labels[ownLabels.get(name) ?? namespaceLabel ?? ''] });
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  const averages = new Map<string, number>();
  for (const [key, group] of groups) {
    // A snapshot stands for the time since the one before, however many steps that is.
    const courses = isSnapshot(profileTypeId) ? coursesOfSnapshots(group) : coursesOfRates(group, answer.stepMs);
    // By the label of others, one namespace of a service is several series, which need not be there at the same time.
    averages.set(key, numbersOf(courses, range, Date.now()).average ?? 0);
  }
  return averages;
}

/**
 * The services in the order wanted. Those whose value is not known come last, by name. Bytes in use and bytes allocated
 * a second cannot be compared: services known by the former come before the others.
 */
export function sortServices(services: readonly Service[], sort: ListSort, ranking: Ranking | undefined): Service[] {
  const { column, direction } = sort;
  const sign = direction === 'asc' ? 1 : -1;
  if (column === 'name') {
    return direction === 'asc' ? [...services] : [...services].reverse();
  }
  if (ranking === undefined) {
    return [...services];
  }
  const ids = [...ranking.keys()].sort((a, b) => tierOf(a) - tierOf(b));
  return services
    .map((service, at) => ({ service, at, ...placeOf(service, column, ranking, ids) }))
    .sort((a, b) => a.tier - b.tier || sign * (a.value - b.value) || a.at - b.at)
    .map(({ service }) => service);
}

function placeOf(
  service: Service,
  column: Resource,
  ranking: Ranking,
  ids: readonly string[]
): { tier: number; value: number } {
  const key = keyOf(service);
  const own = service.types === undefined ? ids : usageTypes(column, service.types).slice(0, 1);
  const id = own.find((one) => ranking.get(one)?.has(key));
  return id === undefined ? { tier: Infinity, value: 0 } : { tier: tierOf(id), value: ranking.get(id)?.get(key) ?? 0 };
}

function tierOf(typeId: string): number {
  return isSnapshot(typeId) ? 0 : 1;
}

const isSnapshot = (typeId: string) => describeType(typeId)?.aggregation === 'snapshot';
