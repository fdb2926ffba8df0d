import { DEFAULT_MIN_STEP_MS, minStepOf } from '../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type Selected } from '../../subject/subject';
import { useAddress, type Address } from '../common/useAddress';
import { useClock, type Clock } from '../common/useClock';
import { useDataSource, type ChosenDataSource } from '../common/useDataSource';
import { useRefreshInterval } from '../common/useRefresh';
import { useSettings } from '../common/useSettings';
import { type Settings } from '../settings/schema';
import { useLinkedNamespace, useNamespace, type NamespaceState } from './useNamespace';
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
  namespace: NamespaceState;
  /** undefined while the service's namespace is not known, or must be chosen */
  asked: Selected | undefined;
  profile: ServiceProfile;
}

export function useProfilesTab(): ProfilesTab {
  const address = useAddress();
  const { state } = address;
  const { subject } = state;
  const settings = useSettings();
  const [interval] = useRefreshInterval();
  const chosen = useDataSource(subject.dataSource);
  const clock = useClock(subject.range, interval);
  const { namespaceLabels } = settings;
  const namespace = useNamespace({
    subject,
    candidates: namespaceLabels,
    dataSource: chosen.dataSource,
    range: clock.span,
  });
  const uid = chosen.choice.kind === 'chosen' ? chosen.choice.dataSource.uid : undefined;
  useLinkedNamespace(address, namespace, { dataSource: uid, usualLabel: namespaceLabels[0] });
  const { service, filters } = subject;
  const asked =
    service !== undefined && namespace.settled ? { service, namespace: namespace.settled, filters } : undefined;
  const shown = clock.span && (subject.window ?? clock.span);
  const minStepMs = chosen.choice.kind === 'chosen' ? minStepOf(chosen.choice.dataSource) : DEFAULT_MIN_STEP_MS;
  const profile = useServiceProfile({
    asked,
    wantedType: subject.type,
    dataSource: chosen.dataSource,
    span: clock.span,
    shown,
    snapshot: subject.snapshot,
    minStepMs,
    maxNodes: state.detail === 'more' ? settings.largestMaxNodes : settings.defaultMaxNodes,
  });
  return { address, settings, chosen, clock, shown, minStepMs, namespace, asked, profile };
}
