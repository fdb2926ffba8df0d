import { type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { QueryClient, QueryClientProvider, type Query } from '@tanstack/react-query';
import React, { Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { paths } from '../plugin';
import { DataSourceError } from '../pyroscope/errors';

const ServicesPage = lazy(() => import('./services/ServicesPage').then((m) => ({ default: m.ServicesPage })));
const ProfilesPage = lazy(() => import('./service/ProfilesPage').then((m) => ({ default: m.ProfilesPage })));

export function App(_: AppRootProps) {
  const [queryClient] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Routes>
          <Route path="services" element={<ServicesPage />} />
          <Route path="service/profiles" element={<ProfilesPage />} />
          <Route path="*" element={<Navigate to={paths.services} replace />} />
        </Routes>
      </Suspense>
    </QueryClientProvider>
  );
}

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
