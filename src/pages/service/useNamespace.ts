import { useQuery } from '@tanstack/react-query';
import { decideNamespace, type NamespaceAnswer } from '../../query/namespace';
import { buildSelector } from '../../query/selector';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type AbsoluteRange } from '../../pyroscope/query';

interface NamespaceQuestion {
  service: string | undefined;
  /** the link's; undefined: the data source is asked which there are */
  namespace: string | undefined;
  label: string | undefined;
  candidates: readonly string[];
  dataSource: PyroscopeDataSource | undefined;
  range: AbsoluteRange | undefined;
}

/**
 * Which namespace a link without one means. Links that name theirs ask nothing.
 * @returns undefined while it is not known
 */
export function useNamespace(question: NamespaceQuestion): NamespaceAnswer | undefined {
  const { service, namespace, label, candidates, dataSource, range } = question;
  const labels = label === undefined ? candidates : [label];
  const { data: values, isError } = useQuery({
    queryKey: ['namespaces', dataSource?.uid, service, labels, range],
    queryFn: async ({ signal }) => {
      const selector = buildSelector([{ name: 'service_name', op: '=', value: service! }]);
      const found = await Promise.all(
        labels.map((name) => fetchLabelValues(dataSource!, name, selector, range!, signal))
      );
      return new Map(labels.map((name, i) => [name, found[i]]));
    },
    enabled: namespace === undefined && service !== undefined && dataSource !== undefined && range !== undefined,
  });
  if (isError) {
    // The flame graph's own query will say in the server's words what is wrong.
    return { kind: 'none' };
  }
  return values && decideNamespace({ label, candidates, values });
}
