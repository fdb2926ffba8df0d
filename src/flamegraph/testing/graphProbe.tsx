import React from 'react';
import type { FlameGraphProps } from '../types';

/** The props of the graphs on screen, by label. */
export const shownGraphs = new Map<string, FlameGraphProps>();

/** Stands in for the flame graph (jsdom has no canvas): tests read its props and call its events. */
export function FlameGraph(props: FlameGraphProps) {
  const { ariaLabel } = props;
  React.useLayoutEffect(() => {
    shownGraphs.set(ariaLabel, props);
    return () => {
      shownGraphs.delete(ariaLabel);
    };
  });
  return <div role="tree" aria-label={ariaLabel} tabIndex={0} />;
}
