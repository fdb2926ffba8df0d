import type { KeyboardEvent } from 'react';
import type { NodeIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import { heaviestChild, neighbor, parentBox } from './navigate';
import { minDrawnWidth, type Viewport } from './scene';
import type { Actions } from './useActions';
import type { Graph } from './useGraph';

interface Input {
  readonly direction: FlameGraphProps['direction'];
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
export function handleKey(event: KeyboardEvent, input: Input): void {
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

function commandFor(event: KeyboardEvent, input: Input): Command | undefined {
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
    case 'h':
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

function moveFor(key: string, node: NodeIndex, { direction, graph, viewport, moveTo }: Input): Command | undefined {
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
    case direction === 'down' ? 'ArrowUp' : 'ArrowDown':
      return go(parentBox(scene, node));
    case direction === 'down' ? 'ArrowDown' : 'ArrowUp':
      return go(heaviestChild(scene, node));
    case 'ArrowLeft':
      return go(neighbor(scene, node, -1, minWidth));
    case 'ArrowRight':
      return go(neighbor(scene, node, 1, minWidth));
    case 'Home':
      return go(graph.root);
    default:
      return undefined;
  }
}
