import * as v from 'valibot';

import { ConnectError, type MergeRequest } from '../../store/querier';

const text = v.nullish(v.string(), '');
const texts = v.nullish(v.array(v.string()), []);

/** protojson takes an int64 as a number or as a string. */
const int64 = v.nullish(
  v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/))]), v.transform(Number), v.safeInteger()),
  0
);
const double = v.nullish(v.pipe(v.union([v.number(), v.pipe(v.string(), v.decimal())]), v.transform(Number)), 0);

const timeRange = { start: int64, end: int64 };
const profiles = { ...timeRange, profileTypeID: text, labelSelector: text };
const stackTraceSelector = v.nullish(
  v.object({ callSite: v.nullish(v.array(v.object({ name: text })), []), goPgo: v.nullish(v.unknown()) })
);

/** The requests of querier.v1.QuerierService, int64 as numbers and absent fields as zero values. */
export const requests = {
  empty: v.object({}),
  range: v.object(timeRange),
  labelNames: v.object({ ...timeRange, matchers: texts }),
  labelValues: v.object({ ...timeRange, name: text, matchers: texts }),
  series: v.object({ ...timeRange, matchers: texts, labelNames: texts }),
  merge: v.object({
    ...profiles,
    maxNodes: int64,
    format: v.nullish(v.union([v.string(), v.number()]), ''),
    stackTraceSelector,
    profileIdSelector: texts,
    traceIdSelector: texts,
    spanSelector: texts,
  }),
  selectSeries: v.object({ ...profiles, step: double, groupBy: texts, limit: int64 }),
  get diff() {
    return v.object({ left: v.nullish(this.merge, {}), right: v.nullish(this.merge, {}) });
  },
};

type MergeMessage = v.InferOutput<typeof requests.merge>;

/**
 * What the querier is asked for by a SelectMergeStacktraces request.
 * @throws ConnectError `unimplemented` for selectors of single profiles, traces and spans: answering as if they were
 * not there would show other profiles than those asked for
 */
export function mergeRequest(message: MergeMessage, signal: AbortSignal): MergeRequest {
  for (const selector of ['profileIdSelector', 'traceIdSelector', 'spanSelector'] as const) {
    if (message[selector].length > 0) {
      throw new ConnectError('unimplemented', `${selector} is not available here`);
    }
  }
  const callSite = message.stackTraceSelector?.callSite.map((location) => location.name) ?? [];
  return {
    profileTypeID: message.profileTypeID,
    labelSelector: message.labelSelector,
    start: message.start,
    end: message.end,
    maxNodes: message.maxNodes,
    ...(callSite.length > 0 && { callSite }),
    signal,
  };
}
