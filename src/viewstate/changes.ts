import type { Dropped, DropReason } from '../subject/paramReader';
import type { Namespace, Subject } from '../subject/subject';
import { MOST_OVER, type GraphViewState, type ViewState } from './state';
import { writeViewState } from './url';
import { alone } from './versus';

/** A changed state and what of the old one did not survive the change. */
export interface Change {
  state: ViewState;
  dropped: Dropped[];
}

/** The same view of a changed subject. */
export function withSubject(state: ViewState, change: Partial<Subject>): ViewState {
  return { ...state, subject: { ...state.subject, ...change } };
}

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

/**
 * Another profile type: paths go, because the stacks differ, unless it is another value of the same profile (the same
 * name, as in `process_cpu:cpu` and `process_cpu:samples`). Symbols and filters stay: it is the same code.
 */
export function applyTypeChange(state: ViewState, type: string): Change {
  const changed = withSubject(state, { type });
  if (state.subject.type?.split(':')[0] === type.split(':')[0]) {
    return { state: changed, dropped: [] };
  }
  const { graph, dropped } = withoutParts(state.graph, ['callers', 'callees', 'focus', 'group'], {
    kind: 'other-type',
  });
  return { state: { ...changed, graph }, dropped };
}

/** Draws a function over time, or no longer where it was; the oldest of six goes. */
export function withOver({ over = [], ...state }: ViewState, name: string): ViewState {
  const next = over.includes(name) ? over.filter((other) => other !== name) : [...over, name].slice(-MOST_OVER);
  const { overBy: _, overSplit: __, ...without } = state;
  return next.length === 0 ? without : { ...state, over: next };
}

/** Another range: the window was a part of the old one. */
export function applyRangeChange(state: ViewState, range: Subject['range']): Change {
  const { window: _, ...subject } = state.subject;
  return { state: { ...state, subject: { ...subject, range } }, dropped: [] };
}

/** Another data source: which label holds the namespace is found out anew. */
export function applyDataSourceChange(state: ViewState, dataSource: string): Change {
  const { label: _, ...namespace } = state.subject.namespace;
  return { state: withSubject(state, { dataSource, namespace }), dropped: [] };
}

/**
 * How a change enters the browser's history. Steps that a person takes are pushed, so that Back undoes them; typing
 * replaces, except its first letter: Back then ends the search, not the step before it. So does moving about in a graph
 * that is zoomed already: Back then shows its whole width.
 * Corrections that the page makes by itself are its own to replace.
 */
export function historyFor(before: ViewState, after: ViewState): 'push' | 'replace' | 'none' {
  const typed = before.graph.search?.text;
  if (linkOf(before) === linkOf(after)) {
    return 'none';
  }
  if (
    before.graph.x &&
    after.graph.x &&
    linkOf({ ...before, graph: { ...before.graph, x: after.graph.x } }) === linkOf(after)
  ) {
    return 'replace';
  }
  return typed && linkOf(withSearch(before, after.graph.search)) === linkOf(after) && sameMode(before, after)
    ? 'replace'
    : 'push';
}

function sameMode(before: ViewState, after: ViewState): boolean {
  // A search that is typed away altogether has no mode any more.
  return after.graph.search === undefined || before.graph.search?.regex === after.graph.search.regex;
}

function withSearch(state: ViewState, search: GraphViewState['search']): ViewState {
  return { ...state, graph: { ...state.graph, search } };
}

function linkOf(state: ViewState): string {
  return writeViewState(state).params.toString();
}

type Part = 'highlight' | 'sandwich' | 'lines' | 'callers' | 'callees' | 'focus' | 'group' | 'own' | 't';

function withoutParts(
  graph: GraphViewState,
  parts: readonly Part[],
  reason: DropReason
): { graph: GraphViewState; dropped: Dropped[] } {
  const rest = { ...graph };
  const dropped: Dropped[] = [];
  // A part of the width of what was focused; without a focus, of the whole, which is another one too.
  delete rest.x;
  for (const part of parts) {
    if (part === 'group') {
      if (rest.collapse.toggled.length > 0) {
        rest.collapse = { ...rest.collapse, toggled: [] };
        dropped.push({ param: part, reason });
      }
    } else if (part === 't') {
      if (rest.transforms !== undefined) {
        delete rest.transforms;
        dropped.push({ param: part, reason });
      }
    } else if (rest[part] !== undefined) {
      delete rest[part];
      if (part === 'sandwich') {
        delete rest.callers;
        delete rest.callees;
      }
      dropped.push({ param: part, reason });
    }
  }
  return { graph: rest, dropped };
}
