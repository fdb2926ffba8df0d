import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { GraphMenu } from './canvas/GraphMenu';
import { minDrawnWidth } from './canvas/scene';
import { spacerHeight } from './canvas/scroll';
import { treeTexts } from './canvas/texts';
import { Tooltip } from './canvas/Tooltip';
import { treeItemId, TreeItems } from './canvas/TreeItems';
import { useParts } from './canvas/useParts';
import type { FlameGraphProps } from './types';

/**
 * One profile as a flame graph. It fills its container, whose height it does not set, and draws nothing for a profile
 * without rows. Two canvases of the viewport's size lie under a scroll container, which is the keyboard's and screen
 * readers' tree as well. Callbacks and `lit` should keep their identity: a new `lit` or `formatValue` repaints.
 */
export function FlameGraph(props: FlameGraphProps) {
  return props.profile.length === 0 ? null : <Graph {...props} />;
}

function Graph(props: FlameGraphProps) {
  const { wholeValue, direction, ariaLabel } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const { baseRef, overlayRef, scrollerRef, graph, actions, menu, ...parts } = useParts(props);
  const { hover, scroll, viewport, numbers, handlers, describe, closeMenu } = parts;
  const { scene } = graph;
  const current = graph.selected ?? graph.root;
  return (
    // The menu's events bubble here through its portal: a second, native menu must not open over it.
    <div className={styles.frame} onContextMenu={(event) => event.preventDefault()} data-testid="flamegraph">
      <canvas ref={baseRef} className={styles.canvas} aria-hidden data-testid="flamegraph-boxes" />
      <canvas ref={overlayRef} className={styles.canvas} aria-hidden />
      <div
        ref={scrollerRef}
        className={styles.scroller}
        role="tree"
        tabIndex={0}
        aria-label={ariaLabel}
        aria-describedby={`${id}-help`}
        aria-activedescendant={treeItemId(id, current)}
        {...handlers}
      >
        <div role="presentation" style={{ height: scroll ? spacerHeight(scroll) : 0 }} />
        <div role="presentation" className={cx(styles.hidden, styles.pinned)}>
          <TreeItems
            idPrefix={id}
            scene={scene}
            selected={current}
            // Before the size is known nothing is wide enough: 500,000 siblings need not be sorted for it.
            minWidth={viewport ? minDrawnWidth(scene, viewport) : Infinity}
            numbers={numbers}
            wholeValue={wholeValue}
            direction={direction}
          />
        </div>
      </div>
      <div id={`${id}-help`} className={styles.hidden}>
        {treeTexts.help()} {props.onLines && treeTexts.helpLines()}
      </div>
      <div role="status" className={styles.hidden}>
        {actions.announcement}
      </div>
      <Tooltip hover={hover} scene={scene} describe={describe} />
      {menu && (
        <GraphMenu
          target={menu}
          details={menu.hit && describe(menu.hit)}
          scene={scene}
          actions={actions}
          moreItems={props.moreItems}
          onClose={closeMenu}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
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
