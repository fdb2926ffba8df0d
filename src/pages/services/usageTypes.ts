import { catalogue } from '../../query/catalogue';
import { isBytes } from '../../query/units';

/** What a service uses, as its row shows it. */
export type Resource = 'cpu' | 'memory';

/**
 * The profile types that say how much of a resource a service uses, best first: time on CPU (never wall-clock time);
 * memory in use, then memory allocated.
 * @param available the service's own
 */
export function usageTypes(resource: Resource, available: readonly string[]): string[] {
  const types = catalogue(available).find(({ id }) => id === resource)?.types ?? [];
  const fitting =
    resource === 'cpu'
      ? types.filter(({ sampleType, clock }) => sampleType === 'cpu' && clock === 'cpu')
      : types.filter(({ unit }) => isBytes(unit)).sort((a, b) => rank(a.aggregation) - rank(b.aggregation));
  return fitting.map(({ id }) => id);
}

function rank(aggregation: string): number {
  return aggregation === 'snapshot' ? 0 : 1;
}
