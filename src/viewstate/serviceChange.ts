import type { DropReason } from '../subject/paramReader';
import type { Namespace, Subject } from '../subject/subject';
import { withoutParts, withSubject, type Change } from './changes';
import type { ViewState } from './state';
import { alone } from './versus';

/** What a person goes to, and what is known of what it has in common with what was shown before. */
interface NextService {
  service: string;
  namespace?: Namespace;
  /** those of the filters that some of its profiles have; without it none */
  filters?: Subject['filters'];
  /** it is known not to send the type of the link */
  lacksType?: boolean;
}

/**
 * Another service: filters that mean nothing there and everything that names the code go. Search, sort, layout and range
 * stay, they mean the same anywhere. The same service in another namespace is the same code, and keeps everything.
 */
export function applyServiceChange(
  state: ViewState,
  { service, namespace = { kind: 'undecided' }, filters = [], lacksType = false }: NextService
): Change {
  const { service: before, filters: filtersBefore, type } = state.subject;
  if (service === before) {
    return { state: withSubject(state, { namespace }), dropped: [] };
  }
  const reason: DropReason = { kind: 'other-service', service: before };
  const { graph, dropped } = withoutParts(
    state.graph,
    ['highlight', 'sandwich', 'lines', 'focus', 'group', 'own', 't'],
    reason
  );
  const lostFilters = filters.length < filtersBefore.length ? [{ param: 'filters', reason }] : [];
  const lostType = lacksType && type !== undefined ? [{ param: 'type', reason }] : [];
  const { only, ...kept } = state.subject;
  const lostOnly = only === undefined ? [] : [{ param: only.kind, reason }];
  const { type: _, ...typeless } = kept;
  const subject = { ...(lacksType ? typeless : kept), service, namespace, filters };
  const { over, overBy: __, overSplit: ___, ...stateWithout } = state;
  const lostOver = over ? [{ param: 'over', reason }] : [];
  const moved = { ...stateWithout, graph, subject };
  // Another time is one of any service; another selector of this one alone.
  const { range, window } = state.versus?.other ?? {};
  const versus = state.versus && { ...state.versus, other: { ...(range && { range }), ...(window && { window }) } };
  const compared = versus && (versus.shift !== undefined || range !== undefined || window !== undefined);
  const lostVersus = state.versus && !compared ? [{ param: 'compare', reason }] : [];
  return {
    state: compared ? { ...moved, versus } : alone(moved),
    dropped: [...lostType, ...lostFilters, ...lostOnly, ...lostVersus, ...lostOver, ...dropped],
  };
}
