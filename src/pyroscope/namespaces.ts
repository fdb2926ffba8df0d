import { buildSelector } from '../query/buildSelector';
import { type PyroscopeDataSource } from './dataSources';
import { fetchLabelValues } from './labels';
import { type AbsoluteRange } from './query';

/** The namespaces that a service's profiles have. */
export interface FoundNamespaces {
  /** the label that holds them; undefined: no profile of the service has any of the labels */
  label: string | undefined;
  names: string[];
  /** some profiles of the service lack the label, or it could not be asked whether: then a person must choose */
  without: boolean;
  /** labels that could not be asked about, or not to the end, although others could */
  failed: Array<{ label: string; error: unknown }>;
}

/**
 * Which namespaces a service has profiles in, by the first of the labels that any profile of it has. A label that cannot
 * be asked about costs only itself, unless none of the others has a value: then it may be the one.
 * @param labels candidates, most likely first
 * @throws DataSourceError, AbortError
 */
export async function fetchNamespaces(
  dataSource: PyroscopeDataSource,
  { service, labels, range }: { service: string; labels: readonly string[]; range: AbsoluteRange },
  signal?: AbortSignal
): Promise<FoundNamespaces> {
  const ofService = { name: 'service_name', op: '=', value: service } as const;
  const answers = await Promise.allSettled(
    labels.map((label) => fetchLabelValues(dataSource, label, buildSelector([ofService]), range, signal))
  );
  const namesOf = (answer: PromiseSettledResult<string[]>) =>
    answer.status === 'fulfilled' ? answer.value.filter(Boolean) : [];
  const at = answers.findIndex((answer) => namesOf(answer).length > 0);
  const failed = answers.flatMap((answer, i) =>
    answer.status === 'rejected' ? [{ label: labels[i], error: answer.reason as unknown }] : []
  );
  if (at < 0) {
    if (failed.length > 0) {
      throw failed[0].error;
    }
    return { label: undefined, names: [], without: true, failed };
  }
  const lacking = buildSelector([ofService, { name: labels[at], op: '=', value: '' }]);
  const label = labels[at];
  const without = await fetchLabelValues(dataSource, 'service_name', lacking, range, signal).then(
    (found) => found.length > 0,
    (error: unknown) => {
      signal?.throwIfAborted();
      failed.push({ label, error });
      return true;
    }
  );
  return { label, names: namesOf(answers[at]), without, failed };
}
