import { notLoadedValue } from '../profile/notLoaded';
import { ProfileDecoder } from '../profile/pprof/decode';
import { type Decoded } from '../profile/pprof/decodeInSteps';
import { parseProfileType } from '../query/profileTypes';
import { type PyroscopeDataSource } from './dataSources';
import { withinNodeLimit } from './nodeLimit';
import { inParts } from './parts';
import { type AbsoluteRange } from './query';
import { fetchWholeProfile, OverBudgetError, type Listener, type WholeProfileRequest } from './wholeProfile';

/** Pyroscope's limit. */
const MOST_NODES = 1_048_576;

const NOT_LOADED: { [Kind in keyof Decoded]: (decoded: Decoded[Kind]) => number } = {
  profile: notLoadedValue,
  lines: ({ notLoaded }) => notLoaded,
};

/**
 * The whole profile, as columns or by source lines; of a range longer than the server allows, in parts. A tenant's limit
 * may cut it: then as many nodes as there can be are asked for, which may be cut as well.
 * @throws as `fetchWholeProfile`, ProfileInputError
 */
export function fetchDecoded<K extends keyof Decoded>(
  dataSource: PyroscopeDataSource,
  request: Omit<WholeProfileRequest, 'maxNodes'>,
  wanted: K,
  listener: Listener
): Promise<Decoded[K]> {
  const { budget, onBytes } = listener;
  const received = new Map<AbsoluteRange, number>();
  const all = () => [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
  const ask = (range: AbsoluteRange, signal = listener.signal) =>
    askPart(dataSource, { ...request, range }, wanted, {
      signal,
      // What the parts before left of it.
      budget: budget && { ...budget, bytes: budget.bytes - all() },
      onBytes: (bytes) => {
        received.set(range, bytes);
        onBytes?.(all());
      },
    }).catch((error: unknown) => {
      throw error instanceof OverBudgetError && budget ? new OverBudgetError(budget, error.exceeded) : error;
    });
  return inParts(dataSource.uid, request.range, ask, (by) => by.decoded[wanted], listener);
}

async function askPart<K extends keyof Decoded>(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, profileIds, traceId }: Omit<WholeProfileRequest, 'maxNodes'>,
  wanted: K,
  { signal, budget, onBytes }: Listener
): Promise<Decoded[K]> {
  const { sampleType } = parseProfileType(profileTypeId)!;
  const began = Date.now();
  /** All of the answers before. */
  let before = 0;
  const ask = async (maxNodes?: number) => {
    const decoder = new ProfileDecoder();
    let received = 0;
    try {
      const request = { profileTypeId, labelSelector, range, maxNodes, profileIds, traceId };
      const parts = await fetchWholeProfile(dataSource, request, {
        signal,
        budget: budget && { ms: budget.ms - (Date.now() - began), bytes: budget.bytes - before },
        onBytes: (bytes) => {
          received = bytes;
          onBytes?.(before + bytes);
        },
      });
      before += received;
      return await decoder.decode({ parts, sampleType, wanted }, signal);
    } finally {
      decoder.close();
    }
  };
  const decoded = await ask();
  return NOT_LOADED[wanted](decoded) === 0 ? decoded : withinNodeLimit(dataSource.uid, MOST_NODES, ask);
}
