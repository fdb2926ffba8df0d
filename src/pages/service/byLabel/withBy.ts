import { type ViewState } from '../../../viewstate/state';

/** With a label's values as the graph's first level, or without; paths begin one level further down then, and go. */
export function withBy({ by: _, ...state }: ViewState, label: string | undefined): ViewState {
  const { focus: __, ...graph } = state.graph;
  return {
    ...state,
    ...(label !== undefined && { by: label }),
    graph: { ...graph, collapse: { ...graph.collapse, toggled: [] } },
  };
}
