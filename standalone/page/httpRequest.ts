import type { BackendSrvRequest } from '@grafana/runtime';

/** A request to our own server; only those carry Grafana's headers. */
export const isLocal = (url: string): boolean => !/^[a-z]+:/i.test(url);

/** Queries show their errors themselves, so they get no toast unless they ask for one. */
export const isDataQuery = (url: string): boolean =>
  /(^|\/)(api\/datasources\/proxy|api\/ds\/query|api\/tsdb\/query)/.test(url);

/** The address with `params` as its query: empty ones left out, lists repeated, as Grafana writes them. */
export function urlOf({ url, params = {} }: BackendSrvRequest): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, one]))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
  const path = isLocal(url) && !url.startsWith('/') ? `/${url}` : url;
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/**
 * What `fetch` gets: JSON in and out unless the request says otherwise.
 * @param orgId - named in requests to our own server; without it, Grafana takes the user's current organization
 */
export function initOf(request: BackendSrvRequest, orgId?: number): RequestInit {
  const { method = 'GET', data, abortSignal, credentials } = request;
  const headers = headersOf(request, orgId);
  return {
    method,
    headers,
    body: bodyOf(data, headers.get('content-type') ?? ''),
    signal: abortSignal,
    credentials: credentials ?? 'same-origin',
  };
}

function headersOf({ method = 'GET', headers: given = {}, url }: BackendSrvRequest, orgId?: number): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    headers.set(name, String(value));
  }
  const defaults: Record<string, string> = { accept: 'application/json, text/plain, */*' };
  if (['POST', 'PUT', 'PATCH'].includes(method.toUpperCase())) {
    defaults['content-type'] = 'application/json';
  }
  if (orgId !== undefined && isLocal(url)) {
    defaults['x-grafana-org-id'] = String(orgId);
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (!headers.has(name)) {
      headers.set(name, value);
    }
  }
  return headers;
}

function bodyOf(data: unknown, contentType: string): BodyInit | undefined {
  if (data === undefined || data === null) {
    return undefined;
  }
  if (typeof data === 'string' || data instanceof Blob || data instanceof FormData || data instanceof URLSearchParams) {
    return data;
  }
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    return data as ArrayBuffer;
  }
  return /[/+]json/.test(contentType)
    ? JSON.stringify(data)
    : new URLSearchParams(Object.entries(data).map(([key, value]) => [key, String(value)]));
}

/**
 * The answer's body as `responseType` says; without one JSON where it is JSON, else text.
 */
export async function readBody(response: Response, responseType: BackendSrvRequest['responseType']): Promise<unknown> {
  switch (responseType) {
    case 'arraybuffer':
      return response.arrayBuffer();
    case 'blob':
      return response.blob();
    case 'text':
      return response.text();
    default: {
      const text = await response.text();
      try {
        return JSON.parse(text);
      } catch (error) {
        if (responseType === 'json' && text !== '') {
          throw error;
        }
        return responseType === 'json' ? {} : text;
      }
    }
  }
}
