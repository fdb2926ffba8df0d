import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { type Service } from '../../pyroscope/services';
import { fetchRanking, rankingTypes, type ListSort, type Ranked } from './ranking';
import { UsageContext } from './useUsage';

/** The values of all services, asked for only while the list is sorted by them. */
export function useRanking(sort: ListSort, services: readonly Service[] | undefined): UseQueryResult<Ranked> {
  const scope = useContext(UsageContext);
  const types = sort.column === 'name' || services === undefined ? [] : rankingTypes(sort.column, services);
  const pairs = (services ?? []).flatMap(({ name, label }) => (label === undefined ? [] : [[name, label] as const]));
  const own = [...new Map(pairs)].sort();
  const subject = JSON.stringify([scope?.dataSource.uid, scope?.namespaceLabel, sort.column]);
  return useQuery({
    queryKey: ['ranking', subject, [...types].sort(), own, scope?.range],
    queryFn: ({ signal }) => fetchRanking(scope!.dataSource, { ...scope!, types, ownLabels: new Map(own) }, signal),
    enabled: scope !== undefined && types.length > 0,
    structuralSharing: false,
    // A refresh keeps the order until the new values are there, also where services came or went.
    placeholderData: (last, lastQuery) => (lastQuery?.queryKey[1] === subject ? last : undefined),
  });
}

/**
 * The values that the rows are ordered by: those that are known, but for as long as the rows stay still, those of before.
 */
export function useSteadyOrder({ data }: UseQueryResult<Ranked>, { column }: ListSort, still: boolean) {
  const [order, setOrder] = useState({ column, ranked: data });
  if (order.ranked !== data && !(still && order.column === column)) {
    setOrder({ column, ranked: data });
  }
  return order.ranked;
}
