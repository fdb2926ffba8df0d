import { useCallback, useMemo } from 'react';
import {
  chooseDataSource,
  dataSourceOf,
  listDataSources,
  type DataSourceChoice,
  type PyroscopeDataSource,
} from '../../pyroscope/dataSources';
import { usePersonal } from './usePersonal';
import { useSettings } from './useSettings';

export interface ChosenDataSource {
  choice: DataSourceChoice;
  /** undefined where none is chosen */
  dataSource: PyroscopeDataSource | undefined;
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
  const dataSource = useMemo(() => (choice.kind === 'chosen' ? dataSourceOf(choice.dataSource) : undefined), [choice]);
  const rememberIt = useCallback((chosen: string) => remember({ dataSource: chosen }), [remember]);
  return { choice, dataSource, remember: rememberIt };
}
