import { useEffect, useLayoutEffect, useRef } from 'react';
import type { NodeIndex } from '../../profile/model';
import type { Graph } from '../canvas/useGraph';
import type { FlameGraphProps, Part } from '../types';
import { isSamePart, partOf, rangeOf } from './ranges';

/** A part that is not moved for so long is where the reader wanted to go, ms. */
const SETTLED_MS = 300;

/** Keeps the shown part of the width and the one of the state the same: what is new in either goes into the other. */
export function usePart(graph: Graph, { part, onPart }: Pick<FlameGraphProps, 'part' | 'onPart'>): void {
  const { scene, root } = graph;
  const shown = partOf(scene);
  const latest = useRef({ graph, shown, onPart });
  const told = useRef<{ part: Part | undefined; root: NodeIndex }>({ part: undefined, root });
  useLayoutEffect(() => {
    latest.current = { graph, shown, onPart };
  });
  useLayoutEffect(() => {
    const now = latest.current;
    const { part: before, root: rootBefore } = told.current;
    told.current = { part, root };
    // With another focus the state's part goes, while the graph may be zoomed into a strip of it already.
    const isOfFocus = root !== rootBefore && part === undefined && now.shown !== undefined;
    if (!isSamePart(part, before) && !isSamePart(part, now.shown) && !isOfFocus) {
      now.graph.view(part && rangeOf(now.graph.scene, part));
    }
  }, [part, root]);
  const [from, to] = shown ?? [];
  useEffect(() => {
    const { shown: now } = latest.current;
    if (isSamePart(now, told.current.part)) {
      return;
    }
    const timer = window.setTimeout(() => latest.current.onPart?.(now), SETTLED_MS);
    return () => window.clearTimeout(timer);
  }, [from, to]);
}
