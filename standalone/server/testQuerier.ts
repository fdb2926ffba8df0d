import type { Querier } from '../store/querier';

/** A querier of which only these methods may be called. */
export function fakeQuerier(methods: Partial<Querier>): Querier {
  const unexpected = (name: string) => () => Promise.reject(new Error(`${name} was not expected to be called`));
  return {
    profileTypes: unexpected('profileTypes'),
    labelNames: unexpected('labelNames'),
    labelValues: unexpected('labelValues'),
    series: unexpected('series'),
    selectMergeStacktraces: unexpected('selectMergeStacktraces'),
    selectMergeProfile: unexpected('selectMergeProfile'),
    selectSeries: unexpected('selectSeries'),
    diff: unexpected('diff'),
    getProfileStats: unexpected('getProfileStats'),
    ...methods,
  };
}
