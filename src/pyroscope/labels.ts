import { abortError } from './abort';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { inParts } from './parts';
import { type AbsoluteRange } from './query';

/** No server refuses a range of so few milliseconds for its length. */
const SHORT_MS = 3_600_000;

/**
 * The values of a label among the profiles that the selector matches, sorted. `__profile_type__` works too, and a
 * Viewer may ask. Dotted names are values-only: `fetchLabelNames` does not list them.
 */
export function fetchLabelValues(
  dataSource: PyroscopeDataSource,
  label: string,
  selector: string,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  return resource(dataSource, 'labelValues', { label, query: selector }, range, signal);
}

/** The names of the public labels among the profiles that the selector matches, those it names itself left out. */
export function fetchLabelNames(
  dataSource: PyroscopeDataSource,
  selector: string,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  return resource(dataSource, 'labelNames', { query: selector }, range, signal);
}

function resource(
  dataSource: PyroscopeDataSource,
  path: string,
  params: Record<string, string>,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  const ask = (part: AbsoluteRange, stop?: AbortSignal) => askPart(dataSource, path, params, part, stop);
  return inParts(dataSource.uid, range, ask, (by) => by.names, { signal });
}

async function askPart(
  dataSource: PyroscopeDataSource,
  path: string,
  about: Record<string, string>,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  const params = { ...about, start: range.from, end: range.to };
  try {
    // Without this option Grafana shows a toast of its own beside our message.
    const answer = await dataSource.getResource(path, params, { showErrorAlert: false, abortSignal: signal });
    return Array.isArray(answer) ? answer.map(String) : [];
  } catch (error) {
    if (signal?.aborted) {
      throw abortError();
    }
    const failure = DataSourceError.fromFetch(error);
    const isHidden = failure instanceof DataSourceError && failure.kind === 'other' && failure.words === '';
    if (isHidden && range.to - range.from > SHORT_MS) {
      const { reasonOf } = await import(/* webpackChunkName: "long-range" */ './longRange');
      throw await reasonOf(failure, dataSource, range, signal);
    }
    throw failure;
  }
}
