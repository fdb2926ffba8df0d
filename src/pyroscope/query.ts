import { CoreApp, dateTime, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { from, isObservable, type Observable } from 'rxjs';
import { firstValue } from './abort';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';

/** Milliseconds since the epoch. */
export interface AbsoluteRange {
  from: number;
  to: number;
}

/** The data source's own query model (Grafana 12.3); fields it does not know are ignored without an error. */
export interface PyroscopeQuery extends DataQuery {
  queryType: 'profile' | 'metrics';
  profileTypeId: string;
  labelSelector: string;
  groupBy: string[];
  maxNodes?: number;
  limit?: number;
  /** only the profiles of these spans */
  spanSelector?: string[];
}

let lastRequest = 0;

/**
 * Runs one query in one HTTP request and gives its frames.
 * @param intervalMs the step of series; `maxDataPoints` is not used by the data source
 * @throws DataSourceError with the server's words; AbortError when `signal` aborts
 */
export async function runQuery(
  dataSource: PyroscopeDataSource,
  query: Omit<PyroscopeQuery, 'refId' | 'datasource'>,
  range: AbsoluteRange,
  { intervalMs = 15_000, signal }: { intervalMs?: number; signal?: AbortSignal } = {}
): Promise<DataFrame[]> {
  const answer = dataSource.query(toRequest(dataSource, query, range, intervalMs));
  const observable = isObservable(answer) ? (answer as Observable<DataQueryResponse>) : from(answer);
  const response = await firstValue(observable, signal);
  // Errors of the query itself; where the whole request was refused, only the deprecated field says so.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const error = response.errors?.[0] ?? response.error;
  if (error) {
    throw DataSourceError.fromQuery(error);
  }
  return response.data as DataFrame[];
}

function toRequest(
  dataSource: PyroscopeDataSource,
  query: Omit<PyroscopeQuery, 'refId' | 'datasource'>,
  range: AbsoluteRange,
  intervalMs: number
): DataQueryRequest<PyroscopeQuery> {
  const timeRange = { from: dateTime(range.from), to: dateTime(range.to) };
  return {
    app: CoreApp.Unknown,
    // Each request has its own id: Grafana cancels an older request that has the same one.
    requestId: `service-profiles-${++lastRequest}`,
    interval: `${intervalMs}ms`,
    intervalMs,
    maxDataPoints: 1000,
    range: { ...timeRange, raw: timeRange },
    scopedVars: {},
    startTime: Date.now(),
    timezone: 'browser',
    targets: [{ ...query, refId: 'A', datasource: dataSource.getRef() }],
  };
}
