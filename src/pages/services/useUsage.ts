import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { buildSelector } from '../../query/buildSelector';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Service } from '../../pyroscope/services';
import { fetchUsage, type Usage } from './fetchUsage';
import { createLimiter } from './limiter';
import { usageTypes, type Resource } from './usageTypes';

/** What all rows ask about. */
export interface UsageScope {
  dataSource: PyroscopeDataSource;
  range: AbsoluteRange;
  namespaceLabel: string | undefined;
  minStepMs: number;
}

/** Undefined while it is not known what to ask. */
export const UsageContext = createContext<UsageScope | undefined>(undefined);

/** A browser opens six connections to a server: some are left for what a person does meanwhile. */
const limited = createLimiter(3);

/**
 * The profile types of a row's service, asked for only where the list of services came without them.
 * @param settled false while rows fly by: then nothing is asked, but what is known is given
 */
export function useServiceTypes(service: Service, settled: boolean): string[] | undefined {
  const scope = useContext(UsageContext);
  const selector = selectorOf(service, scope?.namespaceLabel);
  const { data } = useQuery({
    queryKey: ['row-types', selector, scope?.dataSource.uid, scope?.range],
    queryFn: ({ signal }) =>
      limited(() => fetchLabelValues(scope!.dataSource, '__profile_type__', selector, scope!.range, signal), signal),
    enabled: settled && scope !== undefined && service.types === undefined,
    placeholderData: (last, lastQuery) => (lastQuery?.queryKey[1] === selector ? last : undefined),
  });
  return service.types ?? data;
}

/** How much of a resource a row's service uses; given up when the row leaves the screen. */
export function useUsage(
  resource: Resource,
  service: Service,
  { types, settled }: { types: string[] | undefined; settled: boolean }
): UseQueryResult<Usage | null> {
  const scope = useContext(UsageContext);
  const labelSelector = selectorOf(service, scope?.namespaceLabel);
  const wanted = usageTypes(resource, types ?? []);
  const subject = JSON.stringify([resource, labelSelector, wanted]);
  return useQuery({
    queryKey: ['usage', subject, scope?.dataSource.uid, scope?.range, scope?.minStepMs],
    queryFn: ({ signal }) => {
      const { dataSource, range, minStepMs } = scope!;
      const request = { types: wanted, labelSelector, range, minStepMs };
      return limited(() => fetchUsage(dataSource, request, signal), signal);
    },
    enabled: settled && scope !== undefined && wanted.length > 0,
    structuralSharing: false,
    placeholderData: (last, lastQuery) => (lastQuery?.queryKey[1] === subject ? last : undefined),
  });
}

/** A service without a namespace is not the same as one in any: its profiles lack the label. */
function selectorOf({ name, namespace, label: own }: Service, usual: string | undefined): string {
  const label = own ?? usual;
  return buildSelector([
    { name: 'service_name', op: '=', value: name },
    ...(label === undefined ? [] : [{ name: label, op: '=' as const, value: namespace ?? '' }]),
  ]);
}
