import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import {
  chooseDataSource,
  getDataSource,
  listDataSources,
  type DataSourceChoice,
  type PyroscopeDataSource,
} from '../../pyroscope/dataSources';
import { usePersonal } from './usePersonal';
import { useSettings } from './useSettings';

export interface ChosenDataSource {
  choice: DataSourceChoice;
  /** undefined while Grafana loads the data source's code, or when there is none */
  dataSource: PyroscopeDataSource | undefined;
  error: unknown;
  /** keeps a choice made by hand for the next page without one in its link */
  remember(uid: string): void;
}

/** The data source that the page asks: the link's, else the person's last one, else the default. */
export function useDataSource(uidInLink: string | undefined): ChosenDataSource {
  const { defaultDataSource } = useSettings();
  const { personal, remember } = usePersonal();
  const choice = useMemo(
    () =>
      chooseDataSource(listDataSources(), {
        link: uidInLink,
        remembered: personal.dataSource,
        configured: defaultDataSource,
      }),
    [uidInLink, personal.dataSource, defaultDataSource]
  );
  const uid = choice.kind === 'chosen' ? choice.dataSource.uid : undefined;
  const { data, error } = useQuery({
    queryKey: ['data-source', uid],
    queryFn: () => getDataSource(uid!),
    enabled: uid !== undefined,
  });
  const rememberIt = useCallback((chosen: string) => remember({ dataSource: chosen }), [remember]);
  return { choice, dataSource: data, error, remember: rememberIt };
}
