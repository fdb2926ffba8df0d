import { abortError } from './abort';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { type AbsoluteRange } from './query';

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
  return resource(dataSource, 'labelValues', { label, query: selector, start: range.from, end: range.to }, signal);
}

/** The names of the public labels among the profiles that the selector matches, those it names itself left out. */
export function fetchLabelNames(
  dataSource: PyroscopeDataSource,
  selector: string,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  return resource(dataSource, 'labelNames', { query: selector, start: range.from, end: range.to }, signal);
}

async function resource(
  dataSource: PyroscopeDataSource,
  path: string,
  params: Record<string, string | number>,
  signal?: AbortSignal
): Promise<string[]> {
  try {
    // Without this option Grafana shows a toast of its own beside our message.
    const answer = await dataSource.getResource(path, params, { showErrorAlert: false, abortSignal: signal });
    return Array.isArray(answer) ? answer.map(String) : [];
  } catch (error) {
    if (signal?.aborted) {
      throw abortError();
    }
    throw DataSourceError.fromFetch(error);
  }
}
