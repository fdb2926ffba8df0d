import { usePluginContext } from '@grafana/data';
import { useMemo } from 'react';
import { readSettings, type Settings } from '../settings/schema';

/** The settings that an administrator made for everybody, with defaults. */
export function useSettings(): Settings {
  const jsonData = usePluginContext()?.meta.jsonData;
  return useMemo(() => readSettings(jsonData), [jsonData]);
}
