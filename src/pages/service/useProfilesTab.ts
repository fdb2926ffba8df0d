import { useMemo } from 'react';
import { type NamespaceAnswer, likeliestLabel } from '../../query/namespace';
import { DEFAULT_MIN_STEP_MS, minStepOf } from '../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../pyroscope/query';
import { useAddress, type Address } from '../common/useAddress';
import { useClock, type Clock } from '../common/useClock';
import { useDataSource, type ChosenDataSource } from '../common/useDataSource';
import { useRefreshInterval } from '../common/useRefresh';
import { useSettings } from '../common/useSettings';
import { type Settings } from '../settings/schema';
import { type Asked } from './selector';
import { useFoundNamespace, useLinkedLabel, useNamespace } from './useNamespace';
import { rememberedNamespaceLabel } from './namespaceMemory';
import { useServiceProfile, type ServiceProfile } from './useServiceProfile';

/** Everything that the parts of the Profiles tab are drawn from. */
export interface ProfilesTab {
  address: Address;
  settings: Settings;
  chosen: ChosenDataSource;
  clock: Clock;
  /** what the flame graph is asked for: the window in the range, else all of it */
  shown: AbsoluteRange | undefined;
  /** of the data source's series, in milliseconds */
  minStepMs: number;
  /** undefined while a link without a namespace waits for the service's namespaces */
  namespace: NamespaceAnswer | undefined;
  /** why the namespaces could not be found out */
  namespaceError: unknown;
  asked: Asked;
  profile: ServiceProfile;
}

export function useProfilesTab(): ProfilesTab {
  const address = useAddress();
  const { state } = address;
  const settings = useSettings();
  const [interval] = useRefreshInterval();
  const chosen = useDataSource(state.dataSource);
  const clock = useClock(state.range, interval);
  const { namespace, namespaceError, asked } = useAsked({ address, settings, chosen, clock });
  const shown = clock.span && (state.window ?? clock.span);
  const minStepMs = chosen.choice.kind === 'chosen' ? minStepOf(chosen.choice.dataSource) : DEFAULT_MIN_STEP_MS;
  const profile = useServiceProfile({
    asked,
    wantedType: state.type,
    dataSource: chosen.dataSource,
    span: clock.span,
    shown,
    snapshot: state.snapshot,
    minStepMs,
    maxNodes: state.detail === 'more' ? settings.largestMaxNodes : settings.defaultMaxNodes,
    enabled: state.service !== undefined && (state.namespace !== undefined || settled(namespace)),
  });
  return { address, settings, chosen, clock, shown, minStepMs, namespace, namespaceError, asked, profile };
}

/** The service, the namespace that the link names or that was found out, and the label that holds it. */
function useAsked({
  address,
  settings,
  chosen,
  clock,
}: Pick<ProfilesTab, 'address' | 'settings' | 'chosen' | 'clock'>) {
  const { state } = address;
  const { namespaceLabels } = settings;
  const uid = chosen.choice.kind === 'chosen' ? chosen.choice.dataSource.uid : undefined;
  const remembered = uid === undefined ? undefined : rememberedNamespaceLabel(uid, namespaceLabels);
  const candidates = useMemo(
    () => (remembered === undefined ? namespaceLabels : [...new Set([remembered, ...namespaceLabels])]),
    [remembered, namespaceLabels]
  );
  const { answer: namespace, error: namespaceError } = useNamespace({
    service: state.service,
    namespace: state.namespace,
    label: state.namespaceLabel,
    candidates,
    dataSource: chosen.dataSource,
    range: clock.span,
  });
  const found = namespace?.kind === 'chosen' ? namespace : undefined;
  const namespaceLabel = found?.label ?? likeliestLabel({ label: state.namespaceLabel, remembered }, namespaceLabels);
  useFoundNamespace(address, found, { dataSource: uid, usualLabel: namespaceLabels[0] });
  useLinkedLabel(address, namespaceLabel, namespaceLabels[0]);
  const asked: Asked = {
    service: state.service ?? '',
    namespace: state.namespace ?? found?.namespace,
    namespaceLabel,
    filters: state.filters,
  };
  return { namespace, namespaceError, asked };
}

/** Several namespaces are never merged in silence: nothing is asked until one is chosen. */
function settled(namespace: NamespaceAnswer | undefined): boolean {
  return namespace !== undefined && namespace.kind !== 'several';
}
