import { getBackendSrv } from '@grafana/runtime';
import { firstValue } from './abort';
import { DataSourceError } from './errors';

/**
 * The server's version as its build information has it, such as `v2.0.6`; '' where it tells none.
 * @throws DataSourceError
 */
export async function fetchVersion(uid: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await firstValue(
      getBackendSrv().fetch<{ data?: { version?: unknown } } | undefined>({
        url: `/api/datasources/proxy/uid/${encodeURIComponent(uid)}/api/v1/status/buildinfo`,
        showErrorAlert: false,
        hideFromInspector: true,
      }),
      signal
    );
    const version = answer.data?.data?.version;
    return typeof version === 'string' ? version : '';
  } catch (error) {
    const failure = DataSourceError.fromFetch(error);
    // Gateways that pass on only what is asked of profiles say that there is no such page.
    if (failure instanceof DataSourceError && failure.kind === 'no-such-data-source') {
      return '';
    }
    throw failure;
  }
}
