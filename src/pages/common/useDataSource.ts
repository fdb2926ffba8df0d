import { store } from '@grafana/data';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  chooseDataSource,
  getDataSource,
  listDataSources,
  type DataSourceChoice,
  type PyroscopeDataSource,
} from '../../pyroscope/dataSources';
import { PLUGIN_ID } from '../../plugin';
import { useSettings } from './useSettings';

const REMEMBERED = `${PLUGIN_ID}.dataSource`;

export interface ChosenDataSource {
  choice: DataSourceChoice;
  /** undefined while Grafana loads the data source's code, or when there is none */
  dataSource: PyroscopeDataSource | undefined;
  error: unknown;
}

/** The data source that the page asks: the link's, else the person's last one, else the default. */
export function useDataSource(uidInLink: string | undefined): ChosenDataSource {
  const { defaultDataSource } = useSettings();
  const choice = useMemo(
    () =>
      chooseDataSource(listDataSources(), {
        link: uidInLink,
        remembered: store.get(REMEMBERED),
        configured: defaultDataSource,
      }),
    [uidInLink, defaultDataSource]
  );
  const uid = choice.kind === 'chosen' ? choice.dataSource.uid : undefined;
  const { data, error } = useQuery({
    queryKey: ['data-source', uid],
    queryFn: () => getDataSource(uid!),
    enabled: uid !== undefined,
  });
  return { choice, dataSource: data, error };
}

/** A choice made by hand is kept for the next page without one in its link. */
export function rememberDataSource(uid: string) {
  store.set(REMEMBERED, uid);
}
