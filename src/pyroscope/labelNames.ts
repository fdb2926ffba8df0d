import { type PyroscopeDataSource } from './dataSources';
import { isNotAllowed } from './errors';
import { fetchLabelNames, fetchLabelValues } from './labels';
import { inParts } from './parts';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';

/** OpenTelemetry's names that services are told apart by; Pyroscope stores them with their dots. */
const COMMON_DOTTED = [
  'k8s.pod.name',
  'k8s.node.name',
  'host.name',
  'service.version',
  'service.instance.id',
  'deployment.environment',
];

/**
 * All label names among the profiles that the selector matches, sorted. Names with dots are left out of the data
 * source's own list; the proxy tells them, and where it is refused, those that are likely are asked for their values.
 * @param likely names with dots to try beside the usual ones
 * @throws DataSourceError, AbortError: a list that lacks names would look whole
 */
export async function fetchAllLabelNames(
  dataSource: PyroscopeDataSource,
  selector: string,
  range: AbsoluteRange,
  { likely = [], signal }: { likely?: readonly string[]; signal?: AbortSignal } = {}
): Promise<string[]> {
  const [plain, dotted] = await Promise.all([
    fetchLabelNames(dataSource, selector, range, signal),
    fetchDottedNames(dataSource, selector, range, signal).catch((error: unknown) => {
      if (isNotAllowed(error)) {
        return probe(dataSource, [...new Set([...likely.filter(hasDots), ...COMMON_DOTTED])], selector, range, signal);
      }
      throw error;
    }),
  ]);
  return [...new Set([...plain, ...dotted])].sort();
}

function fetchDottedNames(
  dataSource: PyroscopeDataSource,
  selector: string,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  const ask = async ({ from, to }: AbsoluteRange, stop?: AbortSignal) => {
    const body = { matchers: [selector], start: from, end: to };
    const { names = [] } = await callQuerier<{ names?: string[] }>(dataSource.uid, 'LabelNames', body, stop);
    return names.filter(hasDots);
  };
  return inParts(dataSource.uid, range, ask, (by) => by.names, { signal });
}

async function probe(
  dataSource: PyroscopeDataSource,
  candidates: readonly string[],
  selector: string,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<string[]> {
  const found = await Promise.all(
    candidates.map((name) => fetchLabelValues(dataSource, name, selector, range, signal))
  );
  return candidates.filter((_, i) => found[i].some(Boolean));
}

/** Whether a name is not a plain identifier, as Pyroscope sees it. */
function hasDots(name: string): boolean {
  return !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}
