import { useState } from 'react';
import type { Hit } from '../../profile/hit';
import type { NodeIndex } from '../../profile/model';
import { isSymbol } from '../../profile/search';
import { copyText } from '../copyText';
import type { CollapseMode, FlameGraphProps } from '../types';
import type { Scene, Viewport } from './scene';
import { treeTexts } from './texts';
import { useFocusActions, type Announce } from './useFocusActions';
import type { Graph } from './useGraph';

/** What one can do to a graph, by pointer, key and menu alike. */
export interface Actions {
  focus(node: NodeIndex): void;
  /** Focuses a node, or zooms into a strip; `at` is the pointer's offset in value units. */
  open(hit: Hit, at: number): void;
  /** Takes back the last zoom or focus; false if the whole is shown. */
  stepOut(): boolean;
  canLookUp(node: NodeIndex): boolean;
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
  const [said, setSaid] = useState<{ text: string; root?: NodeIndex }>({ text: '' });
  const announce: Announce = (text, root) => setSaid({ text, root });
  const focusing = useFocusActions(props, graph, viewport, announce);
  return {
    ...symbolActions(props, announce),
    ...groupActions(props, graph.scene, announce),
    ...focusing,
    announcement: said.root === undefined || said.root === graph.root ? said.text : '',
  };
}

function symbolActions(props: FlameGraphProps, announce: Announce) {
  const { profile, onLines } = props;
  const { symbol, frames } = profile;
  const canLookUp = (node: NodeIndex) => isSymbol(frames.kinds[symbol[node]]);
  return {
    canLookUp,
    highlight: (node: NodeIndex) => canLookUp(node) && props.onHighlight(symbol[node]),
    isHighlighted: (node: NodeIndex) => symbol[node] === props.highlighted,
    isSandwiched: (node: NodeIndex) => symbol[node] === props.sandwiched,
    sandwich: (node: NodeIndex) => canLookUp(node) && props.onSandwich(symbol[node]),
    lines: onLines && ((node: NodeIndex) => canLookUp(node) && onLines(symbol[node])),
    overTime: props.onOverTime && ((node: NodeIndex) => canLookUp(node) && props.onOverTime?.(symbol[node])),
    copy: (node: NodeIndex) => {
      const name = frames.names[symbol[node]];
      void copyText(name).then((copied) => announce(copied ? treeTexts.copied(name) : treeTexts.notCopied()));
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
      const wasExpanded = (collapse.mode === 'none') !== toggled.has(head);
      if (!toggled.delete(head)) {
        toggled.add(head);
      }
      onCollapse({ mode: collapse.mode, toggled });
      announce(wasExpanded ? treeTexts.groupCollapsed() : treeTexts.groupExpanded());
    },
    toggleAll: (mode: CollapseMode) => {
      onCollapseAll(mode);
      announce(mode === 'all' ? treeTexts.allCollapsed() : treeTexts.allExpanded());
    },
  };
}
