import type { Dropped } from '../subject/paramReader';
import type { Param } from './params';
import type { GraphViewState, ViewState } from './state';

/**
 * Servers and proxies commonly take 8,192 bytes of request line (nginx's large_client_header_buffers); the method, the
 * path and a sub-path need some of them. Everything is percent-encoded, so characters are bytes.
 */
export const MAX_QUERY_LENGTH = 7_680;

interface Cut {
  param: Param;
  apply(graph: GraphViewState): GraphViewState;
}

/** Least worth first. What decides which profile is shown is never cut: it would be another picture without a word. */
const CUTS: readonly Cut[] = [
  {
    param: 'callers_group',
    apply: ({ callers: _, callees: __, ...graph }) => graph,
  },
  {
    param: 'group',
    apply: (graph) => ({ ...graph, collapse: { ...graph.collapse, toggled: [] } }),
  },
  { param: 'lines', apply: ({ lines: _, ...graph }) => graph },
  { param: 'focus', apply: ({ focus: _, x: __, ...graph }) => graph },
  { param: 'search', apply: ({ search: _, ...graph }) => graph },
  { param: 'highlight', apply: ({ highlight: _, ...graph }) => graph },
  { param: 'sandwich', apply: ({ sandwich: _, callers: __, callees: ___, ...graph }) => graph },
];

/**
 * Leaves out parts of the state until its query fits, and says which: one part where one is enough, else the least worth
 * first. Of the groups the oldest go first, as many as needed. When nothing is left to cut, the query stays too long.
 */
export function fitIntoLimit(
  state: ViewState,
  lengthOf: (state: ViewState) => number
): { state: ViewState; cut: Dropped[] } {
  const fits = (graph: GraphViewState) => lengthOf({ ...state, graph }) <= MAX_QUERY_LENGTH;
  if (fits(state.graph)) {
    return { state, cut: [] };
  }
  const fewer = withFewerGroups(state.graph, fits);
  if (fewer) {
    const gone = state.graph.collapse.toggled.length - fewer.collapse.toggled.length;
    return {
      state: { ...state, graph: fewer },
      cut: [{ param: 'group', reason: { kind: 'link-too-long-for-groups', gone } }],
    };
  }
  const enough = CUTS.find(({ apply }) => fits(apply(state.graph)));
  let { graph } = state;
  const cut: Dropped[] = [];
  for (const { param, apply } of enough ? [enough] : CUTS) {
    const shorter = apply(graph);
    if (!fits(graph) && lengthOf({ ...state, graph: shorter }) < lengthOf({ ...state, graph })) {
      graph = shorter;
      cut.push({ param, reason: { kind: 'link-too-long' } });
    }
  }
  return { state: { ...state, graph }, cut };
}

/** The most of the newest groups that fit; undefined when not even one does. */
function withFewerGroups(graph: GraphViewState, fits: (graph: GraphViewState) => boolean): GraphViewState | undefined {
  const { toggled } = graph.collapse;
  const without = (count: number) => ({ ...graph, collapse: { ...graph.collapse, toggled: toggled.slice(count) } });
  let tooFew = 0;
  let enough = toggled.length;
  if (enough === 0 || !fits(without(enough))) {
    return undefined;
  }
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1;
    if (fits(without(middle))) {
      enough = middle;
    } else {
      tooFew = middle;
    }
  }
  return without(enough);
}
