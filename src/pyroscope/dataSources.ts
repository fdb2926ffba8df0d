import { type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { parseDuration } from '../query/duration';

export const PYROSCOPE_TYPE = 'grafana-pyroscope-datasource';

/** What this project uses of the object that `getDataSourceSrv().get(uid)` gives: a `DataSourceWithBackend`. */
export type PyroscopeDataSource = DataSourceApi & {
  getResource(
    path: string,
    params?: Record<string, string | number>,
    options?: { showErrorAlert?: boolean; abortSignal?: AbortSignal }
  ): Promise<unknown>;
};

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

export async function getDataSource(uid: string): Promise<PyroscopeDataSource> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see listDataSources
  return (await getDataSourceSrv().get(uid)) as PyroscopeDataSource;
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
