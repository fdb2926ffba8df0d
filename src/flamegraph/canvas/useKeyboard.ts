import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { NodeIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import type { HoverStore } from './hover';
import { pointBelow, type Surface } from './pointing';
import { boxOf, minDrawnWidth, type Viewport } from './scene';
import type { Actions } from './useActions';
import type { Graph } from './useGraph';
import { revealRange } from './zoom';
import { endOfHeaviest, heaviestChild, neighbor, parentBox } from './navigate';

interface Input {
  readonly grows: FlameGraphProps['direction'];
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

interface KeyInput {
  readonly grows: FlameGraphProps['direction'];
  readonly graph: Graph;
  readonly viewport: Viewport | undefined;
  readonly actions: Actions;
  /** Shows a box as the keyboard's, with its tooltip; zooms if it is too narrow to see. */
  moveTo(node: NodeIndex): void;
  openMenu(node: NodeIndex): void;
  /** The tooltip goes with whatever key ends its use. */
  hideTooltip(): void;
}

/** Handles a key of the tree. Keys it does not know, and an Escape with nothing to step out of, are left to others. */
function handleKey(event: KeyboardEvent, input: KeyInput): void {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const run = commandFor(event, input);
  if (run && run() !== false) {
    event.preventDefault();
    event.stopPropagation();
  }
}

type Command = () => unknown;

function commandFor(event: KeyboardEvent, input: KeyInput): Command | undefined {
  const { graph, actions, openMenu, hideTooltip } = input;
  const node = graph.selected ?? graph.root;
  const move = moveFor(event.key, node, input);
  if (move) {
    return move;
  }
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    return () => openMenu(node);
  }
  switch (event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key) {
    case 'Enter':
      return () => actions.focus(node);
    case 'Escape':
      return () => {
        hideTooltip();
        return actions.stepOut();
      };
    case 's':
      return () => actions.sandwich(node);
    case 'H':
      return () => actions.highlight(node);
    case 'l':
      return actions.lines && (() => actions.lines?.(node));
    case 'c':
      return () => actions.copy(node);
    case 'e': {
      const head = actions.groupOf(node);
      return head === undefined ? undefined : () => actions.toggleGroup(head);
    }
    default:
      return undefined;
  }
}

function moveFor(key: string, node: NodeIndex, { grows, graph, viewport, moveTo }: KeyInput): Command | undefined {
  const { scene } = graph;
  // Whatever is drawn can be walked to.
  const minWidth = viewport ? minDrawnWidth(scene, viewport) : 0;
  // A key without a target does nothing: an arrow that scrolls at a leaf and moves elsewhere would only confuse.
  const go = (target: NodeIndex | undefined) => () => {
    if (target !== undefined) {
      moveTo(target);
    }
  };
  switch (key) {
    case grows === 'down' ? 'ArrowUp' : 'ArrowDown':
      return go(parentBox(scene, node));
    case grows === 'down' ? 'ArrowDown' : 'ArrowUp':
      return go(heaviestChild(scene, node));
    case 'ArrowLeft':
      return go(neighbor(scene, node, -1, minWidth));
    case 'ArrowRight':
      return go(neighbor(scene, node, 1, minWidth));
    case 'h':
      return go(endOfHeaviest(scene, node));
    case 'Home':
      return go(graph.root);
    default:
      return undefined;
  }
}
