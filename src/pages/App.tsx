import { type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import React, { Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { paths } from '../plugin';

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

/**
 * What was asked is asked again only by the person (refresh, another range): an answer does not change by itself while
 * it is looked at, and an error is shown at once instead of after silent retries.
 */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
    },
  });
}
