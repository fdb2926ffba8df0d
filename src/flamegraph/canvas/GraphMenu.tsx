import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ContextMenu, Menu, MenuItem, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { FlameGraphProps } from '../types';
import type { Hit } from '../../profile/hit';
import type { NodeIndex, Profile } from '../../profile/model';
import { detailsOf, type Details } from './details';
import type { Context, Numbers } from './labels';
import { isGroupExpanded, isZoomed, type Scene } from './scene';
import { menuTexts } from './menuTexts';
import { DetailsText } from './Tooltip';
import type { Actions } from './useActions';

export interface MenuTarget {
  /** What the hit is in. */
  readonly profile: Profile;
  /** undefined beside the boxes: what concerns the whole graph. */
  readonly hit: Hit | undefined;
  readonly x: number;
  readonly y: number;
}

interface Props {
  target: MenuTarget;
  numbers: Numbers;
  context: Context;
  scene: Scene;
  actions: Actions;
  moreItems: FlameGraphProps['moreItems'];
  onClose(): void;
}

/** A frame's menu. Its head tells what the tooltip tells, which a finger and a keyboard cannot hover for. */
export function GraphMenu({ target, numbers, context, scene, actions, moreItems, onClose }: Props) {
  const { hit, profile } = target;
  const details = hit && detailsOf(scene, hit, numbers, context);
  const named = hit?.kind === 'node' && actions.canLookUp(hit.node) ? profile.symbol[hit.node] : undefined;
  return (
    <ContextMenu
      x={target.x}
      y={target.y}
      onClose={onClose}
      renderHeader={details && (() => <MenuHead details={details} />)}
      renderMenuItems={() => (
        <>
          {hit?.kind === 'node' && <NodeItems node={hit.node} scene={scene} actions={actions} />}
          {hit?.kind === 'strip' && (
            <MenuItem
              label={menuTexts.zoomIn()}
              icon="search-plus"
              onClick={() => actions.open(hit, (hit.strip.x0 + hit.strip.x1) / 2)}
            />
          )}
          {moreItems?.(named)}
          {hit && <Menu.Divider />}
          <GroupItems node={hit?.kind === 'node' ? hit.node : undefined} scene={scene} actions={actions} />
        </>
      )}
    />
  );
}

function MenuHead({ details }: { details: Details }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.head}>
      <DetailsText details={details} />
    </div>
  );
}

interface ItemsProps {
  scene: Scene;
  actions: Actions;
}

function NodeItems({ node, scene, actions }: ItemsProps & { node: NodeIndex }) {
  const canLookUp = actions.canLookUp(node);
  const isFunction = actions.isFunction(node);
  const { root } = scene.rows;
  const zoomed = isZoomed(scene);
  return (
    <>
      <MenuItem
        label={menuTexts.focus()}
        icon="search-plus"
        shortcut="Enter"
        disabled={node === root && !zoomed}
        onClick={() => actions.focus(node)}
      />
      {(root !== 0 || zoomed) && (
        <MenuItem label={menuTexts.showWhole()} icon="search-minus" onClick={() => actions.focus(0)} />
      )}
      {canLookUp && (
        <>
          <MenuItem
            label={actions.isHighlighted(node) ? menuTexts.removeHighlight() : menuTexts.highlight()}
            icon="search"
            shortcut="Shift+H"
            onClick={() => actions.highlight(node)}
          />
          <MenuItem
            label={actions.isSandwiched(node) ? menuTexts.leaveSandwich() : menuTexts.sandwich()}
            icon="exchange-alt"
            shortcut="S"
            onClick={() => actions.sandwich(node)}
          />
          {isFunction && actions.overTime && (
            <MenuItem label={menuTexts.overTime()} icon="graph-bar" onClick={() => actions.overTime?.(node)} />
          )}
        </>
      )}
      {isFunction && actions.lines && (
        <MenuItem label={menuTexts.lines()} icon="brackets-curly" shortcut="L" onClick={() => actions.lines?.(node)} />
      )}
      <MenuItem label={menuTexts.copy()} icon="copy" shortcut="C" onClick={() => actions.copy(node)} />
    </>
  );
}

function GroupItems({ node, scene, actions }: ItemsProps & { node: NodeIndex | undefined }) {
  const { collapse, groups } = scene;
  const head = node === undefined ? undefined : actions.groupOf(node);
  const expanded = head !== undefined && isGroupExpanded(collapse, head);
  const untouched = collapse.toggled.size === 0;
  return (
    <>
      {head !== undefined && (
        <MenuItem
          label={expanded ? menuTexts.collapseGroup() : menuTexts.expandGroup()}
          icon={expanded ? 'angle-up' : 'angle-down'}
          description={expanded ? undefined : menuTexts.hidden(groups.hidden[head])}
          shortcut="E"
          onClick={() => actions.toggleGroup(head)}
        />
      )}
      <MenuItem
        label={menuTexts.expandAll()}
        icon="angle-double-down"
        disabled={collapse.mode === 'none' && untouched}
        onClick={() => actions.toggleAll('none')}
      />
      <MenuItem
        label={menuTexts.collapseAll()}
        icon="angle-double-up"
        disabled={collapse.mode === 'all' && untouched}
        onClick={() => actions.toggleAll('all')}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // A name of 200 letters must not make the menu as wide as the screen.
  head: css({ maxWidth: 'min(320px, 80vw)', ...theme.typography.bodySmall, padding: theme.spacing(0.5, 1, 0, 1) }),
});
