import { useMemo, useRef, useState } from 'react';
import type { Hit } from '../../profile/hit';
import type { Profile } from '../../profile/model';
import { carryNode } from '../../profile/place';
import type { FlameGraphProps } from '../types';
import { detailsOf } from './details';
import type { MenuTarget } from './GraphMenu';
import { createHoverStore } from './hover';
import { createNumbers } from './numbers';
import type { Surface } from './pointing';
import { useActions } from './useActions';
import { useGraph, type Graph } from './useGraph';
import { useKeyboard } from './useKeyboard';
import { usePainting } from './usePainting';
import { usePointer } from './usePointer';
import { useScrolling } from './useScrolling';
import { useViewport } from './useViewport';
import { useWheel } from './useWheel';

/** Puts a graph's parts together: what is laid out, how it is painted, and what pointer and keys do. */
export function useParts(props: FlameGraphProps) {
  const { direction, wholeValue } = props;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const [hover] = useState(createHoverStore);
  const numbers = useNumbers(props);
  const viewport = useViewport(scrollerRef);
  const graph = useGraph(props, viewport);
  const { scene } = graph;
  const scrolling = useScrolling(graph, direction, viewport, scrollerRef, props.memory);
  const scroll = scrolling.model;
  const painting = usePainting({ props, graph, numbers, viewport, scroll, scrollerRef, hover });
  const actions = useActions(props, graph, viewport);
  const surface = (): Surface | undefined =>
    viewport && scroll && scrollerRef.current ? { scene, viewport, scroll, scroller: scrollerRef.current } : undefined;
  const { menu, openMenu, setMenu } = useMenu(graph);
  const { repaintOverlay } = painting;
  const pointer = usePointer({
    ...{ surface, hover, scene, repaintOverlay, openMenu },
    onHover: props.onHover,
    onOpen: actions.open,
  });
  const keyboard = useKeyboard({
    ...{ direction, viewport, graph, actions, hover, surface },
    openMenu: (node, at) => openMenu({ kind: 'node', node }, at),
  });
  const closeMenu = () => {
    setMenu(undefined);
    keyboard.takeFocusBack(scrollerRef.current);
  };
  useWheel(scrollerRef, graph, viewport);
  const onScroll = () => {
    scrolling.onScroll();
    // What was under the pointer has moved away: a tooltip beside another box would lie.
    pointer.clear();
    painting.repaint();
  };
  return {
    ...{ scrollerRef, baseRef: painting.baseRef, overlayRef: painting.overlayRef },
    ...{ hover, numbers, viewport, scroll, graph, actions, menu, closeMenu },
    describe: (hit: Hit) => detailsOf(scene, hit, numbers, { wholeValue, direction }),
    handlers: { ...pointer.handlers, ...keyboard.handlers, onScroll },
  };
}

function useMenu(graph: Graph) {
  const [menu, setMenu] = useState<MenuTarget>();
  const { profile } = graph.scene;
  return {
    menu: menu && carriedMenu(menu, profile),
    openMenu: (hit: Hit | undefined, { x, y }: { x: number; y: number }) => {
      if (hit?.kind === 'node') {
        graph.select(hit.node);
      }
      setMenu({ profile, hit, x, y });
    },
    setMenu,
  };
}

/** The menu after a refresh: of the same frame; undefined where that is gone, or where it was a strip's. */
function carriedMenu(menu: MenuTarget, profile: Profile): MenuTarget | undefined {
  if (menu.profile === profile || menu.hit === undefined) {
    return { ...menu, profile };
  }
  const node = menu.hit.kind === 'node' ? carryNode({ tree: menu.profile, node: menu.hit.node }, profile) : undefined;
  return node === undefined ? undefined : { ...menu, profile, hit: { kind: 'node', node } };
}

function useNumbers({ profile, wholeValue, formatValue, lowerBound }: FlameGraphProps) {
  return useMemo(
    () => createNumbers({ profile, wholeValue, formatValue, lowerBound }),
    [profile, wholeValue, formatValue, lowerBound]
  );
}
