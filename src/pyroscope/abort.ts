import { type Observable } from 'rxjs';

/** The error of a request that its caller gave up; react-query and `fetch` know it by this name. */
export function abortError(): DOMException {
  return new DOMException('The request was cancelled', 'AbortError');
}

/** Aborted when `signal` is, or by itself. */
export function stoppedBy(signal: AbortSignal | undefined): AbortController {
  const controller = new AbortController();
  if (signal?.aborted) {
    controller.abort();
  }
  signal?.addEventListener('abort', () => controller.abort(), { once: true });
  return controller;
}

/**
 * The first value of an observable as a promise. Aborting the signal unsubscribes, and that ends the HTTP request:
 * Grafana passes the cancellation on to Pyroscope.
 */
export function firstValue<T>(source: Observable<T>, signal?: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    const subscription = source.subscribe({
      next: (value) => {
        resolve(value);
        queueMicrotask(() => subscription.unsubscribe());
      },
      error: reject,
      complete: () => reject(new Error('The data source gave no answer')),
    });
    signal?.addEventListener('abort', () => {
      subscription.unsubscribe();
      reject(abortError());
    });
  });
}
