import { Button } from '@grafana/ui';
import React from 'react';
import type { CollapseMode } from '../types';
import { toolbarTexts } from '../view/texts';

/** Every group of what is shown at once. Plain titles: a Tooltip of @grafana/ui each would cost more than the search field. */
export const GroupButtons = React.memo(function GroupButtons({ onAll }: { onAll(mode: CollapseMode): void }) {
  const [expand, collapse] = [toolbarTexts.expandAll(), toolbarTexts.collapseAll()];
  return (
    <div>
      <Button
        variant="secondary"
        fill="text"
        icon="angle-double-down"
        aria-label={expand}
        title={expand}
        onClick={() => onAll('none')}
      />
      <Button
        variant="secondary"
        fill="text"
        icon="angle-double-up"
        aria-label={collapse}
        title={collapse}
        onClick={() => onAll('all')}
      />
    </div>
  );
});
