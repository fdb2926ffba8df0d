import { useLayoutEffect, useRef } from 'react';
import type { Hit } from '../../profile/hit';
import type { NodeIndex, Profile } from '../../profile/model';
import { carryNode } from '../../profile/place';
import type { Strip } from '../../profile/visible';
import { formatShare } from '../share';
import type { FlameGraphProps } from '../types';
import { spokenName } from './labels';
import { parentBox } from './navigate';
import type { Scene, Viewport } from './scene';
import { treeTexts } from './texts';
import type { Graph } from './useGraph';
import { stripRange } from './zoom';

/** Tells screen readers what was done; with a root, only once that one is shown: a link may have no room for the step. */
export type Announce = (text: string, root?: NodeIndex) => void;

/** Ways into a graph and out of it: focus a frame, zoom into a strip, step back. */
export function useFocusActions(
  props: FlameGraphProps,
  graph: Graph,
  viewport: Viewport | undefined,
  announce: Announce
) {
  const visited = useVisited(props.profile, graph.root);
  const goTo = (node: NodeIndex) => {
    graph.select(node);
    if (node !== graph.root) {
      props.onFocus(node);
      announce(focusedText(props, node), node);
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
      announce(treeTexts.zoomed(), strip.parent);
    }
  };
  const stepOut = () => {
    if (graph.zoomOut()) {
      return true;
    }
    const target = stepOutTarget(graph.scene, visited());
    if (target !== undefined) {
      goTo(target);
    }
    return target !== undefined;
  };
  const open = (hit: Hit, at: number) => (hit.kind === 'node' ? focus(hit.node) : zoomInto(hit.strip, at));
  return { focus, open, stepOut };
}

function focusedText({ profile, wholeValue }: FlameGraphProps, node: NodeIndex): string {
  const { total } = profile;
  return node === 0
    ? treeTexts.whole()
    : treeTexts.focused(spokenName(profile, node), formatShare(total[node], wholeValue));
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

/** The roots that were shown, as this profile has them. */
function useVisited(profile: Profile, root: NodeIndex): () => ReadonlySet<NodeIndex> {
  const visited = useRef<{ profile: Profile; roots: Set<NodeIndex> }>({ profile, roots: new Set() });
  useLayoutEffect(() => {
    const { profile: before, roots } = visited.current;
    if (before !== profile) {
      const carried = [...roots].map((node) => carryNode({ tree: before, node }, profile));
      visited.current = { profile, roots: new Set(carried.filter((node) => node !== undefined)) };
    }
    visited.current.roots.add(root);
  }, [profile, root]);
  return () => visited.current.roots;
}
