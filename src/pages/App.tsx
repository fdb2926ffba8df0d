import { type AppRootProps } from '@grafana/data';
import React from 'react';

export function App(_: AppRootProps) {
  return <div>Service Profiles</div>;
}
