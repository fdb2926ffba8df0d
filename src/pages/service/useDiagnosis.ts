import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { buildSelector } from '../../query/selector';
import { diagnoseEmpty, type EmptyReason } from '../../pyroscope/diagnose';
import { fetchLabelValues } from '../../pyroscope/labels';
import { rememberNamespaceLabel } from './namespaceMemory';
import { type ProfilesTab } from './useProfilesTab';

export interface Diagnosis {
  reason: EmptyReason | undefined;
  error: unknown;
}

/** Why there is nothing to draw; asks only when `empty`. A namespace label that was found is put into the address. */
export function useDiagnosis(tab: ProfilesTab, empty: boolean): Diagnosis {
  const { address, asked, chosen, profile, settings, shown } = tab;
  const { dataSource } = chosen;
  const question = { ...asked, namespaceLabels: settings.namespaceLabels, typeId: profile.typeId, range: shown! };
  const { data, error } = useQuery({
    queryKey: ['diagnosis', dataSource?.uid, question],
    queryFn: ({ signal }) =>
      diagnoseEmpty(question, (label, matchers, range) =>
        fetchLabelValues(dataSource!, label, buildSelector(matchers), range, signal)
      ),
    enabled: empty && dataSource !== undefined && shown !== undefined,
  });
  const foundLabel = empty && data?.kind === 'other-namespace-label' ? data.namespaceLabel : undefined;
  const { go } = address;
  useEffect(() => {
    if (foundLabel !== undefined && dataSource) {
      rememberNamespaceLabel(dataSource.uid, foundLabel);
      go((state) => ({ ...state, namespaceLabel: foundLabel }), 'replace');
    }
  }, [foundLabel, dataSource, go]);
  return { reason: empty ? data : undefined, error };
}
