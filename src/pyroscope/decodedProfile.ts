import { notLoadedValue } from '../profile/notLoaded';
import { ProfileDecoder } from '../profile/pprof/decode';
import { type Decoded } from '../profile/pprof/decodeInSteps';
import { parseProfileType } from '../query/profileTypes';
import { type PyroscopeDataSource } from './dataSources';
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
      const isOfPart = error instanceof OverBudgetError && error.budget.bytes !== budget?.bytes;
      throw isOfPart && budget ? new OverBudgetError(budget, error.exceeded) : error;
    });
  return inParts(dataSource.uid, request.range, ask, (by) => by.decoded[wanted], listener);
}

async function askPart<K extends keyof Decoded>(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, profileIds, traceId }: Omit<WholeProfileRequest, 'maxNodes'>,
  wanted: K,
  listener: Listener
): Promise<Decoded[K]> {
  const { sampleType } = parseProfileType(profileTypeId)!;
  const ask = async (maxNodes?: number) => {
    const decoder = new ProfileDecoder();
    try {
      const request = { profileTypeId, labelSelector, range, maxNodes, profileIds, traceId };
      const parts = await fetchWholeProfile(dataSource, request, listener);
      return await decoder.decode({ parts, sampleType, wanted }, listener.signal);
    } finally {
      decoder.close();
    }
  };
  const decoded = await ask();
  return NOT_LOADED[wanted](decoded) === 0 ? decoded : ask(MOST_NODES);
}
