import { quoteGo } from '../../src/query/quoteGo';
import { parseProfileId, type ProfileKey } from './profileIds';
import { ConnectError, type MergeRequest, type ProfileTypeInfo } from './querier';
import { ID_BYTES, idBytes } from './spans';

/** Pyroscope's defaults: pkg/validation/limits.go. */
const MAX_QUERY_MS = 24 * 3_600_000;
const DEFAULT_MAX_NODES = 8192;
const MAX_MAX_NODES = 1_048_576;

/** Both ends belong to the range; milliseconds since the epoch. */
export interface Interval {
  start: number;
  end: number;
}

const ALL_TIME: Interval = { start: 0, end: Number.MAX_SAFE_INTEGER };

function invalid(message: string): ConnectError {
  return new ConnectError('invalid_argument', message);
}

/** @throws {ConnectError} for a range that is not there, turned around or longer than 24 hours */
export function checkRange({ start = 0, end = 0 }: Partial<Interval>): Interval {
  if (!start || !end) {
    throw invalid('missing time range in the query');
  }
  if (start > end) {
    throw invalid('query start time is after end time');
  }
  if (end - start > MAX_QUERY_MS) {
    const actual = formatGoDuration(end - start);
    throw invalid(`the query time range exceeds the limit (max_query_length, actual: ${actual}, limit: 1d)`);
  }
  return { start, end };
}

/** The range of a question about labels, where no range at all means all time. */
export function checkLabelRange(range: Partial<Interval>): Interval {
  return range.start || range.end ? checkRange(range) : ALL_TIME;
}

/** Go's time.Duration.String() for a second and more: `71h51m34.126s`, `48h0m0s`. */
function formatGoDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  return `${hours}h${minutes}m${seconds}s`;
}

/** @throws {ConnectError} for an id that has not five parts (a sixth, `:delta`, is dropped) */
export function parseProfileType(id: string): ProfileTypeInfo {
  const parts = id.split(':');
  if (parts.length !== 5 && parts.length !== 6) {
    throw invalid(
      'profile-type selection must be of the form <name>:<sample-type>:<sample-unit>:<period-type>:<period-unit>' +
        `(:delta), got(${parts.length}): ${quoteGo(id)}`
    );
  }
  const [name, sampleType, sampleUnit, periodType, periodUnit] = parts;
  return { ID: parts.slice(0, 5).join(':'), name, sampleType, sampleUnit, periodType, periodUnit };
}

/** How many nodes a flame graph may have; absent or 0 is the default. */
export function checkMaxNodes(maxNodes = 0): number {
  if (maxNodes < 0) {
    throw invalid(`max flamegraph nodes limit must be set (max allowed ${MAX_MAX_NODES})`);
  }
  if (maxNodes > MAX_MAX_NODES) {
    throw invalid(`max flamegraph nodes limit ${maxNodes} is greater than allowed ${MAX_MAX_NODES}`);
  }
  return maxNodes === 0 ? DEFAULT_MAX_NODES : maxNodes;
}

/** What of the profiles in a range is meant; nothing set means all. */
export interface Selection {
  profiles?: ProfileKey[];
  /** As bytes. */
  spans?: Uint8Array[];
  traces?: Uint8Array[];
}

/** @throws {ConnectError} for an id that is none, and for spans and traces together */
export function checkSelection({ profileIdSelector, spanSelector, traceIdSelector }: Partial<MergeRequest>): Selection {
  const selection: Selection = {};
  if (profileIdSelector?.length) {
    selection.profiles = profileIdSelector.flatMap((id) => parseProfileId(id) ?? []);
  }
  if (spanSelector?.length) {
    selection.spans = spanSelector.map((id) => checkId('span', id));
  }
  if (traceIdSelector?.length) {
    selection.traces = traceIdSelector.map((id) => checkId('trace', id));
  }
  if (selection.spans && selection.traces) {
    throw invalid('span_selector and trace_id_selector cannot be combined');
  }
  return selection;
}

function checkId(kind: 'span' | 'trace', id: string): Uint8Array {
  const bytes = idBytes(kind, id);
  if (!bytes) {
    const isLong = id.length === ID_BYTES[kind] * 2;
    throw invalid(isLong ? `invalid ${kind} id: ${quoteGo(id)}` : `invalid ${kind} id length: ${quoteGo(id)}`);
  }
  return bytes;
}

/** Milliseconds of a step in seconds, fractions cut off as Go does. */
export function checkStep(seconds: number): number {
  if (!(seconds >= 0.001)) {
    throw invalid('step must be >= 1ms');
  }
  return Math.trunc(Math.trunc(seconds * 1e9) / 1e6);
}
