import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { Suspense, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { MenuTarget } from './canvas/GraphMenu';
import type { Scene } from './canvas/scene';
import { spacerHeight } from './canvas/scroll';
import { treeItemId, TreeItems } from './canvas/TreeItems';
import type { FlameGraphProps } from './types';
import type { Hit } from '../profile/hit';
import type { Profile } from '../profile/model';
import { carryNode } from '../profile/place';
import { createNumbers, type Context, type Numbers } from './canvas/labels';
import { createHoverStore, type HoverStore } from './canvas/hover';
import type { MarksInBoxes } from './canvas/paint';
import type { Surface } from './canvas/pointing';
import { useActions } from './canvas/useActions';
import { type Graph, useGraph } from './canvas/useGraph';
import { useKeyboard } from './canvas/useKeyboard';
import { usePainting } from './canvas/usePainting';
import { usePointer } from './canvas/usePointer';
import { useScrolling, useViewport } from './canvas/useScroller';
import { afterFrame } from './view/afterFrame';

const loadMenu = () => import(/* webpackChunkName: "menus" */ './canvas/GraphMenu');
const loadTooltip = () => import(/* webpackChunkName: "menus" */ './canvas/Tooltip');
const GraphMenu = React.lazy(() => loadMenu().then((m) => ({ default: m.GraphMenu })));
const Tooltip = React.lazy(() => loadTooltip().then((m) => ({ default: m.Tooltip })));
const Guide = React.lazy(async () => {
  await afterFrame();
  return { default: (await import(/* webpackChunkName: "guide" */ './guide/Guide')).Guide };
});
const Overlay = React.lazy(async () => {
  await afterFrame();
  return { default: (await import(/* webpackChunkName: "guide" */ './canvas/Overlay')).Overlay };
});
/** When pointer or focus come to the graph, so that both are there when they are wanted; if this fails, that says so. */
const prepareDetails = () => void Promise.all([loadTooltip(), loadMenu()]).catch(() => {});

interface GraphProps extends FlameGraphProps {
  /** Underlines what of the names a search found. */
  marks?: MarksInBoxes;
}

/**
 * One profile as a flame graph. It fills its container, whose height it does not set, and draws nothing for a profile
 * without rows. A canvas and marks over it, of the viewport's size, lie under a scroll container, which is the keyboard's
 * and screen readers' tree as well. Callbacks and `lit` should keep their identity: a new `lit` or `formatValue` repaints.
 */
export function FlameGraph(props: GraphProps) {
  return props.profile.length === 0 ? null : <ShownGraph {...props} />;
}

function ShownGraph(props: GraphProps) {
  const { wholeValue, direction, ariaLabel } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const { baseRef, scrollerRef, graph, actions, menu, ...parts } = useParts(props);
  const { hover, painted, scroll, look, viewport, numbers, handlers, closeMenu } = parts;
  const { scene } = graph;
  const hasGuide = props.hasGuide && (viewport === undefined || viewport.room >= LEAST_GUIDED);
  const current = graph.selected ?? graph.root;
  const isOlder = graph.isOlder || props.isOlder;
  return (
    // The menu's events bubble here through its portal: a second, native menu must not open over it.
    <div
      className={cx(styles.frame, isOlder && styles.older)}
      aria-busy={isOlder}
      onContextMenu={(event) => event.preventDefault()}
      data-testid="flamegraph"
    >
      <canvas ref={baseRef} className={styles.canvas} aria-hidden data-testid="flamegraph-boxes" />
      {viewport && scroll && (
        <Suspense>
          <Overlay
            {...{ graph, hover, painted, viewport, scroll, scrollerRef }}
            className={styles.canvas}
            hovered={props.hovered}
            palette={look.palette}
          />
        </Suspense>
      )}
      <div
        ref={scrollerRef}
        className={cx(styles.scroller, hasGuide && styles.aboveGuide)}
        role="tree"
        tabIndex={0}
        aria-label={ariaLabel}
        aria-describedby={`${id}-help`}
        aria-activedescendant={treeItemId(id, current)}
        onPointerEnter={prepareDetails}
        onFocusCapture={prepareDetails}
        {...handlers}
      >
        <div role="presentation" style={{ height: scroll ? spacerHeight(scroll) : 0 }} />
        <div role="presentation" className={cx(styles.hidden, styles.pinned)}>
          <TreeItems
            idPrefix={id}
            scene={scene}
            selected={current}
            viewport={viewport}
            numbers={numbers}
            wholeValue={wholeValue}
            direction={direction}
          />
        </div>
      </div>
      <div className={cx(hasGuide && styles.guide)}>
        <Suspense>
          <Guide
            {...{ graph, viewport, scroll, look, scrollerRef, hover, numbers, actions }}
            helpId={`${id}-help`}
            of={props}
            hasLines={hasGuide === true}
          />
        </Suspense>
      </div>
      <div role="status" className={styles.hidden}>
        {actions.announcement}
      </div>
      <WhilePointed {...{ hover, scene, numbers }} context={props} />
      {menu && (
        <Suspense>
          <GraphMenu
            target={menu}
            numbers={numbers}
            context={props}
            scene={scene}
            actions={actions}
            moreItems={props.moreItems}
            onClose={closeMenu}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The tooltip of what pointer or keyboard are on. */
function WhilePointed({
  hover,
  scene,
  ...said
}: {
  hover: HoverStore;
  scene: Scene;
  numbers: Numbers;
  context: Context;
}) {
  const pointed = useSyncExternalStore(hover.subscribe, hover.get);
  return pointed?.scene === scene ? (
    <Suspense>
      <Tooltip pointed={pointed} {...said} />
    </Suspense>
  ) : null;
}

/** Two lines, CSS px. */
const GUIDE_HEIGHT = 44;
/** A graph in a lower panel needs its rows. (Not told by a container of a size: with each step that costs a layout more.) CSS px. */
const LEAST_GUIDED = 240;

const getStyles = (theme: GrafanaTheme2) => ({
  older: css({ opacity: 0.5 }),
  aboveGuide: css({ bottom: GUIDE_HEIGHT }),
  guide: css({ position: 'absolute', inset: 'auto 0 0', height: GUIDE_HEIGHT }),
  frame: css({ position: 'relative', width: '100%', height: '100%', minHeight: 0, overflow: 'hidden' }),
  canvas: css({ position: 'absolute', top: 0, left: 0 }),
  scroller: css({
    position: 'absolute',
    inset: 0,
    overflowX: 'hidden',
    overflowY: 'auto',
    cursor: 'pointer',
    userSelect: 'none',
    WebkitTouchCallout: 'none',
    touchAction: 'pan-y',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  // Browsers scroll to a tree's active item: it stays where the viewport is, and adds nothing to the height.
  pinned: css({ position: 'sticky', top: 0, bottom: 0, marginTop: -1 }),
});

/** Puts a graph's parts together: what is laid out, how it is painted, and what pointer and keys do. */
function useParts(props: GraphProps) {
  const { direction, grows = direction } = props;
  const scrollerRef = useRef<HTMLDivElement>(null);
  const [hover] = useState(() => createHoverStore());
  const numbers = useNumbers(props);
  const viewport = useViewport(scrollerRef);
  const graph = useGraph(props, viewport);
  const { scene } = graph;
  const scrolling = useScrolling(graph, grows, viewport, scrollerRef, props.memory);
  const scroll = scrolling.model;
  const painting = usePainting({ props, marks: props.marks, graph, numbers, viewport, scroll, scrollerRef });
  const actions = useActions(props, graph, viewport);
  const surface = (): Surface | undefined =>
    viewport && scroll && scrollerRef.current ? { scene, viewport, scroll, scroller: scrollerRef.current } : undefined;
  const { menu, openMenu, setMenu } = useMenu(graph);
  const pointer = usePointer({
    ...{ surface, hover, scene, openMenu },
    onHover: props.onHover,
    onOpen: actions.open,
  });
  const keyboard = useKeyboard({
    ...{ grows, viewport, graph, actions, hover, surface },
    openMenu: (node, at) => openMenu({ kind: 'node', node }, at),
  });
  const closeMenu = () => {
    setMenu(undefined);
    keyboard.takeFocusBack(scrollerRef.current);
  };
  const onScroll = () => {
    scrolling.onScroll();
    // What was under the pointer has moved away: a tooltip beside another box would lie.
    pointer.clear();
    painting.repaint();
  };
  return {
    ...{ scrollerRef, baseRef: painting.baseRef, painted: painting.painted },
    ...{ hover, numbers, viewport, scroll, look: painting.look, graph, actions, menu, closeMenu },
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
