import { QueryClient, type Query } from '@tanstack/react-query';
import { DataSourceError } from '../../pyroscope/errors';

/** How soon it is looked whether a connection that broke is back. */
const LOOK_AGAIN_MS = 5_000;

/**
 * What was asked is asked again only by the person (refresh, another range): an answer does not change by itself while
 * it is looked at, and an error is shown at once instead of after silent retries. Only what failed for want of a
 * connection (offline, a laptop that slept, a Grafana that restarts) is asked again until it is there.
 */
export function newQueryClient(): QueryClient {
  const isOffline = ({ state }: Pick<Query, 'state'>) => state.error instanceof DataSourceError && state.error.offline;
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: (query) => isOffline(query) && 'always',
        refetchOnReconnect: (query) => isOffline(query) && 'always',
        refetchInterval: (query) => isOffline(query) && LOOK_AGAIN_MS,
      },
    },
  });
}
