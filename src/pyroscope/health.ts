import { getBackendSrv } from '@grafana/runtime';
import { firstValue } from './abort';
import { DataSourceError } from './errors';

/**
 * The same error in the server's own words, where Grafana keeps them back: failing resources only say that they failed,
 * but the data source's health check asks the same server and says why.
 */
export async function explainError(uid: string, error: unknown, signal?: AbortSignal): Promise<unknown> {
  if (!(error instanceof DataSourceError) || error.words !== '') {
    return error;
  }
  try {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/health`;
    await firstValue(getBackendSrv().fetch({ url, showErrorAlert: false, hideFromInspector: true }), signal);
    return error;
  } catch (failure) {
    const explained = DataSourceError.fromFetch(failure);
    return explained instanceof DataSourceError && explained.words !== '' ? explained : error;
  }
}
