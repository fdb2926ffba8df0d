import type { GraphViewState } from './state';

/** A part of the change that is undefined is taken out of the state. */
export function applyGraphChange(graph: GraphViewState, change: Partial<GraphViewState>): GraphViewState {
  const next: GraphViewState = { ...graph, ...change };
  for (const part of [
    'highlight',
    'search',
    'sandwich',
    'callers',
    'callees',
    'lines',
    'focus',
    'x',
    'own',
    'transforms',
    'dim',
    'tree',
  ] as const) {
    if (next[part] === undefined) {
      delete next[part];
    }
  }
  return next;
}
