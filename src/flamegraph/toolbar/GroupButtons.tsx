import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { CollapseMode } from '../types';
import { toolbarTexts } from '../view/texts';
import { getToolbarStyles } from './toolbarStyles';

/** Every group of what is shown at once. */
export const GroupButtons = React.memo(function GroupButtons({ onAll }: { onAll(mode: CollapseMode): void }) {
  const styles = useStyles2(getToolbarStyles);
  const button = (label: string, className: string, mode: CollapseMode) => (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => onAll(mode)} />
  );
  return (
    <div className={styles.groups}>
      {button(toolbarTexts.expandAll(), styles.expand, 'none')}
      {button(toolbarTexts.collapseAll(), styles.collapse, 'all')}
    </div>
  );
});
