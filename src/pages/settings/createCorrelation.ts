import { getBackendSrv, isFetchError, type CorrelationExternal } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { paths } from '../../plugin';

/** A data source from whose answers links can lead to profiles. */
export interface Source {
  uid: string;
  name: string;
  type: string;
}

/** What became of a data source's correlation; `failed` in the server's words. */
export type Outcome = { kind: 'created' } | { kind: 'there' } | { kind: 'failed'; words: string };

/**
 * By type of data source: the field beside which Explore shows the link, and the variable that holds the service there (a
 * field of the row, or a label of the log line). Where a row has no such variable Grafana leaves the link out. Loki's `Line`
 * is found by Grafana where the frame calls it `body` as well.
 */
const PLACES: Readonly<Record<string, { field: string; service: string }>> = {
  tempo: { field: 'serviceName', service: 'serviceName' },
  loki: { field: 'Line', service: 'service_name' },
  prometheus: { field: 'service_name', service: 'service_name' },
};

export const CORRELATED_TYPES = Object.keys(PLACES);

/** What of a correlation is said by whoever makes it. Provisioning fails without a label and a description. */
type Correlation = Required<Pick<CorrelationExternal, 'type' | 'label' | 'description' | 'config'>>;

/** A correlation as Grafana's API and its provisioning files have it; undefined for other types of data sources. */
export function correlationOf(type: string): Correlation | undefined {
  const place = PLACES[type];
  return (
    place && {
      type: 'external',
      label: 'Profiles of this service',
      description: 'Where the service spends time and memory, in Service Profiles',
      config: {
        field: place.field,
        // Grafana fills in the row's service, encoded, and the times of the range that is looked at.
        target: {
          url: `${paths.profiles}?service_name=\${${place.service}:percentencode}&from=\${__from}&to=\${__to}`,
        },
      },
    }
  );
}

/** Creates the correlation of one data source, unless it is there. */
export async function createCorrelation({ uid, type }: Source): Promise<Outcome> {
  const url = `/api/datasources/uid/${encodeURIComponent(uid)}/correlations`;
  const wanted = correlationOf(type);
  try {
    const there = (await listCorrelations(url)).some(({ config }) => config?.target?.url === wanted?.config.target.url);
    if (!there) {
      await request(url, wanted);
    }
    return { kind: there ? 'there' : 'created' };
  } catch (error) {
    return { kind: 'failed', words: wordsOf(error) };
  }
}

type Listed = Array<{ config?: { target?: { url?: unknown } } }>;

/** Grafana answers 404 where a data source has none. */
async function listCorrelations(url: string): Promise<Listed> {
  try {
    const listed: unknown = await request(url);
    return Array.isArray(listed) ? (listed as Listed) : [];
  } catch (error) {
    if (isFetchError(error) && error.status === 404) {
      return [];
    }
    throw error;
  }
}

async function request(url: string, data?: unknown): Promise<unknown> {
  const method = data === undefined ? 'GET' : 'POST';
  const answer = getBackendSrv().fetch({ url, method, data, showErrorAlert: false, showSuccessAlert: false });
  return (await lastValueFrom(answer)).data;
}

/** Why a request failed, in the server's words. */
export function wordsOf(error: unknown): string {
  if (isFetchError<{ message?: string } | undefined>(error)) {
    return error.data?.message || `${error.status} ${error.statusText ?? ''}`.trim();
  }
  return error instanceof Error ? error.message : String(error);
}
