import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { buildSelector } from '../../query/selector';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { diagnoseEmpty, type EmptyReason, type Probe } from '../../pyroscope/diagnose';
import { fetchLabelValues } from '../../pyroscope/labels';
import { withSubject } from '../../viewstate/changes';
import { fetchSeries } from '../../pyroscope/series';
import { rememberNamespaceLabel } from './namespaceMemory';
import { type ProfilesTab } from './useProfilesTab';

export interface Diagnosis {
  reason: EmptyReason | undefined;
  asking: boolean;
  error: unknown;
}

/** Why there is nothing to draw; asks only when `empty`. A namespace label that was found is put into the address. */
export function useDiagnosis(tab: ProfilesTab, empty: boolean): Diagnosis {
  const { address, asked, chosen, minStepMs, profile, settings, shown } = tab;
  const { dataSource } = chosen;
  const question = asked && {
    ...asked,
    namespaceLabels: settings.namespaceLabels,
    // A type that the service does not have is known by the link only.
    typeId: profile.typeId ?? address.state.subject.type,
    range: shown!,
  };
  const { data, error, isFetching } = useQuery({
    queryKey: ['diagnosis', dataSource?.uid, question],
    queryFn: ({ signal }) => diagnoseEmpty(question!, probeOf(dataSource!, minStepMs, signal)),
    enabled: empty && question !== undefined && dataSource !== undefined && shown !== undefined,
  });
  const foundLabel = empty && data?.kind === 'other-namespace-label' ? data.namespaceLabel : undefined;
  const { go } = address;
  useEffect(() => {
    if (foundLabel !== undefined && dataSource) {
      rememberNamespaceLabel(dataSource.uid, foundLabel);
      go((state) => withSubject(state, { namespace: { ...state.subject.namespace, label: foundLabel } }), 'replace');
    }
  }, [foundLabel, dataSource, go]);
  return { reason: empty ? data : undefined, asking: isFetching, error };
}

function probeOf(dataSource: PyroscopeDataSource, minStepMs: number, signal: AbortSignal): Probe {
  return {
    values: (label, matchers, range) => fetchLabelValues(dataSource, label, buildSelector(matchers), range, signal),
    newest: async (profileTypeId, matchers, range) => {
      const { series } = await fetchSeries(
        dataSource,
        { profileTypeId, labelSelector: buildSelector(matchers), range, minStepMs },
        signal
      );
      const last = series.flatMap(({ times }) => times.slice(-1));
      return last.length > 0 ? Math.min(range.to, Math.max(...last)) : undefined;
    },
  };
}
