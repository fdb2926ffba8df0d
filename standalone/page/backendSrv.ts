import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import {
  catchError,
  defer,
  filter,
  lastValueFrom,
  map,
  mergeMap,
  Observable,
  Subject,
  takeUntil,
  tap,
  throwError,
  throwIfEmpty,
} from 'rxjs';
import { fromFetch } from 'rxjs/fetch';
import { initOf, isDataQuery, isLocal, readBody, urlOf } from './httpRequest';

/** A toast: a short title, and the whole text if that did not fit. */
export interface Notice {
  severity: 'success' | 'warning' | 'error';
  title: string;
  text: string;
}

export interface BackendSrvOptions {
  orgId: number;
  notify: (notice: Notice) => void;
}

/** A title longer than this goes below a general one. */
const MAX_TITLE = 80;
/** So that whoever catches the error can say `isHandled` before a toast shows. */
const NOTIFY_DELAY_MS = 50;

/**
 * Grafana's `getBackendSrv()` over `fetch`, behaving as the one in public/app/core/services/backend_srv.ts:
 * unsubscribing aborts, a request with the `requestId` of one under way cancels that one, a status of 400 and above is
 * thrown as a `FetchError`, and errors and messages that nobody handles become toasts unless the request says otherwise.
 */
export class FetchBackendSrv implements BackendSrv {
  private readonly started = new Subject<string>();

  constructor(private readonly options: BackendSrvOptions) {}

  fetch<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
    return defer(() => {
      if (request.requestId) {
        this.started.next(request.requestId);
      }
      return this.send<T>(request).pipe(
        takeUntil(this.started.pipe(filter((id) => id === request.requestId))),
        throwIfEmpty(() => cancelled(request))
      );
    });
  }

  async request<T = unknown>(request: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(request).pipe(map(({ data }) => data)));
  }

  async datasourceRequest<T = unknown>(request: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(request));
  }

  // `BackendSrv` itself promises whatever its caller names, without checking: these are its signatures.
  /* eslint-disable @typescript-eslint/no-explicit-any */
  get<T = any>(url: string, params?: any, requestId?: string, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T = any>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T = any>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }

  patch<T = any>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T = any>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }
  /* eslint-enable @typescript-eslint/no-explicit-any */

  /**
   * The answer in parts as they come, then once without data. As in Grafana nothing is added to the request (no
   * organization), nothing is queued, a status of 400 and above is a value, and there are no toasts.
   */
  chunked(request: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    return new Observable((observer) => {
      const controller = new AbortController();
      const send = async () => {
        const response = await fetch(urlOf(request), { ...initOf(request), signal: controller.signal });
        const { status, statusText, ok, headers, url, type, redirected } = response;
        const head = { status, statusText, ok, headers, url, type, redirected, config: { method: 'GET', ...request } };
        const reader = response.body?.getReader();
        for (let done = false; !done;) {
          const part = await reader?.read();
          done = part?.done ?? true;
          observer.next({ ...head, data: part?.value });
        }
      };
      send().then(
        () => observer.complete(),
        (error: unknown) => observer.error(error)
      );
      return () => controller.abort();
    });
  }

  private send<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
    return fromFetch(urlOf(request), initOf(request, this.options.orgId)).pipe(
      mergeMap(async (response) => toFetchResponse<T>(response, request)),
      tap((response) => this.notifySuccess(response)),
      catchError((error: unknown) => throwError(() => this.toError(error, request)))
    );
  }

  private toError(thrown: unknown, request: BackendSrvRequest): unknown {
    const error = thrown as Partial<FetchError>;
    error.data = describe(error.data, error.statusText);
    setTimeout(() => {
      if (!error.isHandled) {
        this.notifyError(error, request);
      }
    }, NOTIFY_DELAY_MS);
    return error;
  }

  private notifyError({ status = 0, data, message: own }: Partial<FetchError>, request: BackendSrvRequest) {
    const byDefault = isLocal(request.url) && !isDataQuery(request.url);
    if (!(request.showErrorAlert ?? byDefault) || !data?.message || request.abortSignal?.aborted) {
      return;
    }
    const message: string = (data.message === UNEXPECTED && own) || data.message;
    const title = status === 422 ? 'Validation failed' : message.length > MAX_TITLE ? 'Error' : message;
    this.options.notify({
      severity: status >= 400 && status < 500 ? 'warning' : 'error',
      title,
      text: title === message ? '' : message,
    });
  }

  private notifySuccess({ data, config }: FetchResponse<unknown>) {
    const byDefault = config.method !== 'GET' && isLocal(config.url) && !isDataQuery(config.url);
    const message = (data as { message?: unknown } | null)?.message;
    if ((config.showSuccessAlert ?? byDefault) && typeof message === 'string') {
      this.options.notify({ severity: 'success', title: message, text: '' });
    }
  }
}

const UNEXPECTED = 'Unexpected error';

async function toFetchResponse<T>(response: Response, config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const { status, statusText, ok, headers, url, type, redirected } = response;
  const data = (await readBody(response, config.responseType)) as T;
  if (!ok) {
    const error: FetchError = { status, statusText, data, config };
    throw error;
  }
  return { status, statusText, ok, data, headers, url, type, redirected, config: { method: 'GET', ...config } };
}

/** An error's data always has a message to show, and keeps what the server said. */
function describe(data: unknown, statusText: string | undefined): { message?: unknown } {
  if (typeof data === 'string') {
    return { message: data, error: statusText, response: data } as { message: string };
  }
  if (typeof data === 'object' && data !== null) {
    const { message, error } = data as { message?: unknown; error?: unknown };
    return !message && typeof error === 'string' ? { ...data, message: error } : data;
  }
  return { message: UNEXPECTED };
}

/** What a subscriber gets whose request was overtaken by one with the same id. */
function cancelled(config: BackendSrvRequest): FetchError & { type: string } {
  return { type: 'cancelled', cancelled: true, data: null, status: -1, statusText: 'Request was aborted', config };
}
