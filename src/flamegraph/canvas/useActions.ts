import { useLayoutEffect, useRef, useState } from 'react';
import type { Hit } from '../../profile/hit';
import type { NodeIndex, Profile } from '../../profile/model';
import { copyText } from '../copyText';
import { formatShare } from '../share';
import type { CollapseMode, FlameGraphProps } from '../types';
import { isNotLoaded } from './labels';
import { parentBox } from './navigate';
import type { Scene } from './scene';
import { treeTexts } from './texts';
import type { Graph } from './useGraph';
import { stripRange } from './zoom';

/** What one can do to a graph, by pointer, key and menu alike. */
export interface Actions {
  focus(node: NodeIndex): void;
  /** Focuses a node, or zooms into a strip; `at` is the pointer's offset in value units. */
  open(hit: Hit, at: number): void;
  /** Takes back the last zoom or focus; false if the whole is shown. */
  stepOut(): boolean;
  canLookUp(node: NodeIndex): boolean;
  highlight(node: NodeIndex): void;
  sandwich(node: NodeIndex): void;
  copy(node: NodeIndex): void;
  /** The head of the group that a node is in, if it is in one. */
  groupOf(node: NodeIndex): NodeIndex | undefined;
  toggleGroup(head: NodeIndex): void;
  toggleAll(mode: CollapseMode): void;
  /** What was last done, for screen readers. */
  readonly announcement: string;
}

export function useActions(props: FlameGraphProps, graph: Graph): Actions {
  const [announcement, announce] = useState('');
  const visited = useVisited(props.profile, graph.root);
  return {
    ...symbolActions(props, announce),
    ...groupActions(props, graph.scene, announce),
    ...focusActions(props, graph, visited, announce),
    announcement,
  };
}

type Announce = (text: string) => void;

function focusActions(props: FlameGraphProps, graph: Graph, visited: () => ReadonlySet<NodeIndex>, announce: Announce) {
  const { profile, wholeValue } = props;
  const goTo = (node: NodeIndex) => {
    graph.select(node);
    if (node !== graph.root) {
      props.onFocus(node);
      announce(node === 0 ? treeTexts.whole() : focusedText(profile, node, wholeValue));
    }
  };
  const focus = (node: NodeIndex) => {
    graph.resetZoom(node);
    goTo(node);
  };
  return {
    focus,
    open: (hit: Hit, at: number) => {
      if (hit.kind === 'node') {
        focus(hit.node);
        return;
      }
      graph.zoomTo(stripRange(graph.scene, hit.strip, at), hit.strip.parent);
      goTo(hit.strip.parent);
      announce(treeTexts.zoomed());
    },
    stepOut: () => {
      if (graph.zoomOut()) {
        return true;
      }
      const target = stepOutTarget(graph.scene, visited());
      if (target !== undefined) {
        goTo(target);
      }
      return target !== undefined;
    },
  };
}

function focusedText({ symbols, symbol, value }: Profile, node: NodeIndex, wholeValue: number): string {
  return treeTexts.focused(symbols[symbol[node]], formatShare(value[node], wholeValue));
}

function symbolActions(props: FlameGraphProps, announce: Announce) {
  const { profile, notLoaded } = props;
  const { symbol, symbols } = profile;
  // The root is the whole, or the sandwich's own symbol; what is not loaded is no symbol.
  const canLookUp = (node: NodeIndex) => node !== 0 && !isNotLoaded(profile, node, notLoaded);
  return {
    canLookUp,
    highlight: (node: NodeIndex) => canLookUp(node) && props.onHighlight(symbol[node]),
    sandwich: (node: NodeIndex) => canLookUp(node) && props.onSandwich(symbol[node]),
    copy: (node: NodeIndex) => {
      const name = symbols[symbol[node]];
      void copyText(name).then((copied) => announce(copied ? treeTexts.copied(name) : treeTexts.notCopied()));
    },
  };
}

function groupActions({ collapse, onCollapse }: FlameGraphProps, { groups }: Scene, announce: Announce) {
  return {
    groupOf: (node: NodeIndex) => {
      const head = groups.head[node];
      return groups.hidden[head] > 0 ? head : undefined;
    },
    toggleGroup: (head: NodeIndex) => {
      const toggled = new Set(collapse.toggled);
      const wasExpanded = (collapse.mode === 'none') !== toggled.has(head);
      if (!toggled.delete(head)) {
        toggled.add(head);
      }
      onCollapse({ mode: collapse.mode, toggled });
      announce(wasExpanded ? treeTexts.groupCollapsed() : treeTexts.groupExpanded());
    },
    toggleAll: (mode: CollapseMode) => {
      onCollapse({ mode, toggled: new Set() });
      announce(mode === 'all' ? treeTexts.allCollapsed() : treeTexts.allExpanded());
    },
  };
}

/** The nearest ancestor that was shown as the root before; without one (a link led here), the parent. */
export function stepOutTarget(scene: Scene, visited: ReadonlySet<NodeIndex>): NodeIndex | undefined {
  const { profile, rows } = scene;
  for (let node = profile.parent[rows.root]; node >= 0; node = profile.parent[node]) {
    if (visited.has(node)) {
      return node;
    }
  }
  return parentBox(scene, rows.root);
}

/** The roots that were shown since the profile came. */
function useVisited(profile: Profile, root: NodeIndex): () => ReadonlySet<NodeIndex> {
  const visited = useRef<{ profile: Profile; roots: Set<NodeIndex> }>({ profile, roots: new Set() });
  useLayoutEffect(() => {
    if (visited.current.profile !== profile) {
      visited.current = { profile, roots: new Set() };
    }
    visited.current.roots.add(root);
  }, [profile, root]);
  return () => visited.current.roots;
}
