import { useState } from 'react';
import type { Hit } from '../../profile/hit';
import { FrameKind, isSymbol, type NodeIndex } from '../../profile/model';
import { copyName } from '../view/later';
import type { CollapseMode, FlameGraphProps } from '../types';
import { isGroupExpanded, type Scene, type Viewport } from './scene';
import { treeTexts } from './texts';
import type { Graph } from './useGraph';
import type { Strip } from '../../profile/visible';
import { createNumbers, spokenName } from './labels';
import { parentBox } from './navigate';
import { stripRange } from './zoom';

/** What one can do to a graph, by pointer, key and menu alike. */
export interface Actions {
  focus(node: NodeIndex): void;
  /** Focuses a node, or zooms into a strip; `at` is the pointer's offset in value units. */
  open(hit: Hit, at: number): void;
  /** Takes back the last zoom or focus; false if the whole is shown. */
  stepOut(): boolean;
  canLookUp(node: NodeIndex): boolean;
  /** Of packages and values of labels there are neither lines nor costs over time. */
  isFunction(node: NodeIndex): boolean;
  /** Takes the highlight back where it is the node's symbol that has it; `sandwich` likewise. */
  highlight(node: NodeIndex): void;
  isHighlighted(node: NodeIndex): boolean;
  sandwich(node: NodeIndex): void;
  isSandwiched(node: NodeIndex): boolean;
  /** Undefined where there are no source lines. */
  readonly lines: ((node: NodeIndex) => void) | undefined;
  /** undefined where nobody can show it */
  overTime: ((node: NodeIndex) => void) | undefined;
  copy(node: NodeIndex): void;
  /** The head of the group that a node is in, if it is in one. */
  groupOf(node: NodeIndex): NodeIndex | undefined;
  toggleGroup(head: NodeIndex): void;
  toggleAll(mode: CollapseMode): void;
  /** What was last done, for screen readers. */
  readonly announcement: string;
}

export function useActions(props: FlameGraphProps, graph: Graph, viewport: Viewport | undefined): Actions {
  const [said, setSaid] = useState<{ text: string; isShown?: IsShown }>({ text: '' });
  const announce: Announce = (text, isShown) => setSaid({ text, isShown });
  const focusing = focusActions(props, graph, viewport, announce);
  return {
    ...symbolActions(props, announce),
    ...groupActions(props, graph.scene, announce),
    ...focusing,
    announcement: said.isShown?.(graph) === false ? '' : said.text,
  };
}

function symbolActions(props: FlameGraphProps, announce: Announce) {
  const { profile, onLines } = props;
  const { symbol, frames } = profile;
  const canLookUp = (node: NodeIndex) => isSymbol(frames.kinds[symbol[node]]);
  const isFunction = (node: NodeIndex) => frames.kinds[symbol[node]] === FrameKind.function;
  return {
    canLookUp,
    isFunction,
    highlight: (node: NodeIndex) => canLookUp(node) && props.onHighlight(symbol[node]),
    isHighlighted: (node: NodeIndex) => symbol[node] === props.highlighted,
    isSandwiched: (node: NodeIndex) => symbol[node] === props.sandwiched,
    sandwich: (node: NodeIndex) => canLookUp(node) && props.onSandwich(symbol[node]),
    lines: onLines && ((node: NodeIndex) => isFunction(node) && onLines(symbol[node])),
    overTime: props.onOverTime && ((node: NodeIndex) => isFunction(node) && props.onOverTime?.(symbol[node])),
    copy: (node: NodeIndex) => {
      void copyName(frames.names[symbol[node]]).then(announce);
    },
  };
}

function groupActions({ collapse, onCollapse, onCollapseAll }: FlameGraphProps, { groups }: Scene, announce: Announce) {
  return {
    groupOf: (node: NodeIndex) => {
      const head = groups.head[node];
      return groups.hidden[head] > 0 ? head : undefined;
    },
    toggleGroup: (head: NodeIndex) => {
      const toggled = new Set(collapse.toggled);
      const wasExpanded = isGroupExpanded(collapse, head);
      if (!toggled.delete(head)) {
        toggled.add(head);
      }
      onCollapse({ mode: collapse.mode, toggled });
      announce(
        wasExpanded ? treeTexts.groupCollapsed() : treeTexts.groupExpanded(),
        ({ scene }) => isGroupExpanded(scene.collapse, head) !== wasExpanded
      );
    },
    toggleAll: (mode: CollapseMode) => {
      onCollapseAll(mode);
      announce(mode === 'all' ? treeTexts.allCollapsed() : treeTexts.allExpanded());
    },
  };
}

type IsShown = (graph: Graph) => boolean;
/** Tells screen readers what was done, if need be only once that is shown: a link may have no room for the step. */
type Announce = (text: string, isShown?: IsShown) => void;

/** Ways into a graph and out of it: focus a frame, zoom into a strip, step back. */
function focusActions(props: FlameGraphProps, graph: Graph, viewport: Viewport | undefined, announce: Announce) {
  const goTo = (node: NodeIndex) => {
    graph.select(node);
    if (node !== graph.root) {
      props.onFocus(node);
      announce(focusedText(props, node), ({ root }) => root === node);
    }
  };
  const focus = (node: NodeIndex) => {
    graph.resetZoom(node);
    goTo(node);
  };
  const zoomInto = (strip: Strip, at: number) => {
    if (viewport) {
      graph.zoomTo(stripRange(graph.scene, viewport, strip, at), strip.parent);
      goTo(strip.parent);
      announce(treeTexts.zoomed(), ({ root }) => root === strip.parent);
    }
  };
  const stepOut = () => {
    if (graph.zoomOut()) {
      return true;
    }
    const target = stepOutTarget(graph);
    if (target !== undefined) {
      goTo(target);
    }
    return target !== undefined;
  };
  const open = (hit: Hit, at: number) => (hit.kind === 'node' ? focus(hit.node) : zoomInto(hit.strip, at));
  return { focus, open, stepOut };
}

function focusedText(props: FlameGraphProps, node: NodeIndex): string {
  const { profile, wholeValue } = props;
  return node === 0
    ? treeTexts.whole()
    : treeTexts.focused(spokenName(profile, node), createNumbers(props).share(node, profile.total[node], wholeValue));
}

/** The nearest ancestor that was shown as the root before; without one (a link led here), the parent. */
function stepOutTarget({ scene, visited }: Graph): NodeIndex | undefined {
  const { profile, rows } = scene;
  for (let node = profile.parent[rows.root]; node >= 0; node = profile.parent[node]) {
    if (visited.has(node)) {
      return node;
    }
  }
  return parentBox(scene, rows.root);
}
