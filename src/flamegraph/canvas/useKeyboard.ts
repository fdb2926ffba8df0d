import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { NodeIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import type { HoverStore } from './hover';
import { handleKey } from './keys';
import { pointBelow, type Surface } from './pointing';
import { boxOf, type Viewport } from './scene';
import type { Actions } from './useActions';
import type { Graph } from './useGraph';
import { revealRange } from './zoom';

interface Input {
  readonly direction: FlameGraphProps['direction'];
  readonly viewport: Viewport | undefined;
  readonly graph: Graph;
  readonly actions: Actions;
  readonly hover: HoverStore;
  readonly surface: () => Surface | undefined;
  openMenu(node: NodeIndex, at: { x: number; y: number }): void;
}

/** Keys and focus of the tree. A box that the keyboard moved to has its tooltip shown, as under a pointer. */
export function useKeyboard(input: Input) {
  const { graph, hover, surface, openMenu } = input;
  const movedRef = useRef(false);
  const byPointerRef = useRef(false);
  const { scene, selected } = graph;
  useTooltipOfMove(movedRef, input);

  const hideTooltip = () => hover.set(undefined);
  const moveTo = (node: NodeIndex) => {
    movedRef.current = true;
    const now = surface();
    const range = now && revealRange(scene, now.viewport, boxOf(scene, node));
    if (range) {
      graph.zoomTo(range, graph.root);
    }
    graph.select(node);
  };
  const openMenuFor = (node: NodeIndex) => {
    const now = surface();
    const at = now && pointBelow(now, node);
    if (at) {
      hideTooltip();
      openMenu(node, at);
    }
  };
  return {
    handlers: {
      onKeyDown: (event: KeyboardEvent) => handleKey(event, { ...input, moveTo, openMenu: openMenuFor, hideTooltip }),
      /** The pointer's click selects what it hits; the keyboard that arrives needs a place to start from. */
      onFocus: () => {
        if (!byPointerRef.current && selected === undefined) {
          graph.select(graph.root);
        }
        byPointerRef.current = false;
      },
      onBlur: () => hover.get()?.byKeyboard && hideTooltip(),
      onMouseDown: () => {
        byPointerRef.current = true;
      },
    },
    /** After a menu: nobody has arrived, so nothing is selected and nothing scrolls. */
    takeFocusBack: (scroller: HTMLElement | null) => {
      byPointerRef.current = true;
      scroller?.focus({ preventScroll: true });
      byPointerRef.current = false;
    },
  };
}

/** After the move is on screen: only then is it known where the box is. */
function useTooltipOfMove(movedRef: { current: boolean }, { graph, hover, surface }: Input): void {
  useLayoutEffect(() => {
    if (movedRef.current && graph.selected !== undefined) {
      movedRef.current = false;
      const now = surface();
      const at = now && pointBelow(now, graph.selected);
      hover.set(at && { hit: { kind: 'node', node: graph.selected }, scene: graph.scene, ...at, byKeyboard: true });
    }
  });
}
