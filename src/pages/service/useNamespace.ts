import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { decideNamespace, type NamespaceAnswer } from '../../query/namespace';
import { buildSelector } from '../../query/selector';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Address } from '../common/useAddress';
import { rememberNamespaceLabel } from './namespaceMemory';

interface NamespaceQuestion {
  service: string | undefined;
  /** the link's; undefined: the data source is asked which there are */
  namespace: string | undefined;
  label: string | undefined;
  candidates: readonly string[];
  dataSource: PyroscopeDataSource | undefined;
  range: AbsoluteRange | undefined;
}

export interface FoundNamespace {
  /** undefined while it is not known */
  answer: NamespaceAnswer | undefined;
  /** it could not be found out: nothing is asked without it, or prod and staging would be merged in silence */
  error: unknown;
}

const NOT_ASKED: FoundNamespace = { answer: undefined, error: null };

/** Which namespace a link without one means. Links that name theirs ask nothing. */
export function useNamespace(question: NamespaceQuestion): FoundNamespace {
  const { service, namespace, label, candidates, dataSource, range } = question;
  const labels = label === undefined ? candidates : [label];
  const asks = namespace === undefined && service !== undefined && dataSource !== undefined && range !== undefined;
  const subject = JSON.stringify([dataSource?.uid, service, labels]);
  const { data: values, error } = useQuery({
    queryKey: ['namespaces', subject, range],
    queryFn: async ({ signal }) => {
      const selector = buildSelector([{ name: 'service_name', op: '=', value: service! }]);
      const found = await Promise.all(
        labels.map((name) => fetchLabelValues(dataSource!, name, selector, range!, signal))
      );
      return new Map(labels.map((name, i) => [name, found[i]]));
    },
    enabled: asks,
    // A refresh starts from what is known, and corrects itself.
    placeholderData: (last, query) => (query?.queryKey[1] === subject ? last : undefined),
  });
  return asks ? { answer: values && decideNamespace({ label, candidates, values }), error } : NOT_ASKED;
}

/** A namespace that was found out goes into the address, with its label where that is not the usual one. */
export function useFoundNamespace(
  { state, go }: Address,
  found: Extract<NamespaceAnswer, { kind: 'chosen' }> | undefined,
  { dataSource, usualLabel }: { dataSource: string | undefined; usualLabel: string }
) {
  const { label, namespace } = (state.namespace === undefined && found) || {};
  useEffect(() => {
    if (label !== undefined && dataSource !== undefined) {
      rememberNamespaceLabel(dataSource, label);
      go((now) => ({ ...now, namespace, ...(label === usualLabel ? {} : { namespaceLabel: label }) }), 'replace');
    }
  }, [label, namespace, dataSource, usualLabel, go]);
}

/**
 * A label other than the usual one goes into the address, also one that this browser only remembered: another person's
 * memory may hold another label, and the link must open the same picture there.
 */
export function useLinkedLabel({ state, go }: Address, label: string, usualLabel: string | undefined) {
  const missing = state.namespace !== undefined && state.namespaceLabel === undefined && label !== usualLabel;
  useEffect(() => {
    if (missing) {
      go((now) => ({ ...now, namespaceLabel: label }), 'replace');
    }
  }, [missing, label, go]);
}
