import { type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { Suspense, lazy, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { paths } from '../plugin';
import { Boundary } from './common/Boundary';
import { newQueryClient } from './common/queryClient';

const ServicesPage = lazy(() => import('./services/ServicesPage').then((m) => ({ default: m.ServicesPage })));
const loadProfiles = () => import('./service/ProfilesPage');
const ProfilesPage = lazy(() => loadProfiles().then((m) => ({ default: m.ProfilesPage })));

// Fetched beside the texts that the first render waits for, and not after them. What fails is said where it is drawn.
if (window.location.pathname.endsWith(paths.profiles)) {
  loadProfiles().catch(() => {});
}

export function App(_: AppRootProps) {
  const { pathname } = useLocation();
  const [queryClient] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <Boundary dependencies={[pathname]}>
        <Suspense fallback={<LoadingPlaceholder text="" />}>
          <Routes>
            <Route path="services" element={<ServicesPage />} />
            <Route path="service/profiles" element={<ProfilesPage />} />
            <Route path="*" element={<Navigate to={paths.services} replace />} />
          </Routes>
        </Suspense>
      </Boundary>
    </QueryClientProvider>
  );
}
