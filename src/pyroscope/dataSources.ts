import { type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { defer, from, isObservable, switchMap } from 'rxjs';
import { parseDuration } from '../query/duration';

export const PYROSCOPE_TYPE = 'grafana-pyroscope-datasource';

/** What this project uses of a `DataSourceWithBackend`. */
export interface PyroscopeDataSource extends Pick<DataSourceApi, 'uid' | 'query' | 'getRef'> {
  getResource(
    path: string,
    params?: Record<string, string | number>,
    options?: { showErrorAlert?: boolean; abortSignal?: AbortSignal }
  ): Promise<unknown>;
}

/**
 * The Pyroscope data sources that the user may read, in Grafana's order.
 * `getList` is deprecated from 13.1 on, but its replacement is not in 12.3: this file is the one place to change.
 */
export function listDataSources(): DataSourceInstanceSettings[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const all = getDataSourceSrv().getList({ type: [PYROSCOPE_TYPE] });
  // The list also holds the built-in "-- Grafana --", whatever type was asked for.
  return all.filter((ds) => ds.type === PYROSCOPE_TYPE);
}

/**
 * The data source that is asked. Grafana fetches its code, which many pages have not loaded, with the first query or
 * resource: what needs the uid alone, as the whole profile does, waits for nothing. Where the code cannot be had, each
 * such question fails with Grafana's reason.
 */
export function dataSourceOf({ uid, type }: Pick<DataSourceInstanceSettings, 'uid' | 'type'>): PyroscopeDataSource {
  const load = async () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see listDataSources
    return (await getDataSourceSrv().get(uid)) as DataSourceApi & PyroscopeDataSource;
  };
  return {
    uid,
    getRef: () => ({ uid, type }),
    query: (request) =>
      defer(load).pipe(
        switchMap((dataSource) => {
          const answer = dataSource.query(request);
          return isObservable(answer) ? answer : from(answer);
        })
      ),
    getResource: async (...asked) => (await load()).getResource(...asked),
  };
}

/** The smallest step that a data source takes, unless its settings say otherwise. */
export const DEFAULT_MIN_STEP_MS = 15_000;

/** The smallest step in milliseconds that the data source takes. */
export function minStepOf({ jsonData }: Pick<DataSourceInstanceSettings, 'jsonData'>): number {
  const { minStep } = jsonData as { minStep?: unknown };
  return (typeof minStep === 'string' && parseDuration(minStep)) || DEFAULT_MIN_STEP_MS;
}

export type DataSourceChoice =
  | { kind: 'chosen'; dataSource: DataSourceInstanceSettings; several: boolean }
  | { kind: 'none' }
  | { kind: 'missing'; uid: string; dataSources: DataSourceInstanceSettings[] };

/**
 * Which data source to ask: the one of the link, else the remembered one, else the organization's default, else
 * Grafana's default, else the first. A link's data source that does not exist is never replaced in silence.
 */
export function chooseDataSource(
  dataSources: DataSourceInstanceSettings[],
  wish: { link?: string; remembered?: string; configured?: string }
): DataSourceChoice {
  if (dataSources.length === 0) {
    return { kind: 'none' };
  }
  const byUid = (uid?: string) => (uid ? dataSources.find((ds) => ds.uid === uid) : undefined);
  if (wish.link && !byUid(wish.link)) {
    return { kind: 'missing', uid: wish.link, dataSources };
  }
  const dataSource =
    byUid(wish.link) ??
    byUid(wish.remembered) ??
    byUid(wish.configured) ??
    dataSources.find((ds) => ds.isDefault) ??
    dataSources[0];
  return { kind: 'chosen', dataSource, several: dataSources.length > 1 };
}
