import type { Dropped, DropReason } from '../subject/paramReader';
import type { Subject } from '../subject/subject';
import { MOST_OVER, type GraphViewState, type ViewState } from './state';
import { writeViewState } from './url';

/** A changed state and what of the old one did not survive the change. */
export interface Change {
  state: ViewState;
  dropped: Dropped[];
}

/** The same view of a changed subject. */
export function withSubject(state: ViewState, change: Partial<Subject>): ViewState {
  return { ...state, subject: { ...state.subject, ...change } };
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

/** The view of a graph without what means nothing any more, and what of it there was. */
export function withoutParts(
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
