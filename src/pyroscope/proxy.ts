import { getBackendSrv } from '@grafana/runtime';
import { firstValue } from './abort';
import { DataSourceError } from './errors';

/**
 * Calls Pyroscope's querier through Grafana's data source proxy. Only for what neither queries nor resources can
 * answer: installations may refuse it, so every caller needs an answer for `DataSourceError` of kind `forbidden`.
 */
export async function callQuerier<T>(uid: string, method: string, body: object, signal?: AbortSignal): Promise<T> {
  try {
    const response = await firstValue(
      getBackendSrv().fetch<T>({
        // Grafana's backend service adds a sub-path of the server by itself.
        url: `/api/datasources/proxy/uid/${encodeURIComponent(uid)}/querier.v1.QuerierService/${method}`,
        method: 'POST',
        // Dotted label names are left out of answers unless the client says that it can read them.
        headers: { Accept: 'application/json; allow-utf8-labelnames=true' },
        data: body,
        showErrorAlert: false,
        hideFromInspector: true,
      }),
      signal
    );
    return response.data;
  } catch (error) {
    throw DataSourceError.fromFetch(error);
  }
}
