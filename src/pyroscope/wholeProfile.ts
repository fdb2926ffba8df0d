import { config, getBackendSrv, type FetchError, type FetchResponse } from '@grafana/runtime';
import { Subscription } from 'rxjs';
import { abortError } from './abort';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { type PartsDone } from './longRange';
import { type AbsoluteRange } from './query';

export interface WholeProfileRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
  /** More frames than this are cut by the server; none are without it, but for a limit of the server's own. */
  maxNodes?: number;
  /** only these; servers that do not know the fields answer as if they were not there */
  profileIds?: readonly string[];
  traceId?: string;
}

/** What a whole profile may cost before the flame graph must do: time until all of it is there, bytes as they arrive. */
export interface Budget {
  ms: number;
  bytes: number;
}

/** The whole profile costs more than its budget, and was given up. */
export class OverBudgetError extends Error {
  constructor(
    readonly budget: Budget,
    readonly exceeded: keyof Budget
  ) {
    super(`The whole profile exceeds the budget of ${budget[exceeded]} ${exceeded}.`);
    this.name = 'OverBudgetError';
  }
}

export interface Listener {
  signal: AbortSignal;
  budget?: Budget;
  /** With the first bytes, and with all that follow. */
  onBytes?(received: number): void;
  /** Of a range that is asked about in parts: how many of them are there. */
  onParts?(parts: PartsDone): void;
}

type Head = Pick<FetchResponse, 'ok' | 'status' | 'statusText' | 'headers'>;

const PROTO = 'application/proto';
/** Of an answer that is an error. */
const MOST_ERROR_BYTES = 65_536;

/**
 * Asks for the uncut pprof of all profiles that the selector matches in the range (both ends belong to it), through
 * Grafana's data source proxy.
 * @returns its bytes, in the parts in which they came; none where there is no profile
 * @throws {OverBudgetError} it was too slow or too large
 * @throws {DataSourceError} `forbidden` where the proxy is refused, `not-pyroscope` where something else answers, and more
 * @throws {DOMException} AbortError
 */
export function fetchWholeProfile(
  { uid }: Pick<PyroscopeDataSource, 'uid'>,
  request: WholeProfileRequest,
  { signal, budget, onBytes }: Listener
): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    const subscription = new Subscription();
    let received = 0;
    let head: Head | undefined;
    const answer = getBackendSrv().chunked({
      // Grafana's backend service adds a sub-path of the server by itself.
      url: `/api/datasources/proxy/uid/${encodeURIComponent(uid)}/querier.v1.QuerierService/SelectMergeProfile`,
      method: 'POST',
      headers: { 'Content-Type': PROTO, 'X-Grafana-Org-Id': config.bootData.user.orgId },
      // Grafana sends strings and blobs as they are; an array of bytes would become form fields.
      data: new Blob([encodeRequest(request)], { type: PROTO }),
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      subscription.unsubscribe();
      settle();
    };
    const overBudget = (exceeded: keyof Budget) => end(() => reject(new OverBudgetError(budget!, exceeded)));
    const abort = () => end(() => reject(abortError()));
    const timer = budget && setTimeout(() => overBudget('ms'), budget.ms);
    subscription.add(
      answer.subscribe({
        next: (part) => {
          head = part;
          if (part.data === undefined) {
            return;
          }
          parts.push(part.data);
          received += part.data.length;
          if (!part.ok) {
            if (received > MOST_ERROR_BYTES) {
              end(() => reject(errorOf(part, parts)));
            }
          } else if (budget && received > budget.bytes) {
            overBudget('bytes');
          } else {
            onBytes?.(received);
          }
        },
        error: (error: unknown) => end(() => reject(DataSourceError.fromFetch(error))),
        complete: () => end(() => (head?.ok && isProto(head) ? resolve(parts) : reject(errorOf(head, parts)))),
      })
    );
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
  });
}

function isProto({ headers }: Pick<FetchResponse, 'headers'>): boolean {
  return headers.get('content-type')?.startsWith(PROTO) ?? false;
}

/** Errors are JSON also where protobuf was asked for; a proxy in between has pages of its own. */
function errorOf(head: Head | undefined, parts: readonly Uint8Array[]): unknown {
  if (head === undefined) {
    return DataSourceError.brokenOff();
  }
  if (head.ok) {
    return DataSourceError.notPyroscope();
  }
  const decoder = new TextDecoder();
  const text = parts.map((part) => decoder.decode(part, { stream: true })).join('');
  const { status, statusText } = head;
  const error: Pick<FetchError, 'status' | 'statusText' | 'data'> = { status, statusText, data: read(text) };
  return DataSourceError.fromFetch(error);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A `querier.v1.SelectMergeProfileRequest`, written by hand: its few fields do not need a library. */
function encodeRequest({
  profileTypeId,
  labelSelector,
  range,
  maxNodes,
  profileIds,
  traceId,
}: WholeProfileRequest): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const varint = (value: number) => {
    for (; value >= 0x80; value = Math.floor(value / 0x80)) {
      bytes.push((value % 0x80) | 0x80);
    }
    bytes.push(value);
  };
  const text = (field: number, value: string) => {
    const encoded = new TextEncoder().encode(value);
    bytes.push(field * 8 + 2);
    varint(encoded.length);
    encoded.forEach((byte) => bytes.push(byte));
  };
  const integer = (field: number, value: number) => {
    bytes.push(field * 8);
    varint(value);
  };
  text(1, profileTypeId);
  text(2, labelSelector);
  integer(3, Math.round(range.from));
  integer(4, Math.round(range.to));
  if (maxNodes !== undefined) {
    integer(5, maxNodes);
  }
  profileIds?.forEach((id) => text(7, id));
  if (traceId !== undefined) {
    text(8, traceId);
  }
  return Uint8Array.from(bytes);
}
